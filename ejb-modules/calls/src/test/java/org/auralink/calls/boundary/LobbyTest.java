package org.auralink.calls.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.auralink.calls.boundary.CallLab.idOf;
import static org.auralink.calls.boundary.CallLab.refused;

import java.util.UUID;
import java.util.stream.IntStream;
import org.auralink.calls.entity.CallRole;
import org.auralink.calls.entity.Limits;
import org.auralink.calls.entity.LobbyEntry;
import org.auralink.testkit.MigratedDatabase;
import org.junit.jupiter.api.Test;

/** Waiting to be let into a call. */
class LobbyTest {
    private final CallLab lab = new CallLab("guests");

    private Lobby.Place knock(String identity, String name) {
        Admission admission = lab.admitGuest(identity).as(name);
        assertThat(admission.door()).isEqualTo(Admission.Door.LOBBY);
        return CallsDatabase.inTheLobby(lobby -> lobby.knock(admission));
    }

    private Lobby.Place ask(String identity, Lobby.Place place) {
        Admission admission = lab.admitGuest(identity);
        return CallsDatabase.inTheLobby(lobby -> lobby.ask(admission.call(), identity, place.entryId()));
    }

    private void admit(Lobby.Place place) {
        CallsDatabase.decide(moderation -> moderation.admit(lab.host, lab.call, place.entryId()));
    }

    private void deny(Lobby.Place place) {
        CallsDatabase.decide(moderation -> moderation.deny(lab.host, lab.call, place.entryId()));
    }

    @Test
    void aLobbyHoldsThoseForWhomItIsAndNeverWhoModerates() {
        assertThat(lab.admitGuest("guest_1").door()).isEqualTo(Admission.Door.LOBBY);
        assertThat(lab.admit(lab.member).door()).isEqualTo(Admission.Door.OPEN);
        CallsDatabase.decide(moderation -> moderation.update(lab.host, lab.call, new CallUpdate("everyone")));
        assertThat(lab.view().lobby()).isEqualTo("everyone");
        assertThat(lab.admit(lab.member).door()).isEqualTo(Admission.Door.LOBBY);
        assertThat(lab.admit(lab.host).door()).isEqualTo(Admission.Door.OPEN);
        assertThat(lab.admit(lab.moderatorOfTheOrganization("olga")).door()).isEqualTo(Admission.Door.OPEN);
        CallsDatabase.decide(moderation -> moderation.update(lab.host, lab.call, new CallUpdate("off")));
        assertThat(lab.admitGuest("guest_1").door()).isEqualTo(Admission.Door.OPEN);
        assertThat(lab.audit()).containsExactly("call.lobby_changed everyone", "call.lobby_changed off");
        refused(
                "validation_failed",
                () -> CallsDatabase.decide(
                        moderation -> moderation.update(lab.host, lab.call, new CallUpdate("nobody"))));
    }

    @Test
    void whoWaitsIsSeenInOrderUnderTheirNameAndOnceHoweverOftenTheyAsk() {
        Lobby.Place first = knock("guest_1", "Grace");
        CallsDatabase.CLOCK.pass(Limits.LOBBY_SEEN);
        knock("guest_2", "Joan");
        assertThat(knock("guest_1", "Grace H.").entryId()).isEqualTo(first.entryId());
        assertThat(lab.waiting()).extracting(LobbyEntryView::displayName).containsExactly("Grace H.", "Joan");
        assertThat(lab.waiting()).extracting(LobbyEntryView::role).containsOnly("guest");
        assertThat(lab.waiting().get(0)).asString().doesNotContain("Grace");
    }

    @Test
    void whoIsLetInGetsInAgainAndAgainAlsoPastALock() {
        Lobby.Place place = knock("guest_1", "Grace");
        assertThat(ask("guest_1", place).status()).isEqualTo(LobbyEntry.Status.WAITING);
        CallsDatabase.decide(moderation -> moderation.lock(lab.host, lab.call));
        assertThat(ask("guest_1", place).status()).isEqualTo(LobbyEntry.Status.WAITING);

        admit(place);
        admit(place);
        assertThat(lab.admitGuest("guest_1").door()).isEqualTo(Admission.Door.OPEN);
        assertThat(ask("guest_1", place).displayName()).isEqualTo("Grace");
        assertThat(lab.waiting()).isEmpty();
        refused("conflict", () -> deny(place));
        assertThat(lab.audit()).containsExactly("call.locked", "call.lobby_admitted");

        lab.removes(lab.host, "guest_1");
        refused("removed_from_call", () -> lab.admitGuest("guest_1"));
    }

    @Test
    void whoIsRefusedIsToldSoAndAsksNobodyAgainForAWhile() {
        Lobby.Place place = knock("guest_1", "Grace");
        deny(place);
        deny(place);
        refused("lobby_denied", () -> ask("guest_1", place));
        refused("lobby_denied", () -> knock("guest_1", "Grace"));
        assertThat(lab.waiting()).isEmpty();
        assertThat(lab.audit()).containsExactly("call.lobby_denied");

        CallsDatabase.CLOCK.pass(Limits.DENIED);
        assertThat(knock("guest_1", "Grace").entryId()).isEqualTo(place.entryId());
        assertThat(lab.waiting()).hasSize(1);
    }

    @Test
    void whoWasRefusedByMistakeIsLetIn() {
        Lobby.Place place = knock("guest_1", "Grace");
        deny(place);
        admit(place);
        assertThat(lab.admitGuest("guest_1").door()).isEqualTo(Admission.Door.OPEN);
    }

    @Test
    void nobodyAsksWithTheEntryOfAnother() {
        Lobby.Place place = knock("guest_1", "Grace");
        knock("guest_2", "Joan");
        admit(place);
        refused("not_found", () -> ask("guest_2", place));
        refused("not_found", () -> ask("guest_3", place));
        refused("not_found", () -> ask("guest_1", new Lobby.Place("x", "", LobbyEntry.Status.WAITING)));
    }

    @Test
    void nobodyDecidesAboutTheLobbyOfAnotherCall() {
        Lobby.Place place = knock("guest_1", "Grace");
        CallLab other = new CallLab("guests");
        for (String call : new String[] {lab.call, other.call}) {
            refused(
                    "not_found",
                    () -> CallsDatabase.decide(moderation -> moderation.admit(other.host, call, place.entryId())));
            refused(
                    "not_found",
                    () -> CallsDatabase.decide(moderation -> moderation.deny(other.host, call, place.entryId())));
        }
        refused(
                "forbidden",
                () -> CallsDatabase.decide(moderation -> moderation.admit(lab.member, lab.call, place.entryId())));
        refused(
                "not_found",
                () -> CallsDatabase.decide(moderation -> moderation.admit(lab.host, lab.call, "no entry")));
    }

    @Test
    void whoDoesNotAskAnyMoreHasGoneAndMakesRoom() {
        Lobby.Place place = knock("guest_1", "Grace");
        CallsDatabase.CLOCK.pass(Limits.LOBBY_GONE);
        assertThat(lab.waiting()).hasSize(1);
        assertThat(ask("guest_1", place).status()).isEqualTo(LobbyEntry.Status.WAITING);
        CallsDatabase.CLOCK.pass(Limits.LOBBY_GONE.plusSeconds(1));
        assertThat(lab.waiting()).isEmpty();
        knock("guest_2", "Joan");
        refused("not_found", () -> ask("guest_1", place));
    }

    @Test
    void noMoreWaitThanAnybodyLooksThrough() {
        IntStream.range(0, Limits.LOBBY_WAITING).forEach(i -> knock("guest_" + i, "Guest " + i));
        refused("limit_exceeded", () -> knock("guest_x", "One more"));
        knock("guest_0", "Not new");
        CallsDatabase.CLOCK.pass(Limits.LOBBY_GONE.plusSeconds(1));
        knock("guest_x", "One more");
        assertThat(lab.waiting()).hasSize(1);
    }

    @Test
    void whoWaitedIsForgottenWithTheCall() {
        knock("guest_1", "Grace");
        admit(knock("guest_2", "Joan"));
        MigratedDatabase.execute("delete from public.leases where name = 'work calls-expiry'");
        CallsDatabase.decide(moderation -> moderation.endUnjoined(lab.host, lab.call));
        CallsDatabase.CLOCK.pass(Limits.EXPIRY);
        CallsDatabase.expire();
        assertThat(CallsDatabase.<Long>inService(entityManager -> entityManager
                        .createQuery("select count(e) from LobbyEntry e where e.callId = :call", Long.class)
                        .setParameter("call", UUID.fromString(lab.call))
                        .getSingleResult()))
                .isZero();
    }

    @Test
    void aMemberWaitsUnderTheirAccount() {
        CallsDatabase.decide(moderation -> moderation.update(lab.host, lab.call, new CallUpdate("everyone")));
        Admission admission = lab.admit(lab.member);
        Lobby.Place place = CallsDatabase.inTheLobby(lobby -> lobby.knock(admission));
        assertThat(lab.waiting()).extracting(LobbyEntryView::identity).containsExactly(idOf(lab.member));
        admit(place);
        assertThat(lab.admit(lab.member).door()).isEqualTo(Admission.Door.OPEN);
        assertThat(lab.admit(lab.member).role()).isEqualTo(CallRole.PARTICIPANT);
    }
}
