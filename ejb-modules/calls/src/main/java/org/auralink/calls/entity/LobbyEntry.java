package org.auralink.calls.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Somebody who asked to be let into a call. There is one for each identity in a call. */
@Entity
@Table(schema = "public", name = "lobby_entries")
public class LobbyEntry {
    /** What became of the wish to get in. */
    public enum Status {
        WAITING,
        ADMITTED,
        DENIED;

        /** The name in the API and in the database. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Id
    @Column(name = "entry_id")
    private UUID entryId;

    @Column(name = "call_id", nullable = false, updatable = false)
    private UUID callId;

    @Column(name = "organization_id", nullable = false, updatable = false)
    private UUID organizationId;

    @Column(nullable = false, updatable = false)
    private String identity;

    @Column(name = "display_name", nullable = false)
    private String displayName;

    @Column(nullable = false, updatable = false)
    private String role;

    @Column(nullable = false)
    private String status;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    @Column(name = "seen_at", nullable = false)
    private Instant seenAt;

    @Column(name = "decided_at")
    private @Nullable Instant decidedAt;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected LobbyEntry() {}

    /** Somebody who waits from now on. */
    public LobbyEntry(Call call, String identity, String displayName, CallRole role, Instant now) {
        this.entryId = UUID.randomUUID();
        this.callId = call.id().value();
        this.organizationId = call.organization().value();
        this.identity = identity;
        this.displayName = displayName;
        this.role = role.wireName();
        this.status = Status.WAITING.wireName();
        this.createdAt = now;
        this.seenAt = now;
    }

    /** They ask again. Who was refused long enough ago waits once more; a name may have changed meanwhile. */
    public void askedAgain(String name, Instant now) {
        if (status() == Status.DENIED && decidedAt != null && !decidedAt.isAfter(now.minus(Limits.DENIED))) {
            status = Status.WAITING.wireName();
            createdAt = now;
            decidedAt = null;
        }
        displayName = name;
        seenAt = now;
    }

    /** They are still there. Not written each time: every few seconds somebody asks. */
    public void seen(Instant now) {
        if (seenAt.isBefore(now.minus(Limits.LOBBY_SEEN))) {
            seenAt = now;
        }
    }

    /** A moderator lets them in, also after having refused. */
    public void admit(Instant now) {
        decide(Status.ADMITTED, now);
    }

    /** A moderator refuses them, also after having let them in. */
    public void deny(Instant now) {
        decide(Status.DENIED, now);
    }

    private void decide(Status decision, Instant now) {
        status = decision.wireName();
        decidedAt = now;
    }

    public UUID id() {
        return entryId;
    }

    /** Which call. */
    public CallId call() {
        return new CallId(callId);
    }

    public String identity() {
        return identity;
    }

    public String displayName() {
        return displayName;
    }

    public CallRole role() {
        return CallRole.parse(role).orElseThrow();
    }

    public Status status() {
        return Status.valueOf(status.toUpperCase(Locale.ROOT));
    }

    public Instant createdAt() {
        return createdAt;
    }
}
