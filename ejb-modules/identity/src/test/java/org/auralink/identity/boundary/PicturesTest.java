package org.auralink.identity.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.auralink.shared.Caller;
import org.auralink.shared.OrganizationId;
import org.auralink.shared.RefusedException;
import org.auralink.shared.UserId;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.testkit.MigratedDatabase;
import org.junit.jupiter.api.Test;

/** How a person shows themselves, and to whom. */
class PicturesTest {
    private static final byte[] FIRST = {1, 2, 3};
    private static final byte[] SECOND = {4, 5};

    private final IdentityLab lab = new IdentityLab();
    private final MigratedDatabase.Person ada = MigratedDatabase.person("ada");
    private final Caller me = Caller.of(new UserId(ada.user()), new OrganizationId(ada.organization()));

    private <T> T pictures(Function<Pictures, T> work) {
        return IdentityLab.inTransaction(em -> {
            Pictures wired = new Pictures();
            IdentityLab.set(wired, "entityManager", em);
            IdentityLab.set(wired, "clock", lab.clock);
            return work.apply(wired);
        });
    }

    private PictureView keep(byte[] image) {
        return pictures(facade -> facade.keep(me, image));
    }

    private PictureView mine() {
        return pictures(facade -> facade.of(me));
    }

    private Optional<byte[]> myImage() {
        return pictures(facade -> facade.imageOf(me));
    }

    private Optional<byte[]> image(String id) {
        return pictures(facade -> facade.image(id));
    }

    private static String idOf(PictureView view) {
        String url = view.pictureUrl();
        return url == null ? "" : url.substring(url.lastIndexOf('/') + 1);
    }

    @Test
    void whoKnowsWhereAPictureIsSeesIt() {
        PictureView kept = keep(FIRST);
        assertThat(kept.pictureUrl()).startsWith("/api/v1/pictures/");
        assertThat(image(idOf(kept))).contains(FIRST);
        assertThat(mine()).isEqualTo(kept);
        assertThat(myImage()).contains(FIRST);
        for (String other : List.of(UUID.randomUUID().toString(), "", "x", idOf(kept) + "'", "../" + idOf(kept))) {
            assertThat(image(other)).isEmpty();
        }
    }

    @Test
    void anotherPictureIsElsewhereAndTheOneBeforeIsGone() {
        PictureView first = keep(FIRST);
        PictureView second = keep(SECOND);
        assertThat(second).isNotEqualTo(first);
        assertThat(image(idOf(first))).isEmpty();
        assertThat(image(idOf(second))).contains(SECOND);
    }

    @Test
    void aPictureIsTakenBackAndGoesWithTheAccount() {
        PictureView first = keep(FIRST);
        pictures(facade -> {
            facade.remove(me);
            return true;
        });
        assertThat(image(idOf(first))).isEmpty();
        assertThat(mine().pictureUrl()).isNull();
        PictureView second = keep(SECOND);
        MigratedDatabase.execute("update public.users set deleted_at = now() where user_id = ?", ada.user());
        assertThat(image(idOf(second))).isEmpty();
        Optional<UUID> named = IdentityLab.inTransaction(PicturesTest.this::named);
        assertThat(named).isEmpty();
        PictureView third = keep(SECOND);
        MigratedDatabase.execute("delete from public.users where user_id = ?", ada.user());
        assertThat(image(idOf(third))).isEmpty();
        assertThatThrownBy(() -> keep(FIRST)).isInstanceOf(RefusedException.class);
    }

    private Optional<UUID> named(EntityManager em) {
        TenancyContext.enterAsService(em);
        return Optional.ofNullable(
                (UUID) em.createNativeQuery("select picture_id from public.users where user_id = ?1", UUID.class)
                        .setParameter(1, ada.user())
                        .getSingleResult());
    }

    @Test
    void noPictureIsLargerThanPicturesOfThatFormAre() {
        assertThatThrownBy(() -> keep(new byte[(128 << 10) + 1])).hasStackTraceContaining("pictures_size");
    }
}
