package org.auralink.webhooks.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.auralink.shared.OrganizationId;
import org.hibernate.annotations.DynamicInsert;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/**
 * A receiver of one organization. Knows whether it is there: after {@link Limits#FAILURES} failures in a row it is left
 * alone for a while, and then one delivery finds out. All servers of the application see the same, because it stands here.
 */
@Entity
// A person's role may write some columns only, so a statement names those that have a value or changed.
@DynamicInsert
@DynamicUpdate
@Table(schema = "public", name = "webhook_endpoints")
public class WebhookEndpoint {
    @Id
    @Column(name = "endpoint_id")
    private UUID endpointId;

    @Column(name = "organization_id", nullable = false, updatable = false)
    private UUID organizationId;

    @Column(nullable = false)
    private String url;

    @Column(nullable = false)
    private String description;

    @Column(nullable = false)
    private String[] events;

    @Column(nullable = false)
    private boolean enabled;

    @Column(nullable = false)
    private int failures;

    @Column(name = "paused_until")
    private @Nullable Instant pausedUntil;

    @Column(nullable = false)
    private long missed;

    @Column(name = "missed_since")
    private @Nullable Instant missedSince;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected WebhookEndpoint() {}

    public WebhookEndpoint(
            OrganizationId organization,
            URI url,
            String description,
            EventFilter filter,
            boolean enabled,
            Instant now) {
        this.endpointId = UUID.randomUUID();
        this.organizationId = organization.value();
        this.url = url.toString();
        this.description = description;
        this.events = filter.toStore();
        this.enabled = enabled;
        // PostgreSQL keeps microseconds; a page's cursor must meet the same instant again.
        this.createdAt = now.truncatedTo(ChronoUnit.MICROS);
    }

    /** It listens elsewhere now: what was known about the place before says nothing any more. */
    public void moveTo(URI place) {
        url = place.toString();
        reachable();
    }

    public void describe(String words) {
        description = words;
    }

    public void tell(EventFilter filter) {
        events = filter.toStore();
    }

    /** Somebody switches it on or off. Off, it is told nothing, and what waits for it waits on. */
    public void enable(boolean on) {
        if (on && !enabled) {
            reachable();
        }
        enabled = on;
    }

    /** Deliveries that may begin now, when so many are under way. */
    public int room(Instant now, int underWay) {
        if (!enabled) {
            return 0;
        }
        if (pausedUntil == null) {
            return Math.max(0, Limits.AT_ONCE_PER_ENDPOINT - underWay);
        }
        return now.isBefore(pausedUntil) || underWay > 0 ? 0 : 1;
    }

    /** A delivery that finds out whether it is there again begins: nobody else tries until that is known. */
    public void probed(Instant now) {
        if (pausedUntil != null) {
            pausedUntil = now.plus(Limits.PAUSE);
        }
    }

    /** It took a delivery. */
    public void reachable() {
        failures = 0;
        pausedUntil = null;
    }

    /** It did not take a delivery. */
    public void failed(Instant now) {
        failures = Math.min(failures + 1, Limits.FAILURES);
        if (failures >= Limits.FAILURES) {
            pausedUntil = now.plus(Limits.PAUSE);
        }
    }

    /** An event was not kept for it, because too much waits already. */
    public void miss(Instant at) {
        missed++;
        if (missedSince == null) {
            missedSince = at;
        }
    }

    public UUID id() {
        return endpointId;
    }

    public UUID organization() {
        return organizationId;
    }

    public URI url() {
        return URI.create(url);
    }

    public String description() {
        return description;
    }

    public EventFilter filter() {
        return EventFilter.stored(events);
    }

    public boolean isEnabled() {
        return enabled;
    }

    /** Until when it is left alone, {@code null} when it counts as there. */
    public @Nullable Instant pausedUntil() {
        return pausedUntil;
    }

    /** How many events were not kept for it. */
    public long missed() {
        return missed;
    }

    public @Nullable Instant missedSince() {
        return missedSince;
    }

    public Instant createdAt() {
        return createdAt;
    }
}
