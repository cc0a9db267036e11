package org.auralink.calls.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.auralink.shared.OrganizationId;
import org.auralink.shared.UserId;
import org.jspecify.annotations.Nullable;

/** One joining of one identity. Who leaves and comes back has two of them. */
@Entity
@EntityListeners(CallChanges.class)
@Table(schema = "public", name = "call_participants")
public class CallParticipant {
    @Id
    @Column(name = "participant_id")
    private UUID participantId;

    @Column(name = "call_id", nullable = false, updatable = false)
    private UUID callId;

    @Column(name = "organization_id", nullable = false, updatable = false)
    private UUID organizationId;

    @Column(name = "user_id", updatable = false)
    private @Nullable UUID userId;

    @Column(nullable = false, updatable = false)
    private String identity;

    @Column(name = "media_sid", nullable = false, updatable = false)
    private String mediaSid;

    @Column(name = "display_name")
    private @Nullable String displayName;

    @Column(nullable = false)
    private String role;

    @Column(nullable = false)
    private String status;

    @Column(name = "joined_at", nullable = false, updatable = false)
    private Instant joinedAt;

    @Column(name = "left_at")
    private @Nullable Instant leftAt;

    @Column(name = "duration_seconds")
    private @Nullable Integer durationSeconds;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected CallParticipant() {}

    /**
     * Somebody who is in the call now.
     *
     * @param user the account, {@code null} for a guest
     * @param mediaSid the node's id of this joining
     * @param displayName what others see; empty when the token named none
     * @param role what they are in the call
     */
    public CallParticipant(
            Call call,
            @Nullable UserId user,
            String identity,
            String mediaSid,
            String displayName,
            CallRole role,
            Instant joinedAt) {
        this.participantId = UUID.randomUUID();
        this.callId = call.id().value();
        this.organizationId = call.organization().value();
        this.userId = user == null ? null : user.value();
        this.identity = identity;
        this.mediaSid = mediaSid;
        this.displayName = displayName.isEmpty() ? null : displayName;
        this.role = role.wireName();
        this.status = "connected";
        this.joinedAt = joinedAt;
    }

    /** The status of those whose node was lost while they were inside. */
    public static final String LOST = "disconnected";

    /** They are gone with their node, as far as is known. */
    public void lost(Instant at) {
        if (leftAt == null) {
            left(at);
            status = LOST;
        }
    }

    /** Their node was not gone: they never left. */
    public void found() {
        if (status.equals(LOST)) {
            status = "connected";
            leftAt = null;
            durationSeconds = null;
        }
    }

    /** They are gone; the first report of it counts. */
    public void left(Instant at) {
        if (leftAt == null) {
            Instant end = at.isBefore(joinedAt) ? joinedAt : at;
            leftAt = end;
            durationSeconds = Math.toIntExact(Duration.between(joinedAt, end).toSeconds());
            status = "left";
        }
    }

    /** They are something else from now on. */
    public void become(CallRole another) {
        role = another.wireName();
    }

    /** In which they were. */
    public CallId call() {
        return new CallId(callId);
    }

    /** Of the call. */
    public OrganizationId organization() {
        return new OrganizationId(organizationId);
    }

    public String identity() {
        return identity;
    }

    public String mediaSid() {
        return mediaSid;
    }

    public @Nullable String displayName() {
        return displayName;
    }

    public String role() {
        return role;
    }

    public Instant joinedAt() {
        return joinedAt;
    }

    public @Nullable Instant leftAt() {
        return leftAt;
    }

    public @Nullable Integer durationSeconds() {
        return durationSeconds;
    }
}
