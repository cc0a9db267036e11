package org.auralink.calls.boundary;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.auralink.calls.entity.CallId;
import org.auralink.shared.OrganizationId;
import org.auralink.shared.persistence.TenancyContext;

/** Whose calls take place in which rooms, for capabilities that learn of rooms from media nodes. */
@Stateless
public class CallTenants {

    @PersistenceContext(unitName = "call-events")
    EntityManager entityManager;

    /**
     * The organizations of rooms.
     *
     * @return by the rooms' names; rooms that are nobody's call are missing
     */
    public Map<String, OrganizationId> of(Collection<String> roomNames) {
        TenancyContext.enterAsService(entityManager);
        List<UUID> calls = roomNames.stream()
                .flatMap(name -> CallId.parse(name).stream())
                .map(CallId::value)
                .toList();
        Map<String, OrganizationId> organizations = new HashMap<>();
        if (!calls.isEmpty()) {
            entityManager
                    .createQuery(
                            "select c.callId as call, c.organizationId as organization from Call c where c.callId in :calls",
                            Tuple.class)
                    .setParameter("calls", calls)
                    .getResultStream()
                    .forEach(row -> organizations.put(
                            row.get("call", UUID.class).toString(),
                            new OrganizationId(row.get("organization", UUID.class))));
        }
        return organizations;
    }
}
