package org.auralink.calls.control;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.auralink.shared.FieldError;
import org.auralink.shared.OrganizationId;
import org.auralink.shared.Refusal;

/**
 * How many calls an organization may still make in this month, as its plan says. Requests at the same moment do not wait for
 * each other, so together they may make a few too many.
 */
public final class CallAllowance {
    private CallAllowance() {}

    /**
     * @param entityManager in a transaction in which the organization's calls can be seen
     * @param allowed in a calendar month (UTC)
     * @throws org.auralink.shared.RefusedException limit exceeded, naming {@code max_calls_per_month} and when it is over
     */
    public static void requireOne(EntityManager entityManager, OrganizationId organization, int allowed, Instant now) {
        YearMonth month = YearMonth.from(now.atZone(ZoneOffset.UTC));
        long made = entityManager
                .createQuery(
                        "select count(c) from Call c where c.organizationId = :organization and c.createdAt >= :begin",
                        Long.class)
                .setParameter("organization", organization.value())
                .setParameter("begin", month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC))
                .getSingleResult();
        if (made >= allowed) {
            throw new Refusal.Unprocessable(
                            "limit_exceeded",
                            "The plan allows " + allowed + " calls a month, and they are made. Wait for "
                                    + month.plusMonths(1).atDay(1) + ", or take a larger plan.",
                            List.of(new FieldError("max_calls_per_month", "is " + allowed + ".")))
                    .asException();
        }
    }
}
