package org.auralink.identity.control;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.auralink.identity.entity.EmailAddress;
import org.auralink.identity.entity.FlowState;
import org.auralink.identity.entity.OneTimeTokenKind;
import org.auralink.shared.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Links and codes that prove that somebody reads the mail of an address, within the caller's transaction. A link carries
 * 256 random bits; beside it stands a code of six digits for those who read their mail on another device. Each works once,
 * and not after a newer one of its kind. How often a code may be tried is for the caller to limit.
 */
public final class OneTimeTokens {
    /** By which a client knows that a link ends in a code for it and not in a session, as with Supabase. */
    public static final String PKCE_PREFIX = "pkce_";

    private static final String RETURNED = " returning user_id, kind, address, flow_id";

    private final Duration lifetime;

    /** @param lifetime of a link and of its code */
    public OneTimeTokens(Duration lifetime) {
        this.lifetime = lifetime;
    }

    /**
     * What goes into the mail. Does not print itself.
     *
     * @param token of the link
     * @param code six digits, for the same
     */
    public record Issued(String token, String code) {
        @Override
        public String toString() {
            return "Issued[redacted]";
        }
    }

    /**
     * A token that was worth something until now.
     *
     * @param address where it was sent to
     * @param flow the client that waits; null when there is none
     */
    public record Redeemed(
            UserId user,
            OneTimeTokenKind kind,
            EmailAddress address,
            @Nullable UUID flow) {
        @Override
        public String toString() {
            return "Redeemed[" + kind + "]";
        }
    }

    /** One for the person, in place of an older one of that kind. */
    public Issued issue(
            EntityManager entityManager,
            UserId user,
            OneTimeTokenKind kind,
            EmailAddress address,
            Optional<FlowState> flow,
            Instant now) {
        String token = (flow.isPresent() ? PKCE_PREFIX : "") + Secrets.random();
        String code = Secrets.code();
        // The flow's row is referred to.
        entityManager.flush();
        entityManager
                .createNativeQuery("insert into auth.one_time_tokens"
                        + " (user_id, kind, token_hash, code_hash, address, flow_id, expires_at, created_at)"
                        + " values (?1, ?2, ?3, ?4, ?5, cast(nullif(?6, '') as uuid), ?7, ?8)"
                        + " on conflict (user_id, kind) do update set token_hash = excluded.token_hash,"
                        + " code_hash = excluded.code_hash, address = excluded.address, flow_id = excluded.flow_id,"
                        + " expires_at = excluded.expires_at, created_at = excluded.created_at")
                .setParameter(1, user.value())
                .setParameter(2, kind.column())
                .setParameter(3, Secrets.hash(token))
                .setParameter(4, codeHash(user, kind, code))
                .setParameter(5, address.value())
                .setParameter(6, flow.map(it -> it.id().toString()).orElse(""))
                .setParameter(7, now.plus(lifetime))
                .setParameter(8, now)
                .executeUpdate();
        return new Issued(token, code);
    }

    /** Asks the database as often as {@link #issue} does, about nobody, and writes nothing. */
    public Issued pretend(EntityManager entityManager) {
        entityManager.flush();
        forget(entityManager, new UserId(UUID.randomUUID()));
        return new Issued(Secrets.random(), Secrets.code());
    }

    /** @return empty for a token that is unknown, of another kind, used or too old */
    public Optional<Redeemed> redeemToken(
            EntityManager entityManager, Set<OneTimeTokenKind> kinds, String token, Instant now) {
        for (OneTimeTokenKind kind : kinds) {
            Optional<Redeemed> redeemed = first(entityManager
                    .createNativeQuery("delete from auth.one_time_tokens"
                            + " where token_hash = ?1 and kind = ?2 and expires_at > ?3" + RETURNED)
                    .setParameter(1, Secrets.hash(token))
                    .setParameter(2, kind.column())
                    .setParameter(3, now)
                    .getResultList());
            if (redeemed.isPresent()) {
                return redeemed;
            }
        }
        return Optional.empty();
    }

    /** @return empty for a code that is wrong, of another kind, used or too old */
    public Optional<Redeemed> redeemCode(
            EntityManager entityManager, UserId user, Set<OneTimeTokenKind> kinds, String code, Instant now) {
        for (OneTimeTokenKind kind : kinds) {
            Optional<Redeemed> redeemed = first(entityManager
                    .createNativeQuery("delete from auth.one_time_tokens"
                            + " where user_id = ?1 and kind = ?2 and code_hash = ?3 and expires_at > ?4" + RETURNED)
                    .setParameter(1, user.value())
                    .setParameter(2, kind.column())
                    .setParameter(3, codeHash(user, kind, code))
                    .setParameter(4, now)
                    .getResultList());
            if (redeemed.isPresent()) {
                return redeemed;
            }
        }
        return Optional.empty();
    }

    /** Forgets what was sent to the person and not used: after a new password, old links open nothing. */
    public void forget(EntityManager entityManager, UserId user) {
        entityManager
                .createNativeQuery("delete from auth.one_time_tokens where user_id = ?1")
                .setParameter(1, user.value())
                .executeUpdate();
    }

    private static Optional<Redeemed> first(List<?> rows) {
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        Object[] row = (Object[]) rows.get(0);
        return Optional.of(new Redeemed(
                new UserId((UUID) row[0]),
                OneTimeTokenKind.valueOf(((String) row[1]).toUpperCase(Locale.ROOT)),
                new EmailAddress((String) row[2]),
                (UUID) row[3]));
    }

    /** Of the person too, so that equal codes of two people look different. */
    private static byte[] codeHash(UserId user, OneTimeTokenKind kind, String code) {
        return Secrets.hash(user.value() + "|" + kind.column() + "|" + code);
    }
}
