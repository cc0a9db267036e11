package org.auralink.identity.control;

import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import org.auralink.shared.UserId;
import org.auralink.shared.limits.ClientAddress;

/**
 * From where people signed in before, within the caller's transaction. What is stored is a hash over person and network:
 * it answers whether this network is known to this person, and compares nobody with anybody.
 */
public final class KnownNetworks {
    /** Home, work, the phone's provider and some more; the one not used longest is forgotten. */
    private static final int MOST = 10;

    private KnownNetworks() {}

    /** The person has shown who they are. */
    public static void remember(EntityManager entityManager, UserId user, ClientAddress client, Instant now) {
        entityManager
                .createNativeQuery(
                        "insert into auth.known_networks (user_id, network_hash, seen_at) values (?1, ?2, ?3)"
                                + " on conflict (user_id, network_hash) do update set seen_at = excluded.seen_at")
                .setParameter(1, user.value())
                .setParameter(2, hash(user, client))
                .setParameter(3, now)
                .executeUpdate();
        entityManager
                .createNativeQuery("delete from auth.known_networks where user_id = ?1 and network_hash not in"
                        + " (select k.network_hash from auth.known_networks k where k.user_id = ?1"
                        + " order by k.seen_at desc limit " + MOST + ")")
                .setParameter(1, user.value())
                .executeUpdate();
    }

    public static boolean isKnown(EntityManager entityManager, UserId user, ClientAddress client) {
        return (Boolean) entityManager
                .createNativeQuery(
                        "select exists (select from auth.known_networks where user_id = ?1 and network_hash = ?2)",
                        Boolean.class)
                .setParameter(1, user.value())
                .setParameter(2, hash(user, client))
                .getSingleResult();
    }

    /** SHA-256 over both: the same network of two people has two. */
    public static byte[] hash(UserId user, ClientAddress client) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest((user.value() + "|" + client.network()).getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
