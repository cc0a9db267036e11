package org.auralink.identity.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.auralink.identity.control.AccountAudit;
import org.auralink.identity.control.FreeNames;
import org.auralink.identity.control.Limits;
import org.auralink.identity.control.ReservedNames;
import org.auralink.identity.entity.AccountEvent;
import org.auralink.identity.entity.AuraName;
import org.auralink.identity.entity.User;
import org.auralink.shared.Caller;
import org.auralink.shared.OpenToMembers;
import org.auralink.shared.Refusal;
import org.auralink.shared.persistence.TenancyContext;

/**
 * The name by which a person is found, and how they choose another one. A name that was given up leads to nobody, is kept
 * for who gave it up, and is theirs again when they want it back in time. The database holds the same rules.
 */
@Stateless
public class AuraIds {
    private static final String KEPT = """
            select username, kept_until from auth.former_aura_names
            where user_id = ?1 and kept_until > ?2 order by kept_until desc, username
            """;

    @PersistenceContext(unitName = "identity")
    private EntityManager entityManager;

    @Inject
    private ReservedNames reserved;

    @Inject
    private Limits limits;

    @Inject
    private Clock clock;

    /** @throws org.auralink.shared.RefusedException forbidden for a key; not found for an account that is kept elsewhere */
    public AuraIdView read(Caller caller) {
        requirePerson(caller);
        TenancyContext.enterAsService(entityManager);
        return view(existing(caller, LockModeType.NONE));
    }

    /**
     * @return how it is afterwards; who asks for the one that they have changes nothing
     * @throws org.auralink.shared.RefusedException invalid, naming {@code aura_id}; conflict when it is taken, or when the
     *     last change is not long enough ago; those of {@link #read}
     */
    @OpenToMembers("it is the caller's own name")
    public AuraIdView change(Caller caller, AuraIdChange wish) {
        requirePerson(caller);
        AuraName name = AuraName.written(wish.auraId());
        TenancyContext.enterAsServiceFor(entityManager, caller);
        User user = existing(caller, LockModeType.PESSIMISTIC_WRITE);
        if (name.value().equals(user.username())) {
            return view(user);
        }
        Instant now = clock.instant();
        Instant next = changeableAt(user);
        if (next.isAfter(now)) {
            throw Refusal.conflict("You changed your AuraID less than "
                            + limits.auraIds().between().toDays() + " days ago. You may change it again from " + next
                            + " on.")
                    .asException();
        }
        FreeNames.claim(entityManager, user, name, now);
        if (!isKeptFor(user, name, now)) {
            reserved.refuseReserved(name);
        }
        user.callThemselves(name, now);
        AccountAudit.write(entityManager, user, AccountEvent.AURA_ID_CHANGED, Map.of(), null, now);
        return view(user);
    }

    private Instant changeableAt(User user) {
        Instant changed = user.auraIdChangedAt();
        return changed == null ? Instant.MIN : changed.plus(limits.auraIds().between());
    }

    private boolean isKeptFor(User user, AuraName name, Instant now) {
        return kept(user, now).stream().anyMatch(one -> one.auraId().equals(name.auraId()));
    }

    private List<AuraIdView.Kept> kept(User user, Instant now) {
        List<?> rows = entityManager
                .createNativeQuery(KEPT, Tuple.class)
                .setParameter(1, user.id().value())
                .setParameter(2, now)
                .getResultList();
        List<AuraIdView.Kept> kept = new ArrayList<>();
        for (Object each : rows) {
            Tuple row = (Tuple) each;
            kept.add(new AuraIdView.Kept(new AuraName(row.get(0, String.class)).auraId(), row.get(1, Instant.class)));
        }
        return kept;
    }

    private AuraIdView view(User user) {
        Instant now = clock.instant();
        Instant next = changeableAt(user);
        return new AuraIdView(user.auraId(), user.auraIdChangedAt(), next.isAfter(now) ? next : null, kept(user, now));
    }

    private User existing(Caller caller, LockModeType lock) {
        User user = entityManager.find(User.class, caller.userId().value(), lock);
        if (user == null) {
            throw Refusal.notFound("There is no such account here.").asException();
        }
        return user;
    }

    private static void requirePerson(Caller caller) {
        if (caller.program()) {
            throw Refusal.forbidden("An API key cannot do that for its maker. Sign in.")
                    .asException();
        }
    }
}
