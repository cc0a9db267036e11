package org.auralink.shared.persistence;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Map;
import org.auralink.shared.Caller;
import org.auralink.shared.OrganizationId;
import org.auralink.shared.web.Json;

/**
 * Writes down who did what, in the transaction of what was done: both stand or neither does. For facades, after their
 * effect and inside their tenancy context, by whose claims the database itself says who it was. Nobody changes a row or
 * removes one, and each carries the hash of the one before.
 */
public final class Audit {
    private Audit() {}

    /**
     * @param action what, a stable word such as {@code member.removed}
     * @param kind of what it was done to, such as {@code user}
     * @param id of what it was done to
     * @param detail what else is worth to know, without a secret and without an address; a few words
     */
    public static void write(
            EntityManager entityManager,
            Caller caller,
            OrganizationId organization,
            Instant now,
            String action,
            String kind,
            Object id,
            Map<String, String> detail) {
        // What is done must stand before it is told.
        entityManager.flush();
        entityManager
                .createNativeQuery("insert into public.audit_events"
                        + " (organization_id, happened_at, action, target, detail, network, outcome)"
                        + " values (?1, ?2, ?3, ?4, cast(?5 as jsonb), ?6, 'done')")
                .setParameter(1, organization.value())
                .setParameter(2, now)
                .setParameter(3, action)
                .setParameter(4, kind + ":" + id)
                .setParameter(5, Json.text(detail))
                .setParameter(6, caller.network())
                .executeUpdate();
    }
}
