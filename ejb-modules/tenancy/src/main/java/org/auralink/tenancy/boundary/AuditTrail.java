package org.auralink.tenancy.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.auralink.shared.Caller;
import org.auralink.shared.OpenToMembers;
import org.auralink.shared.Permission;
import org.auralink.shared.RequiresPermission;
import org.auralink.shared.persistence.Audit;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.shared.web.PageCursor;
import org.jspecify.annotations.Nullable;

/**
 * Who did what in the caller's active organization: read here, and changed by nobody. What was done is written with it; what
 * was refused is written here.
 */
@Stateless
public class AuditTrail {
    private static final String PAGE = """
            select event_id, sequence, happened_at, actor_kind, actor_id, key_id, action, target, detail::text as detail,
              network, outcome, encode(hash, 'hex') as hash
            from public.audit_events
            where organization_id = :organization and (happened_at, event_id) < (:at, :id)%s
            order by happened_at desc, event_id desc
            """;

    @PersistenceContext(unitName = "members")
    EntityManager entityManager;

    @Inject
    Clock clock;

    /** @throws org.auralink.shared.RefusedException forbidden */
    @RequiresPermission(Permission.AUDIT_READ)
    public AuditPage list(Caller caller, AuditQuery query) {
        TenancyContext.enter(entityManager, caller, Permission.AUDIT_READ);
        Map<String, Object> filters = filters(query);
        Query page = entityManager
                .createNativeQuery(PAGE.formatted(String.join("", filters.keySet())), Tuple.class)
                .setParameter("organization", caller.organizationId().value())
                .setParameter("at", query.after().at())
                .setParameter("id", query.after().id())
                // One more than asked for tells whether there is a next page.
                .setMaxResults(query.limit() + 1);
        filters.forEach(
                (condition, value) -> page.setParameter(condition.substring(condition.indexOf(':') + 1), value));
        return page(page.getResultList(), query.limit());
    }

    /**
     * Writes down that the caller was refused; nothing when they are no member of the organization that they named.
     *
     * @param route the request's method and the template of its path
     * @param ids that stand in the path, by their names
     */
    @OpenToMembers("it is written about whoever asked, when they have no permission")
    public void refused(Caller caller, String route, Map<String, String> ids) {
        TenancyContext.enter(entityManager, caller);
        if (isMember(caller)) {
            Audit.writeRefused(entityManager, caller, caller.organizationId(), clock.instant(), route, ids);
        }
    }

    private boolean isMember(Caller caller) {
        return (Boolean) entityManager
                .createNativeQuery("select ?1 = any (array (select private.my_organizations()))", Boolean.class)
                .setParameter(1, caller.organizationId().value())
                .getSingleResult();
    }

    /** Conditions, each with the value of its one parameter. */
    private static Map<String, Object> filters(AuditQuery query) {
        Map<String, Object> filters = new LinkedHashMap<>();
        filter(filters, " and action = :action", query.action());
        filter(filters, " and actor_id = :actor", query.actor());
        filter(filters, " and target = :target", query.target());
        filter(filters, " and happened_at >= :since", query.since());
        filter(filters, " and happened_at < :until", query.until());
        return filters;
    }

    private static void filter(Map<String, Object> filters, String condition, @Nullable Object value) {
        if (value != null) {
            filters.put(condition, value);
        }
    }

    private static AuditPage page(List<?> found, int limit) {
        List<AuditEventView> page =
                found.stream().limit(limit).map(row -> view((Tuple) row)).toList();
        AuditEventView last = found.size() > limit ? page.get(page.size() - 1) : null;
        return new AuditPage(
                page, last == null ? null : new PageCursor(last.happenedAt(), UUID.fromString(last.eventId())).text());
    }

    private static AuditEventView view(Tuple row) {
        return new AuditEventView(
                String.valueOf(row.get("event_id", UUID.class)),
                row.get("sequence", Long.class),
                row.get("happened_at", Instant.class),
                row.get("actor_kind", String.class),
                text(row.get("actor_id", UUID.class)),
                text(row.get("key_id", UUID.class)),
                row.get("action", String.class),
                row.get("target", String.class),
                Audit.detail(row.get("detail", String.class)),
                row.get("network", String.class),
                row.get("outcome", String.class),
                row.get("hash", String.class));
    }

    private static @Nullable String text(@Nullable UUID id) {
        return id == null ? null : id.toString();
    }
}
