package org.auralink.calls.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.auralink.calls.boundary.CallLab.idOf;
import static org.auralink.calls.boundary.CallLab.refused;

import java.util.List;
import java.util.function.Consumer;
import org.auralink.calls.control.RoleGrants;
import org.auralink.calls.entity.CallRole;
import org.auralink.calls.entity.Limits;
import org.auralink.shared.Caller;
import org.junit.jupiter.api.Test;

/** Who is what in a call, and what each may do about the others. */
class ModerationTest {
    private final CallLab lab = new CallLab(null);
    private final String guest = "guest_1";

    @Test
    void everybodyIsWhatTheyAreByThemselves() {
        Caller org = lab.moderatorOfTheOrganization("olga");
        assertThat(lab.admit(lab.host).role()).isEqualTo(CallRole.HOST);
        assertThat(lab.admit(org).role()).isEqualTo(CallRole.MODERATOR);
        assertThat(lab.admit(lab.member).role()).isEqualTo(CallRole.PARTICIPANT);
        assertThat(lab.admitGuest(guest).role()).isEqualTo(CallRole.GUEST);
        assertThat(CallsDatabase.atTheDoor(door -> door.admitKnown(lab.host, lab.call, "customer-7", "C"))
                        .role())
                .isEqualTo(CallRole.PARTICIPANT);

        lab.enters(idOf(lab.host), 0);
        lab.enters(guest, 1);
        assertThat(lab.view().participants()).extracting(ParticipantView::role).containsExactly("host", "guest");
    }

    @Test
    void aGuestShowsNoScreenAndTheNodesApiIsTheHostsAlone() {
        assertThat(RoleGrants.of(CallRole.GUEST).publishSources()).containsExactly("camera", "microphone");
        for (CallRole role : CallRole.values()) {
            assertThat(RoleGrants.of(role).publish()).isTrue();
            assertThat(RoleGrants.of(role).updateOwnMetadata()).isFalse();
            assertThat(RoleGrants.of(role).administer()).isEqualTo(role == CallRole.HOST);
        }
    }

    @Test
    void whoOnlyTakesPartDecidesNothingAndAStrangerSeesNoCall() {
        lab.enters(guest, 0);
        lab.enters(idOf(lab.member), 1);
        List<Consumer<Caller>> decisions = List.of(
                who -> CallsDatabase.asModerator(moderation -> moderation.waiting(who, lab.call)),
                who -> CallsDatabase.decide(moderation -> moderation.lock(who, lab.call)),
                who -> CallsDatabase.decide(moderation -> moderation.unlock(who, lab.call)),
                who -> CallsDatabase.decide(moderation -> moderation.update(who, lab.call, new CallUpdate("guests"))),
                who -> CallsDatabase.asModerator(moderation -> moderation.target(who, lab.call, guest)),
                who -> CallsDatabase.asModerator(moderation -> moderation.toEnd(who, lab.call)),
                who -> lab.removes(who, guest),
                who -> lab.decides(who, guest, "participant"));
        for (Consumer<Caller> decision : decisions) {
            refused("forbidden", () -> decision.accept(lab.member));
            refused("not_found", () -> decision.accept(lab.stranger));
            refused(
                    "not_found",
                    () -> decision.accept(
                            new Caller(lab.stranger.userId(), lab.host.organizationId(), lab.stranger.claims())));
        }
        assertThat(lab.audit()).isEmpty();
    }

    @Test
    void aModeratorIsMadeAndUnmadeAndDoesNotReachTheHost() {
        lab.enters(idOf(lab.host), 0);
        lab.enters(idOf(lab.member), 1);
        lab.enters(guest, 2);
        lab.decides(lab.host, idOf(lab.member), "moderator");
        assertThat(lab.view().participants())
                .extracting(ParticipantView::role)
                .containsExactly("host", "moderator", "guest");
        assertThat(lab.admit(lab.member).role()).isEqualTo(CallRole.MODERATOR);

        lab.decides(lab.member, guest, "participant");
        refused("forbidden", () -> lab.removes(lab.member, idOf(lab.host)));
        refused("forbidden", () -> lab.decides(lab.member, idOf(lab.host), "participant"));
        refused("conflict", () -> lab.decides(lab.host, idOf(lab.host), "participant"));
        refused("conflict", () -> lab.removes(lab.host, idOf(lab.host)));

        lab.decides(lab.host, idOf(lab.member), "participant");
        refused("forbidden", () -> lab.decides(lab.member, guest, "guest"));
        assertThat(lab.audit())
                .containsExactly(
                        "call.role_changed moderator",
                        "call.role_changed participant",
                        "call.role_changed participant");
    }

    @Test
    void onlyARoleThatFitsIsGiven() {
        Caller org = lab.moderatorOfTheOrganization("olga");
        lab.enters(guest, 0);
        lab.enters(idOf(lab.member), 1);
        lab.enters(idOf(org), 2);
        for (String role : new String[] {"host", "viewer", "", null, "moderator"}) {
            refused("validation_failed", () -> lab.decides(lab.host, guest, role));
        }
        refused("validation_failed", () -> lab.decides(lab.host, idOf(lab.member), "guest"));
        refused("conflict", () -> lab.decides(lab.host, idOf(org), "participant"));
        assertThat(lab.admit(org).role()).isEqualTo(CallRole.MODERATOR);
        refused("not_found", () -> lab.decides(lab.host, "guest_2", "participant"));
        refused("not_found", () -> lab.removes(lab.host, "' or true --"));
        refused("not_found", () -> lab.removes(lab.host, "x".repeat(300)));
        assertThat(lab.audit()).isEmpty();
    }

    @Test
    void whoWasRemovedDoesNotComeBackUntilSomebodyWantsThemBack() {
        lab.enters(guest, 0);
        lab.enters(idOf(lab.member), 1);
        assertThat(CallsDatabase.asModerator(moderation -> moderation.remove(lab.host, lab.call, guest))
                        .nodeId())
                .isEqualTo(lab.node.nodeId);
        lab.removes(lab.host, guest);
        lab.removes(lab.host, idOf(lab.member));
        refused("removed_from_call", () -> lab.admitGuest(guest));
        refused("removed_from_call", () -> lab.admit(lab.member));
        assertThat(lab.admitGuest("guest_2").door()).isEqualTo(Admission.Door.OPEN);

        lab.decides(lab.host, guest, "guest");
        assertThat(lab.admitGuest(guest).door()).isEqualTo(Admission.Door.OPEN);
        assertThat(lab.audit()).containsExactly("call.participant_removed", "call.participant_removed");
    }

    @Test
    void aModeratorWhoWasRemovedModeratesNoMore() {
        lab.enters(idOf(lab.member), 0);
        lab.decides(lab.host, idOf(lab.member), "moderator");
        lab.removes(lab.host, idOf(lab.member));
        refused("forbidden", () -> CallsDatabase.decide(moderation -> moderation.lock(lab.member, lab.call)));
    }

    @Test
    void aLockedCallTakesNobodyNewAndThoseBackWhoWereInsideAMomentAgo() {
        lab.enters(guest, 0);
        lab.enters("guest_2", 1);
        lab.leaves("guest_2", 10);
        CallsDatabase.decide(moderation -> moderation.lock(lab.host, lab.call));
        CallsDatabase.decide(moderation -> moderation.lock(lab.host, lab.call));
        assertThat(lab.view().locked()).isTrue();
        CallsDatabase.CLOCK.moveTo(
                FakeStream.START.plusSeconds(10).plus(Limits.COMING_BACK).minusSeconds(1));
        assertThat(lab.admitGuest(guest).door()).isEqualTo(Admission.Door.OPEN);
        assertThat(lab.admitGuest("guest_2").door()).isEqualTo(Admission.Door.OPEN);
        assertThat(lab.admitGuest("guest_3").door()).isEqualTo(Admission.Door.LOCKED);
        assertThat(lab.admit(lab.member).door()).isEqualTo(Admission.Door.LOCKED);
        assertThat(lab.admit(lab.host).door()).isEqualTo(Admission.Door.OPEN);
        assertThat(CallsDatabase.atTheDoor(door -> door.admitKnown(lab.host, lab.call, "customer-7", "C"))
                        .door())
                .isEqualTo(Admission.Door.OPEN);

        CallsDatabase.CLOCK.pass(Limits.COMING_BACK);
        assertThat(lab.admitGuest("guest_2").door()).isEqualTo(Admission.Door.LOCKED);

        CallsDatabase.decide(moderation -> moderation.unlock(lab.host, lab.call));
        CallsDatabase.decide(moderation -> moderation.unlock(lab.host, lab.call));
        assertThat(lab.admitGuest("guest_3").door()).isEqualTo(Admission.Door.OPEN);
        assertThat(lab.audit()).containsExactly("call.locked", "call.unlocked");
    }

    @Test
    void aCallThatIsOverIsNeitherLockedNorGivenALobby() {
        CallsDatabase.decide(moderation -> moderation.endUnjoined(lab.host, lab.call));
        refused("gone", () -> CallsDatabase.decide(moderation -> moderation.lock(lab.host, lab.call)));
        refused(
                "gone",
                () -> CallsDatabase.decide(
                        moderation -> moderation.update(lab.host, lab.call, new CallUpdate("guests"))));
    }
}
