package org.auralink.calls.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Supplier;
import org.auralink.calls.control.AnnouncedNode;
import org.auralink.calls.control.MediaNodes;
import org.auralink.calls.control.RoomPlacement;
import org.auralink.calls.entity.Base62;
import org.auralink.calls.entity.DisplayName;
import org.auralink.calls.entity.Limits;
import org.auralink.media.connector.JoinGrant;
import org.auralink.media.connector.MediaNodeException;
import org.auralink.media.connector.OpenRoom;
import org.auralink.shared.Caller;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Entering and ending calls: asks the database who may, then Redis which node, then the node. No transaction is open
 * while a node is asked. What then happens in the call is known from the node's events alone.
 */
@ApplicationScoped
public class Joining {

    private final SecureRandom random = new SecureRandom();

    @Inject
    Calls calls;

    @Inject
    CallEvents events;

    @Inject
    RoomPlacement placement;

    @Inject
    MediaNodes nodes;

    /**
     * Lets a member of the call's organization in.
     *
     * @param displayName {@code null} for the name in the account
     * @throws org.auralink.shared.RefusedException not found, gone, limit exceeded when the call is full, or unavailable
     *     with the time to try again
     */
    public JoinTicket join(Caller caller, String callId, @Nullable String displayName) {
        String name = displayName == null ? null : DisplayName.check(displayName);
        return ticket(calls.admit(caller, callId, name));
    }

    /**
     * Lets somebody without an account into the call of a guest link.
     *
     * @throws org.auralink.shared.RefusedException as {@link #join}
     */
    public JoinTicket joinAsGuest(String code, @Nullable String displayName) {
        String name = DisplayName.check(displayName);
        String identity = "guest_" + Base62.random(random, Limits.GUEST_IDENTITY_LENGTH);
        return ticket(calls.admitGuest(code, identity, name));
    }

    /**
     * Ends the call for everybody. A call with people inside is over when its node reports so; one that nobody joined,
     * or whose room is gone without a report, is over once every node has confirmed that it holds no room of it.
     *
     * @return the call as it stands now
     */
    public CallView end(Caller caller, String callId) {
        CallView call = calls.get(caller, callId);
        if (call.endedAt() == null) {
            List<AnnouncedNode> asked = announcedNodes();
            boolean closed = false;
            for (AnnouncedNode node : asked) {
                closed |= ask(() -> nodes.closeRoom(node.url(), call.callId()));
            }
            if (call.startedAt() == null) {
                calls.endUnjoined(caller, callId);
            } else if (!closed && placement.areAll(asked)) {
                events.roomIsNowhere(call.callId());
            }
        }
        return calls.get(caller, callId);
    }

    private List<AnnouncedNode> announcedNodes() {
        List<AnnouncedNode> announced = placement.nodes();
        if (announced.isEmpty()) {
            // Nobody could confirm anything.
            throw Refusal.unavailable("The media node", Limits.RETRY_AFTER).asException();
        }
        return announced;
    }

    private JoinTicket ticket(Admission admission) {
        AnnouncedNode node = placement.nodeOf(admission.call(), admission.status(), admission.nodeId());
        URI url = node.url();
        String room = admission.call().roomName();
        return ask(() -> {
            nodes.openRoom(url, new OpenRoom(room, admission.maxParticipants(), Limits.JOIN_TOKEN_VALIDITY));
            String token = nodes.joinToken(
                    url,
                    new JoinGrant(room, admission.identity(), admission.displayName(), "", Limits.JOIN_TOKEN_VALIDITY));
            return new JoinTicket(node.publicUrl().toString(), token, admission.identity());
        });
    }

    /** What a node refuses is our fault or its configuration's, so its own words stay here. */
    private static <T> T ask(Supplier<T> question) {
        try {
            return question.get();
        } catch (MediaNodeException.Refused e) {
            if (e.code().equals("resource_exhausted")) {
                throw Refusal.unavailable("A media node with room for another call", Limits.RETRY_AFTER)
                        .asException(e);
            }
            throw e;
        } catch (MediaNodeException e) {
            throw Refusal.unavailable("The media node", Limits.RETRY_AFTER).asException(e);
        }
    }
}
