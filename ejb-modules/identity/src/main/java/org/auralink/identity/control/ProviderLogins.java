package org.auralink.identity.control;

import jakarta.persistence.EntityManager;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.auralink.identity.control.oidc.OidcLimits;
import org.auralink.identity.entity.FlowState;
import org.auralink.shared.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Sign-ins on their way to a provider and back, within the caller's transaction. What the browser carries is one random
 * value, good for one answer within ten minutes; everything else stays here, so that nobody can change it on the way.
 */
public final class ProviderLogins {
    /** Of those that never came back: each that begins takes away two, so that there are never many more than go on. */
    private static final int TAKEN_AWAY = 2;

    private ProviderLogins() {}

    /**
     * What is agreed with the provider. Does not print itself.
     *
     * @param state brings the answer back
     * @param nonce binds the ID token to this sign-in
     * @param verifier binds the provider's code to us
     */
    public record Begun(String state, String nonce, String verifier) {
        @Override
        public String toString() {
            return "Begun[redacted]";
        }
    }

    /**
     * A sign-in that comes back.
     *
     * @param target the allowed page that the browser goes to
     * @param flow the client that waits for a code; null when the page gets the session itself
     * @param links who adds the provider to their account; null for a sign-in
     */
    public record Pending(
            String provider,
            String nonce,
            String verifier,
            URI target,
            @Nullable UUID flow,
            @Nullable UserId links) {
        @Override
        public String toString() {
            return "Pending[" + provider + "]";
        }
    }

    public static Begun begin(
            EntityManager entityManager,
            String provider,
            URI target,
            Optional<FlowState> flow,
            Optional<UserId> links,
            Instant now) {
        takeAway(entityManager, now);
        var begun = new Begun(Secrets.random(), Secrets.random(), Secrets.random());
        // The flow's row is referred to.
        entityManager.flush();
        entityManager
                .createNativeQuery("insert into auth.provider_logins"
                        + " (state_hash, provider, nonce, verifier, target, flow_id, link_user_id, expires_at, created_at)"
                        + " values (?1, ?2, ?3, ?4, ?5, cast(?6 as uuid), cast(?7 as uuid), ?8, ?9)")
                .setParameter(1, Secrets.hash(begun.state()))
                .setParameter(2, provider)
                .setParameter(3, begun.nonce())
                .setParameter(4, begun.verifier())
                .setParameter(5, target.toString())
                .setParameter(6, flow.map(it -> it.id().toString()).orElse(null))
                .setParameter(7, links.map(it -> it.value().toString()).orElse(null))
                .setParameter(8, now.plus(OidcLimits.SIGN_IN))
                .setParameter(9, now)
                .executeUpdate();
        return begun;
    }

    /** @return empty for a state that is unknown, came back before, or is too old */
    public static Optional<Pending> take(EntityManager entityManager, String state, Instant now) {
        List<?> rows = entityManager
                .createNativeQuery("delete from auth.provider_logins where state_hash = ?1 and expires_at > ?2"
                        + " returning provider, nonce, verifier, target, flow_id, link_user_id")
                .setParameter(1, Secrets.hash(state))
                .setParameter(2, now)
                .getResultList();
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        Object[] row = (Object[]) rows.get(0);
        return Optional.of(new Pending(
                (String) row[0],
                (String) row[1],
                (String) row[2],
                URI.create((String) row[3]),
                (UUID) row[4],
                row[5] == null ? null : new UserId((UUID) row[5])));
    }

    private static void takeAway(EntityManager entityManager, Instant now) {
        entityManager
                .createNativeQuery("delete from auth.provider_logins where state_hash in ("
                        + "select state_hash from auth.provider_logins where expires_at <= ?1"
                        + " limit ?2 for update skip locked)")
                .setParameter(1, now)
                .setParameter(2, TAKEN_AWAY)
                .executeUpdate();
    }
}
