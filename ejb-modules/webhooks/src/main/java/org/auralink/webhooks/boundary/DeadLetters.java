package org.auralink.webhooks.boundary;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.auralink.shared.Caller;
import org.auralink.shared.Permission;
import org.auralink.shared.Refusal;
import org.auralink.shared.RequiresPermission;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.shared.web.PageCursor;
import org.auralink.shared.web.QueryParameters;
import org.auralink.webhooks.entity.DeadLetter;
import org.auralink.webhooks.entity.WebhookDelivery;
import org.jspecify.annotations.Nullable;

/** What could not be delivered, for those who run the organization: they see why, and retry it or give it up. */
@Stateless
public class DeadLetters {
    @PersistenceContext(unitName = "webhooks")
    EntityManager entityManager;

    @Inject
    Clock clock;

    /**
     * The dead letters of the caller's active organization, newest first.
     *
     * @param queue only those of it, {@code null} for all
     * @throws org.auralink.shared.RefusedException invalid, naming the parameter; forbidden
     */
    @RequiresPermission(Permission.WEBHOOKS_MANAGE)
    public DeadLetterPage list(Caller caller, @Nullable String queue, @Nullable String cursor, @Nullable String limit) {
        int most = QueryParameters.limit(limit);
        PageCursor after = PageCursor.parse(cursor);
        if (queue != null && !queue.equals(DeadLetter.WEBHOOKS)) {
            throw Refusal.invalid("queue", "must be " + DeadLetter.WEBHOOKS + ".")
                    .asException();
        }
        TenancyContext.enter(entityManager, caller, Permission.WEBHOOKS_MANAGE);
        List<DeadLetter> found = entityManager
                .createQuery(
                        "select l from DeadLetter l where l.organizationId = :organization"
                                + " and (l.createdAt < :at or (l.createdAt = :at and l.deadLetterId < :id))"
                                + " order by l.createdAt desc, l.deadLetterId desc",
                        DeadLetter.class)
                .setParameter("organization", caller.organizationId().value())
                .setParameter("at", after.at())
                .setParameter("id", after.id())
                .setMaxResults(most + 1)
                .getResultList();
        List<DeadLetter> page = found.subList(0, Math.min(most, found.size()));
        DeadLetter last = found.size() > most ? page.get(page.size() - 1) : null;
        return new DeadLetterPage(
                page.stream().map(DeadLetterView::of).toList(),
                last == null ? null : new PageCursor(last.createdAt(), last.id()).text());
    }

    /**
     * Puts it back in its old place, with all attempts before it. Both in one transaction, and once however many ask at the
     * same time: the others find no such letter any more.
     *
     * @throws org.auralink.shared.RefusedException not found; forbidden
     */
    @RequiresPermission(Permission.WEBHOOKS_MANAGE)
    public void retry(Caller caller, String id) {
        takeOut(caller, id).retried(clock.instant());
    }

    /**
     * Gives it up: it is never sent, and what waits behind it in its call goes on.
     *
     * @throws org.auralink.shared.RefusedException not found; forbidden
     */
    @RequiresPermission(Permission.WEBHOOKS_MANAGE)
    public void drop(Caller caller, String id) {
        takeOut(caller, id).dropped(clock.instant());
    }

    private WebhookDelivery takeOut(Caller caller, String id) {
        TenancyContext.enter(entityManager, caller, Permission.WEBHOOKS_MANAGE);
        UUID parsed = Ids.parse(id);
        DeadLetter letter = parsed == null ? null : entityManager.find(DeadLetter.class, parsed);
        // Who deletes the row has it; others wait here, and then there is none.
        int deleted = letter == null
                ? 0
                : entityManager
                        .createQuery("delete from DeadLetter l where l.deadLetterId = :id"
                                + " and l.organizationId = :organization")
                        .setParameter("id", letter.id())
                        .setParameter("organization", caller.organizationId().value())
                        .executeUpdate();
        if (letter == null || deleted == 0) {
            throw Refusal.notFound("There is no such dead letter.").asException();
        }
        return entityManager.find(WebhookDelivery.class, letter.deliveryId(), LockModeType.PESSIMISTIC_WRITE);
    }
}
