package org.auralink.identity.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.auralink.shared.Caller;
import org.auralink.shared.OpenToMembers;
import org.auralink.shared.Refusal;
import org.auralink.shared.persistence.TenancyContext;
import org.jspecify.annotations.Nullable;

/** Pictures of people in the database: one of each, in the form of {@link org.auralink.identity.control.PictureForm}. */
@Stateless
public class Pictures {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final String KEEP = """
            insert into auth.pictures (user_id, picture_id, image, made_at) values (?1, ?2, ?3, ?4)
            on conflict (user_id) do update
              set picture_id = excluded.picture_id, image = excluded.image, made_at = excluded.made_at
            """;

    @PersistenceContext(unitName = "identity")
    private EntityManager entityManager;

    @Inject
    private Clock clock;

    /** Where the caller's is. */
    public PictureView of(Caller caller) {
        TenancyContext.enterAsService(entityManager);
        List<?> found = entityManager
                .createNativeQuery("select picture_id from auth.pictures where user_id = ?1", UUID.class)
                .setParameter(1, caller.userId().value())
                .getResultList();
        return PictureView.of(found.isEmpty() ? null : (UUID) found.get(0));
    }

    /** The caller's, for who takes their data along. */
    public Optional<byte[]> imageOf(Caller caller) {
        TenancyContext.enterAsService(entityManager);
        return image(
                "select image from auth.pictures where user_id = ?1",
                caller.userId().value());
    }

    /** For whoever knows its id. */
    public Optional<byte[]> image(String id) {
        if (!ID.matcher(id).matches()) {
            return Optional.empty();
        }
        TenancyContext.enterAsService(entityManager);
        return image("select image from auth.pictures where picture_id = ?1", UUID.fromString(id));
    }

    private Optional<byte[]> image(String sql, UUID value) {
        return entityManager.createNativeQuery(sql, byte[].class).setParameter(1, value).getResultList().stream()
                .findFirst()
                .map(byte[].class::cast);
    }

    /**
     * The caller has this one from now on, under an id that nobody knows yet.
     *
     * @param image in the form in which pictures are kept
     * @throws org.auralink.shared.RefusedException not found for an account that is kept elsewhere
     */
    @OpenToMembers("it is the caller's own picture")
    public PictureView keep(Caller caller, byte[] image) {
        TenancyContext.enterAsService(entityManager);
        UUID id = UUID.randomUUID();
        name(caller, id);
        entityManager
                .createNativeQuery(KEEP)
                .setParameter(1, caller.userId().value())
                .setParameter(2, id)
                .setParameter(3, image)
                .setParameter(4, clock.instant())
                .executeUpdate();
        return PictureView.of(id);
    }

    /** @throws org.auralink.shared.RefusedException not found for an account that is kept elsewhere */
    @OpenToMembers("it is the caller's own picture")
    public void remove(Caller caller) {
        TenancyContext.enterAsService(entityManager);
        name(caller, null);
        entityManager
                .createNativeQuery("delete from auth.pictures where user_id = ?1")
                .setParameter(1, caller.userId().value())
                .executeUpdate();
    }

    /** Those who may see it are told by the account. */
    private void name(Caller caller, @Nullable UUID id) {
        int changed = entityManager
                .createNativeQuery("update public.users set picture_id = cast(?1 as uuid) where user_id = ?2")
                .setParameter(1, id == null ? null : id.toString())
                .setParameter(2, caller.userId().value())
                .executeUpdate();
        if (changed == 0) {
            throw Refusal.notFound("There is no such account here.").asException();
        }
    }
}
