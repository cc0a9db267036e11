package org.auralink.tenancy.boundary;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.UUID;
import org.auralink.shared.Caller;
import org.auralink.shared.UserId;
import org.auralink.shared.persistence.TenancyContext;

/** Who belongs to the caller's active organization, under the policies of the database: fellow members alone see it. */
@Stateless
public class Members {
    /** Of one answer; organizations have ten members unless an operator allows more. */
    private static final int MOST = 1_000;

    @PersistenceContext(unitName = "members")
    EntityManager entityManager;

    /** The members, in no order that means anything. */
    public List<UserId> of(Caller caller) {
        TenancyContext.enter(entityManager, caller);
        return entityManager
                .createQuery(
                        "select m.id.userId from Membership m where m.id.organizationId = :organization"
                                + " order by m.id.userId",
                        UUID.class)
                .setParameter("organization", caller.organizationId().value())
                .setMaxResults(MOST)
                .getResultList()
                .stream()
                .map(UserId::new)
                .toList();
    }
}
