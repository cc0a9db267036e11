package org.auralink.identity.control;

import jakarta.persistence.EntityManager;
import java.security.SecureRandom;
import org.auralink.identity.entity.AuraName;
import org.auralink.shared.Refusal;

/** Names in AuraIDs that nobody has, within the caller's transaction. */
public final class FreeNames {
    /** name, name2 … name9; after that a random number, so that a popular name costs no long search. */
    private static final int COUNTED_SUFFIXES = 9;

    private static final int RANDOM_ATTEMPTS = 20;
    private static final int RANDOM_BOUND = 1_000_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    private FreeNames() {}

    /**
     * @return the wish, or it with a number behind
     * @throws org.auralink.shared.RefusedException conflict, when it is taken in every variation
     */
    public static AuraName choose(EntityManager entityManager, AuraName wish) {
        // People who wish for the same name at once choose one after the other; the lock ends with the transaction.
        entityManager
                .createNativeQuery("select pg_advisory_xact_lock(hashtext(?1))::text", String.class)
                .setParameter(1, "auralink.username." + wish.value())
                .getSingleResult();
        for (int attempt = 1; attempt <= COUNTED_SUFFIXES + RANDOM_ATTEMPTS; attempt++) {
            AuraName name = attempt == 1
                    ? wish
                    : wish.withSuffix(attempt <= COUNTED_SUFFIXES ? attempt : RANDOM.nextInt(RANDOM_BOUND));
            if (!isTaken(entityManager, name)) {
                return name;
            }
        }
        throw Refusal.conflict("That name is taken in every variation. Choose another username.")
                .asException();
    }

    private static boolean isTaken(EntityManager entityManager, AuraName name) {
        return entityManager
                        .createQuery("select count(u) from User u where u.username = :value", Long.class)
                        .setParameter("value", name.value())
                        .getSingleResult()
                > 0;
    }
}
