package org.auralink.calls.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.auralink.shared.OrganizationId;
import org.auralink.shared.UserId;
import org.hibernate.annotations.DynamicInsert;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/**
 * A call. Begins waiting; what the media node reports moves it to active and to ended. Once over it never changes
 * again, whatever comes late, but for one thing: when its node was taken for gone and was not, it had not ended.
 */
@Entity
@EntityListeners(CallChanges.class)
// A person's role may write some columns only, so a statement names those that have a value or changed.
@DynamicInsert
@DynamicUpdate
@Table(schema = "public", name = "calls")
public class Call {
    @Id
    @Column(name = "call_id")
    private UUID callId;

    @Column(name = "organization_id", nullable = false, updatable = false)
    private UUID organizationId;

    @Column(name = "created_by", updatable = false)
    private @Nullable UUID createdBy;

    @Column(nullable = false)
    private String name;

    @Column(name = "room_name", updatable = false)
    private @Nullable String roomName;

    @Column(name = "call_type", nullable = false)
    private String callType;

    @Column(nullable = false)
    private String status;

    @Column(name = "end_reason")
    private @Nullable String endReason;

    @Column(name = "node_id")
    private @Nullable String nodeId;

    @Column(name = "room_sid")
    private @Nullable String roomSid;

    // A person's role makes no call that has a room; the column begins with 0.
    @Column(name = "room_epoch", nullable = false, insertable = false)
    private long roomEpoch;

    @Column(name = "interrupted_at")
    private @Nullable Instant interruptedAt;

    @Column(name = "started_at")
    private @Nullable Instant startedAt;

    @Column(name = "ended_at")
    private @Nullable Instant endedAt;

    @Column(name = "duration_seconds")
    private @Nullable Integer durationSeconds;

    @Column(name = "max_participants", nullable = false)
    private int maxParticipants;

    @Column(nullable = false)
    private String lobby;

    @Column(name = "locked_at")
    private @Nullable Instant lockedAt;

    @Column(name = "guest_code", nullable = false, updatable = false)
    private String guestCode;

    @Column(name = "created_at", nullable = false, updatable = false)
    private Instant createdAt;

    /** For JPA. */
    @SuppressWarnings("NullAway.Init")
    protected Call() {}

    /** A call that waits for its first participant. */
    public Call(OrganizationId organization, UserId creator, CallDraft draft, GuestCode guestCode, Instant now) {
        this.callId = CallId.fresh().value();
        this.organizationId = organization.value();
        this.createdBy = creator.value();
        this.name = draft.name();
        this.callType = draft.type().wireName();
        this.status = CallStatus.WAITING.wireName();
        this.maxParticipants = draft.maxParticipants();
        this.lobby = draft.lobby().wireName();
        this.guestCode = guestCode.value();
        // PostgreSQL keeps microseconds; a page's cursor must meet the same instant again.
        this.createdAt = now.truncatedTo(ChronoUnit.MICROS);
    }

    /** A call that a back end finds by this name as long as it is open; given before it is kept. */
    public Call knownAs(String room) {
        this.roomName = room;
        return this;
    }

    /** A node reports the room. A call of which somebody is inside elsewhere stays there. */
    public void opened(String node, String sid) {
        if (status() == CallStatus.WAITING) {
            nodeId = node;
            roomSid = sid;
        }
    }

    /** A node reports the first or another participant. */
    public void joined(String node, String sid, Instant at) {
        if (status() == CallStatus.WAITING) {
            opened(node, sid);
            startedAt = at;
            status = CallStatus.ACTIVE.wireName();
        } else if (isInterrupted()) {
            nodeId = node;
            roomSid = sid;
            interruptedAt = null;
        }
    }

    /**
     * Whether an event with this epoch comes from an owner of the room that was replaced since.
     *
     * @param epoch of the event; 0 when its node does not count
     */
    public boolean isFenced(long epoch) {
        return epoch != 0 && epoch < roomEpoch;
    }

    /** A node tells of the room as its owner of this epoch. The highest owner is the present one, whoever was before. */
    public void ownedBy(String node, String sid, long epoch) {
        if (epoch > roomEpoch && !status().isOver()) {
            roomEpoch = epoch;
            nodeId = node;
            roomSid = sid.isEmpty() ? null : sid;
            interruptedAt = null;
        }
    }

    /** Its room was opened on another node, unless a later owner is known. */
    public void moved(String node, String sid, long epoch) {
        ownedBy(node, sid, epoch);
    }

    /** Its node is gone while people were inside, and it goes on as soon as it has another. */
    public void interrupted(Instant at) {
        if (status() == CallStatus.ACTIVE) {
            interruptedAt = at;
        }
    }

    /** Whether its people have lost their node and have no other. */
    public boolean isInterrupted() {
        return interruptedAt != null;
    }

    /** Whether that is so for longer. */
    public boolean isInterruptedBefore(Instant limit) {
        return interruptedAt != null && interruptedAt.isBefore(limit);
    }

    /** Its node holds another opening of the room now; the end of an earlier one says nothing any more. */
    public void reopened(String sid) {
        if (!status().isOver()) {
            roomSid = sid;
        }
    }

    /** The room was closed by the node. A call that nobody joined goes on waiting: its room can be opened again. */
    public void roomClosed(Instant at) {
        if (status() == CallStatus.ACTIVE) {
            end(EndReason.COMPLETED, at);
        } else if (status() == CallStatus.WAITING) {
            nodeId = null;
            roomSid = null;
        }
    }

    /** The node is gone, and the room with it. */
    public void nodeLost(Instant at) {
        if (status() == CallStatus.ACTIVE) {
            end(EndReason.NODE_LOST, at);
        } else {
            roomClosed(at);
        }
    }

    /** Whether it ended, or was interrupted, because its node was taken for gone, in just this opening of its room. */
    public boolean wasLostIn(String node, String sid) {
        boolean lost =
                status() == CallStatus.ENDED && EndReason.NODE_LOST.wireName().equals(endReason);
        return (lost || isInterrupted()) && node.equals(nodeId) && sid.equals(roomSid);
    }

    /** Its node was not gone, and its room is there: it goes on as if it had not ended. */
    public void found() {
        status = CallStatus.ACTIVE.wireName();
        interruptedAt = null;
        endReason = null;
        endedAt = null;
        durationSeconds = null;
    }

    /** Somebody ended a call that nobody had joined. Changes nothing when the call is not waiting any more. */
    public void endedUnjoined(Instant at) {
        if (status() == CallStatus.WAITING) {
            end(EndReason.COMPLETED, at);
        }
    }

    /** Nobody has joined for too long. */
    public void expired(Instant at) {
        if (status() == CallStatus.WAITING) {
            end(EndReason.EXPIRED, at);
        }
    }

    private void end(EndReason reason, Instant at) {
        Instant begin = startedAt == null ? at : startedAt;
        // Two clocks: the node's and ours.
        Instant end = at.isBefore(begin) ? begin : at;
        status = CallStatus.ENDED.wireName();
        interruptedAt = null;
        endReason = reason.wireName();
        endedAt = end;
        durationSeconds = Math.toIntExact(Duration.between(begin, end).toSeconds());
    }

    /** Whether somebody who enters a room of the node enters the wrong one: the call is over, or takes place elsewhere. */
    public boolean isStrayOn(String node) {
        return status().isOver() || (status() == CallStatus.ACTIVE && !isInterrupted() && !isIn(node, ""));
    }

    /**
     * Whether a report about a room concerns this call's present room. A node that came back from an outage may still
     * hold an older one of the same name.
     */
    public boolean isIn(String node, String sid) {
        boolean sameNode = nodeId == null || nodeId.equals(node);
        boolean sameRoom = roomSid == null || sid.isEmpty() || roomSid.equals(sid);
        return sameNode && sameRoom;
    }

    public CallId id() {
        return new CallId(callId);
    }

    public OrganizationId organization() {
        return new OrganizationId(organizationId);
    }

    /** Empty once the account is gone. */
    public @Nullable UserId creator() {
        return createdBy == null ? null : new UserId(createdBy);
    }

    /** Whom somebody inside has to let in from now on. */
    public void holdBack(LobbyMode who) {
        lobby = who.wireName();
    }

    /** Whom somebody inside has to let in. */
    public LobbyMode lobby() {
        return LobbyMode.parse(lobby);
    }

    /** Nobody new gets in. Whether that is new. */
    public boolean lock(Instant at) {
        boolean open = lockedAt == null;
        if (open) {
            lockedAt = at;
        }
        return open;
    }

    /** Others get in again. Whether that is new. */
    public boolean unlock() {
        boolean locked = lockedAt != null;
        lockedAt = null;
        return locked;
    }

    public boolean isLocked() {
        return lockedAt != null;
    }

    public String name() {
        return name;
    }

    /** What the organization's back end calls its room; the id when it has no name of its own. */
    public String roomName() {
        return roomName == null ? id().toString() : roomName;
    }

    public String typeName() {
        return callType;
    }

    public CallStatus status() {
        return CallStatus.parse(status).orElseThrow();
    }

    public @Nullable String nodeId() {
        return nodeId;
    }

    /** The highest fencing token of its room that is known; 0 before the first opening. */
    public long roomEpoch() {
        return roomEpoch;
    }

    public @Nullable Instant startedAt() {
        return startedAt;
    }

    public @Nullable Instant endedAt() {
        return endedAt;
    }

    public @Nullable Integer durationSeconds() {
        return durationSeconds;
    }

    /** Why it is over, as the database spells it; {@code null} while it is not. */
    public @Nullable String endReason() {
        return endReason;
    }

    public int maxParticipants() {
        return maxParticipants;
    }

    public GuestCode guestCode() {
        return new GuestCode(guestCode);
    }

    public Instant createdAt() {
        return createdAt;
    }
}
