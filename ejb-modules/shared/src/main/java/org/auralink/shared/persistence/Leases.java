package org.auralink.shared.persistence;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.UUID;

/**
 * Which of several servers of the application does what only one may do at a time. Time is the database's, so clocks that
 * differ do no harm. A lease says who begins; what must not happen twice is fenced by the data itself, since a server that
 * slept through the end of its lease does not know it.
 */
public final class Leases {
    /** Those of this run of this server. */
    public static final Leases OF_THIS_SERVER = new Leases(UUID.randomUUID());

    /** A transaction that waited for another's has an older time, by which its own lease ends earlier, never later. */
    private static final String TAKE = """
            insert into public.leases as held (name, holder, expires_at)
              values (?1, ?2, now() + make_interval(secs => ?3))
            on conflict (name) do update
              set holder = excluded.holder, expires_at = excluded.expires_at,
                  term = held.term + case when held.holder = excluded.holder then 0 else 1 end
              where held.holder = excluded.holder or held.expires_at <= now()
            returning name""";

    private static final String GIVE_BACK = "delete from public.leases where name = ?1 and holder = ?2";

    private final UUID server;

    /** @param server has a name for each run, so that nobody takes an earlier run's leases for its own */
    public Leases(UUID server) {
        this.server = server;
    }

    /**
     * Takes a lease that is free or has ended, or prolongs one that this server has. In the caller's transaction, which acts
     * as the service. Who takes several takes them in the order of their names, or two servers wait for each other.
     *
     * @param name what is done, up to 300 characters
     * @param validity from now on
     * @return whether this server has it
     */
    public boolean take(EntityManager entityManager, String name, Duration validity) {
        return !entityManager
                .createNativeQuery(TAKE, String.class)
                .setParameter(1, name)
                .setParameter(2, server)
                .setParameter(3, validity.toMillis() / 1000.0)
                .getResultList()
                .isEmpty();
    }

    /** Leaves it to the others at once. No effect when this server does not have it. */
    public void giveBack(EntityManager entityManager, String name) {
        entityManager
                .createNativeQuery(GIVE_BACK)
                .setParameter(1, name)
                .setParameter(2, server)
                .executeUpdate();
    }
}
