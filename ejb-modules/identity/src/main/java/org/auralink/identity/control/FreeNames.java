package org.auralink.identity.control;

import jakarta.persistence.EntityManager;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.auralink.identity.entity.AuraName;
import org.auralink.identity.entity.User;
import org.auralink.shared.Refusal;

/** Names in AuraIDs that nobody has, within the caller's transaction. */
public final class FreeNames {
    /** name, name2 … name9; after that a random number, so that a popular name costs no long search. */
    private static final int COUNTED_SUFFIXES = 9;

    private static final int RANDOM_ATTEMPTS = 20;
    private static final int RANDOM_BOUND = 1_000_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** No account has this id. */
    private static final UUID NOBODY = new UUID(0, 0);

    private FreeNames() {}

    /**
     * For a new account.
     *
     * @return the wish, or it with a number behind
     * @throws org.auralink.shared.RefusedException conflict, when it is taken in every variation
     */
    public static AuraName choose(EntityManager entityManager, AuraName wish, Instant now) {
        lock(entityManager, wish.value());
        for (int attempt = 1; attempt <= COUNTED_SUFFIXES + RANDOM_ATTEMPTS; attempt++) {
            AuraName name = attempt == 1
                    ? wish
                    : wish.withSuffix(attempt <= COUNTED_SUFFIXES ? attempt : RANDOM.nextInt(RANDOM_BOUND));
            if (!isTaken(entityManager, name, NOBODY, now)) {
                return name;
            }
        }
        throw Refusal.conflict("That name is taken in every variation. Choose another username.")
                .asException();
    }

    /**
     * For a person who has another one until now.
     *
     * @throws org.auralink.shared.RefusedException conflict, when somebody has it, or gave it up not long ago
     */
    public static void claim(EntityManager entityManager, User person, AuraName wish, Instant now) {
        // Who takes the name that is given up waits, and then sees that it is kept.
        Stream.of(wish.value(), person.username()).sorted().forEach(name -> lock(entityManager, name));
        if (isTaken(entityManager, wish, person.id().value(), now)) {
            throw Refusal.conflict("Somebody has this AuraID, or had it not long ago. Choose another one.")
                    .asException();
        }
    }

    /** People who wish for the same name at once choose one after the other; the lock ends with the transaction. */
    private static void lock(EntityManager entityManager, String name) {
        entityManager
                .createNativeQuery("select pg_advisory_xact_lock(hashtext(?1))::text", String.class)
                .setParameter(1, "auralink.username." + name)
                .getSingleResult();
    }

    private static boolean isTaken(EntityManager entityManager, AuraName name, UUID person, Instant now) {
        return (Boolean) entityManager
                .createNativeQuery(
                        "select exists (select from public.users where username = ?1)"
                                + " or exists (select from auth.former_aura_names"
                                + " where username = ?1 and user_id <> ?2 and kept_until > ?3)",
                        Boolean.class)
                .setParameter(1, name.value())
                .setParameter(2, person)
                .setParameter(3, now)
                .getSingleResult();
    }
}
