package org.auralink.quality.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.auralink.quality.entity.AlertStatus;
import org.auralink.quality.entity.QualityAlert;
import org.auralink.shared.Caller;
import org.auralink.shared.Permission;
import org.auralink.shared.Refusal;
import org.auralink.shared.RequiresPermission;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.shared.web.PageCursor;

/** Alerts, for those who run the caller's active organization. */
@Stateless
public class QualityAlerts {
    @PersistenceContext(unitName = "quality")
    EntityManager entityManager;

    @Inject
    Clock clock;

    /**
     * Alerts, newest first.
     *
     * @throws org.auralink.shared.RefusedException forbidden, for members who do not run the organization
     */
    @RequiresPermission(Permission.QUALITY_MANAGE)
    public AlertPage list(Caller caller, AlertQuery query) {
        // Alerts are hidden from other members, so an empty list would tell them that all is well.
        TenancyContext.enter(entityManager, caller, Permission.QUALITY_MANAGE);
        List<QualityAlert> found = select(caller, query);
        List<QualityAlert> page = found.subList(0, Math.min(query.limit(), found.size()));
        boolean more = found.size() > query.limit();
        return new AlertPage(
                page.stream().map(AlertView::of).toList(),
                more ? place(page.get(page.size() - 1)).text() : null);
    }

    /**
     * Somebody looks into it. An alert that is acknowledged already stays as it is.
     *
     * @throws org.auralink.shared.RefusedException not found; conflict when it is resolved; forbidden as {@link #list}
     */
    @RequiresPermission(Permission.QUALITY_MANAGE)
    public AlertView acknowledge(Caller caller, String alertId) {
        return answer(caller, alertId, alert -> {
            if (alert.status() == AlertStatus.RESOLVED) {
                throw Refusal.conflict("This alert is resolved already.").asException();
            }
            alert.acknowledge(caller.userId(), clock.instant());
        });
    }

    /**
     * Nothing is to be done any more. An alert that is resolved already stays as it is.
     *
     * @throws org.auralink.shared.RefusedException not found; forbidden as {@link #list}
     */
    @RequiresPermission(Permission.QUALITY_MANAGE)
    public AlertView resolve(Caller caller, String alertId) {
        return answer(caller, alertId, alert -> alert.resolve(caller.userId(), clock.instant()));
    }

    private AlertView answer(Caller caller, String alertId, Consumer<QualityAlert> answer) {
        // Alerts are hidden from other members, so an empty list would tell them that all is well.
        TenancyContext.enter(entityManager, caller, Permission.QUALITY_MANAGE);
        UUID id = parse(alertId);
        // What is resolved is nobody's to change, so the policies give no lock on it.
        QualityAlert alert = entityManager
                .createQuery("select a from QualityAlert a where a.alertId = :id", QualityAlert.class)
                .setParameter("id", id)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream()
                .findFirst()
                .orElseGet(() -> entityManager.find(QualityAlert.class, id));
        if (alert == null) {
            throw noAlert();
        }
        answer.accept(alert);
        entityManager.flush();
        return AlertView.of(alert);
    }

    private static UUID parse(String alertId) {
        try {
            if (alertId.length() == 36) {
                return UUID.fromString(alertId);
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw noAlert();
    }

    private static RuntimeException noAlert() {
        return Refusal.notFound("There is no such alert.").asException();
    }

    private List<QualityAlert> select(Caller caller, AlertQuery wanted) {
        AlertStatus status = wanted.status();
        PageCursor after = wanted.after();
        TypedQuery<QualityAlert> query = entityManager
                .createQuery(
                        "select a from QualityAlert a where a.organizationId = :organization"
                                + (status == null ? "" : " and a.status = :status")
                                + " and (a.openedAt < :at or (a.openedAt = :at and a.alertId < :id))"
                                + " order by a.openedAt desc, a.alertId desc",
                        QualityAlert.class)
                .setParameter("organization", caller.organizationId().value())
                .setParameter("at", after.at())
                .setParameter("id", after.id())
                // One more than asked for tells whether there is a next page.
                .setMaxResults(wanted.limit() + 1);
        if (status != null) {
            query.setParameter("status", status.wireName());
        }
        return query.getResultList();
    }

    private static PageCursor place(QualityAlert alert) {
        return new PageCursor(alert.openedAt(), alert.alertId());
    }
}
