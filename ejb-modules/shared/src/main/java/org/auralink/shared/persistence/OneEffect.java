package org.auralink.shared.persistence;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.auralink.shared.Caller;
import org.auralink.shared.IdempotencyKey;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * One effect for all requests of a caller with the same {@link IdempotencyKey}, however many come at once: the answer is
 * written in the transaction of the effect, and whoever comes later gets it. For facades, inside their transaction and
 * their tenancy context.
 */
public final class OneEffect {
    /** A client that comes again after more than a day has forgotten what it asked for. */
    public static final Duration KEPT = Duration.ofHours(24);

    private OneEffect() {}

    /**
     * @param key null when the client sent none: then the effect happens each time
     * @param effect makes something and says what
     * @throws org.auralink.shared.RefusedException conflict, when the key came with another request before
     */
    public static Made of(
            EntityManager entityManager,
            Caller caller,
            @Nullable IdempotencyKey key,
            Instant now,
            Supplier<Made> effect) {
        if (key == null) {
            return effect.get();
        }
        // Those who come at once go on one after the other; the lock ends with the transaction.
        entityManager
                .createNativeQuery("select pg_advisory_xact_lock(hashtextextended(?1, 0))::text", String.class)
                .setParameter(1, "auralink.idempotency." + caller.userId().value() + "." + key.keyHash())
                .getSingleResult();
        return earlier(entityManager, caller, key, now).orElseGet(() -> first(entityManager, caller, key, now, effect));
    }

    /**
     * What an earlier request with the key was answered, if there was one within a day.
     *
     * @throws org.auralink.shared.RefusedException conflict, when the key came with another request before
     */
    public static Optional<Made> earlier(EntityManager entityManager, Caller caller, IdempotencyKey key, Instant now) {
        List<?> found = entityManager
                .createNativeQuery(
                        "select resource, answer, encode(request_hash, 'hex') as request"
                                + " from public.idempotency_keys where user_id = ?1 and organization_id = ?2"
                                + " and key_hash = decode(?3, 'hex') and created_at > ?4",
                        Tuple.class)
                .setParameter(1, caller.userId().value())
                .setParameter(2, caller.organizationId().value())
                .setParameter(3, key.keyHash())
                .setParameter(4, now.minus(KEPT))
                .getResultList();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Tuple row = (Tuple) found.get(0);
        if (!key.requestHash().equals(row.get("request", String.class))) {
            throw Refusal.conflict("This Idempotency-Key came with another request before. Send a new one.")
                    .asException();
        }
        return Optional.of(new Made(row.get("resource", String.class), row.get("answer", String.class), true));
    }

    private static Made first(
            EntityManager entityManager, Caller caller, IdempotencyKey key, Instant now, Supplier<Made> effect) {
        Made made = effect.get();
        entityManager
                .createNativeQuery("insert into public.idempotency_keys"
                        + " (user_id, organization_id, key_hash, request_hash, resource, answer, created_at)"
                        + " values (?1, ?2, decode(?3, 'hex'), decode(?4, 'hex'), ?5, ?6, ?7)")
                .setParameter(1, caller.userId().value())
                .setParameter(2, caller.organizationId().value())
                .setParameter(3, key.keyHash())
                .setParameter(4, key.requestHash())
                .setParameter(5, made.id())
                .setParameter(6, made.json())
                .setParameter(7, now)
                .executeUpdate();
        return made;
    }
}
