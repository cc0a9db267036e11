package org.auralink.calls.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.auralink.calls.boundary.CallLab.refused;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.auralink.calls.control.RoleGrants;
import org.auralink.calls.entity.CallId;
import org.auralink.calls.entity.CallRole;
import org.auralink.media.boundary.Entrant;
import org.auralink.media.boundary.RoomName;
import org.auralink.media.boundary.RoomPeople;
import org.auralink.media.boundary.RoomRequest;
import org.auralink.media.boundary.RoomTicket;
import org.auralink.media.boundary.Rooms;
import org.auralink.media.connector.JoinPermissions;
import org.auralink.shared.Caller;
import org.auralink.shared.policies.Guards;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the wish to enter a call to the ticket, and what is done to somebody inside; with a real database and no node. */
class EnteringTest {
    private final CallLab lab = new CallLab("guests");
    private final Joining joining = new Joining();
    private final Moderating moderating = new Moderating();
    private final List<Entrant> entered = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private boolean inside = true;

    @BeforeEach
    void wire() {
        joining.guards = Guards.standard(CallsDatabase.CLOCK);
        joining.admissions = new Admissions() {
            @Override
            public Admission admit(Caller caller, String callId, String displayName) {
                return CallsDatabase.atTheDoor(door -> door.admit(caller, callId, displayName));
            }

            @Override
            public Admission admitGuest(String code, String identity, String displayName) {
                return CallsDatabase.atTheDoor(door -> door.admitGuest(code, identity, displayName));
            }
        };
        joining.lobby = new Lobby() {
            @Override
            public Place knock(Admission admission) {
                return CallsDatabase.inTheLobby(lobby -> lobby.knock(admission));
            }

            @Override
            public Place ask(CallId call, String identity, String entryId) {
                return CallsDatabase.inTheLobby(lobby -> lobby.ask(call, identity, entryId));
            }
        };
        joining.rooms = new Rooms() {
            @Override
            public RoomTicket ticket(RoomRequest room, Entrant entrant) {
                entered.add(entrant);
                return new RoomTicket(URI.create("wss://node"), "token", "ND_1");
            }
        };
        moderating.guards = joining.guards;
        moderating.moderation = new Moderation() {
            @Override
            public Target target(Caller caller, String callId, String identity) {
                return CallsDatabase.asModerator(moderation -> moderation.target(caller, callId, identity));
            }

            @Override
            public Target remove(Caller caller, String callId, String identity) {
                return CallsDatabase.asModerator(moderation -> moderation.remove(caller, callId, identity));
            }

            @Override
            public Target changeRole(Caller caller, String callId, String identity, CallRoleChange change) {
                return CallsDatabase.asModerator(moderation -> moderation.changeRole(caller, callId, identity, change));
            }
        };
        moderating.people = new RoomPeople() {
            @Override
            public boolean mute(RoomName room, String nodeId, String identity, String source) {
                asked.add("mute " + identity + " " + source);
                return inside;
            }

            @Override
            public boolean remove(RoomName room, String nodeId, String identity) {
                asked.add("remove " + identity);
                return inside;
            }

            @Override
            public boolean change(
                    RoomName room,
                    String nodeId,
                    String identity,
                    Map<String, String> attributes,
                    JoinPermissions permissions) {
                asked.add("change " + identity + " " + attributes + " " + permissions.publishSources());
                return inside;
            }
        };
    }

    @Test
    void aGuestWaitsAndGetsATicketOnceLetInUnderTheNameThatTheyGave() {
        LobbyTicket place = (LobbyTicket) joining.joinAsGuest(lab.code, "Grace", null);
        assertThat(place.key()).matches("[0-9A-Za-z]{22}");
        assertThat(place).asString().doesNotContain(place.key());
        LobbyTicket again = (LobbyTicket) joining.joinFromLobbyAsGuest(lab.code, place.entryId(), place.key());
        assertThat(again.entryId()).isEqualTo(place.entryId());
        assertThat(again.key()).isNull();

        CallsDatabase.decide(moderation -> moderation.admit(lab.host, lab.call, place.entryId()));
        JoinTicket ticket = (JoinTicket) joining.joinFromLobbyAsGuest(lab.code, place.entryId(), place.key());
        assertThat(ticket.role()).isEqualTo("guest");
        assertThat(entered).singleElement().satisfies(entrant -> {
            assertThat(entrant.displayName()).isEqualTo("Grace");
            assertThat(entrant.identity()).isEqualTo(ticket.identity());
            assertThat(entrant.attributes()).isEqualTo(Map.of("auralink.role", "guest"));
            assertThat(entrant.permissions()).isEqualTo(RoleGrants.of(CallRole.GUEST));
        });
    }

    @Test
    void nobodyComesInWithThePlaceOfAnother() {
        LobbyTicket place = (LobbyTicket) joining.joinAsGuest(lab.code, "Grace", null);
        CallsDatabase.decide(moderation -> moderation.admit(lab.host, lab.call, place.entryId()));
        refused("not_found", () -> joining.joinFromLobbyAsGuest(lab.code, place.entryId(), "0".repeat(22)));
        refused("validation_failed", () -> joining.joinFromLobbyAsGuest(lab.code, place.entryId(), null));
        refused("validation_failed", () -> joining.joinFromLobbyAsGuest(lab.code, place.entryId(), "x"));
        refused("not_found", () -> joining.joinFromLobby(lab.member, lab.call, place.entryId()));
        assertThat(entered).isEmpty();
    }

    @Test
    void aLockedCallSaysSoToWhoeverIsNew() {
        CallsDatabase.decide(moderation -> moderation.lock(lab.host, lab.call));
        refused("call_locked", () -> joining.joinAsGuest(lab.code, "Grace", null));
        refused("call_locked", () -> joining.join(lab.member, lab.call, null));
        assertThat(((JoinTicket) joining.join(lab.host, lab.call, null)).role()).isEqualTo("host");
        assertThat(entered)
                .singleElement()
                .satisfies(entrant ->
                        assertThat(entrant.permissions().administer()).isTrue());
    }

    @Test
    void whatIsDecidedAboutSomebodyIsDoneAtTheNode() {
        lab.enters("guest_1", 0);
        moderating.mute(lab.host, lab.call, "guest_1", new TrackToMute(null));
        moderating.changeRole(lab.host, lab.call, "guest_1", new CallRoleChange("participant"));
        moderating.changeRole(lab.host, lab.call, "guest_1", new CallRoleChange("guest"));
        moderating.remove(lab.host, lab.call, "guest_1");
        assertThat(asked)
                .containsExactly(
                        "mute guest_1 microphone",
                        "change guest_1 {auralink.role=participant} []",
                        "change guest_1 {auralink.role=guest} [camera, microphone]",
                        "remove guest_1");
    }

    @Test
    void whoIsNotInsideIsRemovedAllTheSameAndNotMuted() {
        inside = false;
        lab.enters("guest_1", 0);
        refused("not_found", () -> moderating.mute(lab.host, lab.call, "guest_1", new TrackToMute("camera")));
        refused("validation_failed", () -> moderating.mute(lab.host, lab.call, "guest_1", new TrackToMute("nose")));
        moderating.remove(lab.host, lab.call, "guest_1");
        refused("removed_from_call", () -> lab.admitGuest("guest_1"));
    }

    @Test
    void nobodyIsAskedOfANodeWithoutTheRight() {
        lab.enters("guest_1", 0);
        refused("forbidden", () -> moderating.mute(lab.member, lab.call, "guest_1", new TrackToMute(null)));
        refused("forbidden", () -> moderating.remove(lab.member, lab.call, "guest_1"));
        assertThat(asked).isEmpty();
    }
}
