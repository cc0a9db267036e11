package org.auralink.calls.boundary;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.util.List;
import org.auralink.calls.entity.CallParticipant;
import org.auralink.shared.Caller;
import org.auralink.shared.persistence.TenancyContext;

/** When a person was in which call, for themselves. */
@Stateless
public class OwnStays {
    /** Of one answer, the newest first: some years of somebody who talks every day, and half a megabyte. */
    private static final int MOST = 2000;

    @PersistenceContext(unitName = "calls")
    EntityManager entityManager;

    /** In the organizations to which the caller belongs; what they left, others keep. */
    public List<StayView> of(Caller caller) {
        TenancyContext.enter(entityManager, caller);
        return entityManager
                .createQuery(
                        "select p as stay, c.name as name from CallParticipant p, Call c where c.callId = p.callId"
                                + " and p.userId = :person order by p.joinedAt desc, p.participantId",
                        Tuple.class)
                .setParameter("person", caller.userId().value())
                .setMaxResults(MOST)
                .getResultStream()
                .map(row -> StayView.of(row.get("stay", CallParticipant.class), row.get("name", String.class)))
                .toList();
    }
}
