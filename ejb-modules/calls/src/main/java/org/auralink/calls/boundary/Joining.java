package org.auralink.calls.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.Map;
import org.auralink.calls.control.CallMetrics;
import org.auralink.calls.entity.Base62;
import org.auralink.calls.entity.CallStatus;
import org.auralink.calls.entity.DisplayName;
import org.auralink.calls.entity.Limits;
import org.auralink.media.boundary.Closing;
import org.auralink.media.boundary.Entrant;
import org.auralink.media.boundary.RoomName;
import org.auralink.media.boundary.RoomRequest;
import org.auralink.media.boundary.RoomTicket;
import org.auralink.media.boundary.Rooms;
import org.auralink.media.connector.JoinPermissions;
import org.auralink.shared.Caller;
import org.auralink.shared.policies.Guards;
import org.jspecify.annotations.Nullable;

/**
 * Entering and ending calls: asks the database who may, then the media nodes. No transaction is open while a node is asked. What then happens in the call is known from the node's events alone.
 */
@ApplicationScoped
public class Joining {

    private final SecureRandom random = new SecureRandom();

    @Inject
    Calls calls;

    @Inject
    CallEvents events;

    @Inject
    Rooms rooms;

    @Inject
    Guards guards;

    /**
     * Lets a member of the call's organization in.
     *
     * @param displayName {@code null} for the name in the account
     * @throws org.auralink.shared.RefusedException not found, gone, limit exceeded when the call is full, or unavailable
     *     with the time to try again
     */
    public JoinTicket join(Caller caller, String callId, @Nullable String displayName) {
        String name = displayName == null ? null : DisplayName.check(displayName);
        return CallMetrics.join(() -> ticket(
                guards.database().repeatably(() -> calls.admit(caller, callId, name)), "", JoinPermissions.TAKE_PART));
    }

    /**
     * Lets somebody in whom the organization's own back end knows, with what they may do.
     *
     * @throws org.auralink.shared.RefusedException as {@link #join}; invalid, naming the field; forbidden
     */
    public JoinTicket ticketFor(Caller caller, String callId, NewTicket wanted) {
        String identity = wanted.checkedIdentity();
        String name = wanted.checkedName();
        String metadata = wanted.checkedMetadata();
        return CallMetrics.join(() -> ticket(
                guards.database().repeatably(() -> calls.admitKnown(caller, callId, identity, name)),
                metadata,
                wanted.permissions()));
    }

    /**
     * Lets somebody without an account into the call of a guest link.
     *
     * @throws org.auralink.shared.RefusedException as {@link #join}
     */
    public JoinTicket joinAsGuest(String code, @Nullable String displayName) {
        String name = DisplayName.check(displayName);
        String identity = "guest_" + Base62.random(random, Limits.GUEST_IDENTITY_LENGTH);
        return CallMetrics.join(() -> ticket(
                guards.database().repeatably(() -> calls.admitGuest(code, identity, name)),
                "",
                JoinPermissions.TAKE_PART));
    }

    /**
     * Ends the call for everybody. A call with people inside is over when its node reports so; one that nobody joined,
     * or whose room is gone without a report, is over once every node has confirmed that it holds no room of it.
     *
     * @return the call as it stands now
     */
    public CallView end(Caller caller, String callId) {
        CallView call = guards.database().repeatably(() -> calls.toEnd(caller, callId));
        if (call.endedAt() == null) {
            Closing closing = rooms.close(new RoomName(call.callId()));
            if (call.startedAt() == null) {
                calls.endUnjoined(caller, callId);
            } else if (closing == Closing.NOWHERE) {
                events.roomIsNowhere(call.callId());
            }
        }
        return calls.get(caller, callId);
    }

    private JoinTicket ticket(Admission admission, String metadata, JoinPermissions permissions) {
        RoomRequest room = new RoomRequest(
                new RoomName(admission.call().roomName()),
                admission.status() == CallStatus.ACTIVE ? admission.nodeId() : null,
                admission.roomEpoch(),
                admission.maxParticipants());
        RoomTicket ticket =
                rooms.ticket(room, new Entrant(
                        admission.identity(), admission.displayName(), metadata, Map.of(), permissions));
        return new JoinTicket(ticket.url().toString(), ticket.token(), admission.identity());
    }
}
