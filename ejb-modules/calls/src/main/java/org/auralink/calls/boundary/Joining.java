package org.auralink.calls.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.function.Supplier;
import org.auralink.calls.control.CallMetrics;
import org.auralink.calls.control.RoleGrants;
import org.auralink.calls.entity.CallStatus;
import org.auralink.calls.entity.DisplayName;
import org.auralink.calls.entity.GuestKey;
import org.auralink.calls.entity.Limits;
import org.auralink.calls.entity.LobbyEntry;
import org.auralink.media.boundary.Closing;
import org.auralink.media.boundary.Entrant;
import org.auralink.media.boundary.RoomName;
import org.auralink.media.boundary.RoomRequest;
import org.auralink.media.boundary.RoomTicket;
import org.auralink.media.boundary.Rooms;
import org.auralink.media.connector.JoinPermissions;
import org.auralink.shared.Caller;
import org.auralink.shared.Refusal;
import org.auralink.shared.policies.Guards;
import org.jspecify.annotations.Nullable;

/**
 * Entering and ending calls: asks the database who may, then the media nodes. No transaction is open while a node is asked. What then happens in the call is known from the node's events alone.
 */
@ApplicationScoped
public class Joining {

    private final SecureRandom random = new SecureRandom();

    @Inject
    Admissions admissions;

    @Inject
    Lobby lobby;

    @Inject
    Calls calls;

    @Inject
    Moderation moderation;

    @Inject
    CallEvents events;

    @Inject
    Rooms rooms;

    @Inject
    Guards guards;

    /**
     * Lets a member of the call's organization in, or gives them a place in the lobby.
     *
     * @param displayName {@code null} for the name in the account
     * @throws org.auralink.shared.RefusedException not found, gone, limit exceeded when the call is full, forbidden when it
     *     is locked or they were removed or refused, or unavailable with the time to try again
     */
    public JoinAnswer join(Caller caller, String callId, @Nullable String displayName) {
        String name = displayName == null ? null : DisplayName.check(displayName);
        return counted(() -> {
            Admission admission = guards.database().repeatably(() -> admissions.admit(caller, callId, name));
            return enterOrWait(admission, null);
        });
    }

    /**
     * Lets a member in who waits in the lobby, once they may.
     *
     * @throws org.auralink.shared.RefusedException as {@link #join}; not found also when they do not wait
     */
    public JoinAnswer joinFromLobby(Caller caller, String callId, String entryId) {
        Admission admission = guards.database().repeatably(() -> admissions.admit(caller, callId, null));
        return enterOrStay(admission, entryId);
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
        return CallMetrics.join(
                () -> ticket(
                        guards.database().repeatably(() -> admissions.admitKnown(caller, callId, identity, name)),
                        metadata,
                        wanted.permissions()),
                ticket -> true);
    }

    /**
     * Lets somebody without an account into the call of a guest link, or gives them a place in its lobby.
     *
     * @param key of the browser, by which it is the same guest when it comes again; {@code null} for somebody new
     * @throws org.auralink.shared.RefusedException as {@link #join}
     */
    public JoinAnswer joinAsGuest(String code, @Nullable String displayName, @Nullable String key) {
        String name = DisplayName.check(displayName);
        GuestKey guest = GuestKey.of(key, random);
        return counted(() -> {
            Admission admission =
                    guards.database().repeatably(() -> admissions.admitGuest(code, guest.identityIn(code), name));
            return enterOrWait(admission, guest);
        });
    }

    /**
     * Lets a guest in who waits in the lobby, once they may.
     *
     * @param key that came with the place
     * @throws org.auralink.shared.RefusedException as {@link #joinFromLobby}
     */
    public JoinAnswer joinFromLobbyAsGuest(String code, String entryId, @Nullable String key) {
        if (key == null) {
            throw Refusal.invalid("key", "must not be empty.").asException();
        }
        GuestKey guest = GuestKey.of(key, random);
        Admission admission =
                guards.database().repeatably(() -> admissions.admitGuest(code, guest.identityIn(code), ""));
        return enterOrStay(admission, entryId);
    }

    private static JoinAnswer counted(Supplier<JoinAnswer> request) {
        return CallMetrics.join(request, JoinTicket.class::isInstance);
    }

    private JoinAnswer enterOrWait(Admission admission, @Nullable GuestKey guest) {
        return switch (admission.door()) {
            case OPEN -> ticket(admission);
            case LOCKED -> throw LobbyRefusals.locked();
            case LOBBY -> place(guards.database().once(() -> lobby.knock(admission)), guest);
        };
    }

    /**
     * Who waits goes on waiting when the call is locked: a moderator may let them in all the same. Asking is not counted as
     * a request to enter, of which there would seem to be one every few seconds.
     */
    private JoinAnswer enterOrStay(Admission admission, String entryId) {
        Lobby.Place place =
                guards.database().repeatably(() -> lobby.ask(admission.call(), admission.identity(), entryId));
        return admission.door() == Admission.Door.OPEN
                ? counted(() -> ticket(admission.as(place.displayName())))
                : place(place, null);
    }

    private static LobbyTicket place(Lobby.Place place, @Nullable GuestKey guest) {
        return new LobbyTicket(
                place.entryId(),
                LobbyEntry.Status.WAITING.wireName(),
                Math.toIntExact(Limits.LOBBY_ASK.toSeconds()),
                guest == null ? null : guest.value());
    }

    /**
     * Ends the call for everybody. A call with people inside is over when its node reports so; one that nobody joined,
     * or whose room is gone without a report, is over once every node has confirmed that it holds no room of it.
     *
     * @return the call as it stands now
     * @throws org.auralink.shared.RefusedException not found; forbidden to all but who moderates the call
     */
    public CallView end(Caller caller, String callId) {
        Moderation.Ending call = guards.database().repeatably(() -> moderation.toEnd(caller, callId));
        if (!call.over()) {
            Closing closing = rooms.close(new RoomName(call.callId()));
            if (!call.begun()) {
                moderation.endUnjoined(caller, callId);
            } else if (closing == Closing.NOWHERE) {
                events.roomIsNowhere(call.callId());
            }
        }
        return calls.get(caller, callId);
    }

    private JoinTicket ticket(Admission admission) {
        return ticket(admission, "", RoleGrants.of(admission.role()));
    }

    private JoinTicket ticket(Admission admission, String metadata, JoinPermissions permissions) {
        RoomRequest room = new RoomRequest(
                new RoomName(admission.call().roomName()),
                admission.status() == CallStatus.ACTIVE ? admission.nodeId() : null,
                admission.roomEpoch(),
                admission.maxParticipants());
        Entrant entrant = new Entrant(
                admission.identity(),
                admission.displayName(),
                metadata,
                RoleGrants.attributes(admission.role()),
                permissions);
        RoomTicket ticket = rooms.ticket(room, entrant);
        return new JoinTicket(
                ticket.url().toString(),
                ticket.token(),
                admission.identity(),
                admission.role().wireName());
    }
}
