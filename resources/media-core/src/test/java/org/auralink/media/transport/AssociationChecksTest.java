package org.auralink.media.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.auralink.media.dtls.DtlsRole;
import org.auralink.media.ice.IceCredentials;
import org.auralink.media.srtp.SrtpProfile;
import org.junit.jupiter.api.Test;

/** Which checks are answered, and where media goes because of them. */
class AssociationChecksTest {
    private static final PeerAddress AWAY = Meeting.address(40_001);

    private final Meeting meeting = new Meeting();

    private IceCredentials local() {
        return meeting.transport.localCredentials();
    }

    private int answer() {
        assertThat(meeting.answers).isNotEmpty();
        return Checks.errorCode(meeting.answers.get(meeting.answers.size() - 1));
    }

    private PeerAddress whereMediaGoes() {
        byte[] packet = MediaPackets.rtp(meeting.media.size(), 100);
        assertThat(meeting.transport.sendRtp(meeting.now, packet, 0, packet.length))
                .isTrue();
        return meeting.sentTo.get(meeting.sentTo.size() - 1);
    }

    private void assertUnanswered() {
        assertThat(meeting.answers).isEmpty();
        assertThat(meeting.dropped(DropReason.STUN_UNAUTHENTICATED)).isEqualTo(1);
        assertThat(meeting.routes.addresses).isEmpty();
    }

    @Test
    void goodCheckIsAnsweredAndOpensTheAddress() {
        meeting.describe(Meeting.CLIENT).check();

        assertThat(answer()).isZero();
        assertThat(meeting.routes.addresses).containsOnlyKeys(Meeting.HOME);
    }

    @Test
    void checkWithAWrongPasswordIsNotAnswered() {
        meeting.receive(Checks.nominating(
                new IceCredentials(local().ufrag(), IceCredentials.random().password()), meeting.remote));
        assertUnanswered();
    }

    @Test
    void checkOfAnotherClientIsNotAnswered() {
        meeting.describe(Meeting.CLIENT);
        meeting.receive(Checks.nominating(local(), IceCredentials.random()));
        assertUnanswered();
    }

    @Test
    void unknownAttributeThatMustBeUnderstoodIsRefusedWith420() {
        meeting.describe(Meeting.CLIENT);
        meeting.receive(Checks.begin(local(), meeting.remote)
                .with(0x7001, new byte[3])
                .with(0x7002, new byte[4])
                .sealed(local().password()));

        assertThat(answer()).isEqualTo(420);
        byte[] sent = meeting.answers.get(0);
        assertThat(sent).containsSequence(new byte[] {0, 0x0A, 0, 4, 0x70, 1, 0x70, 2});
        assertThat(meeting.routes.addresses).isEmpty();
    }

    @Test
    void clientThatBelievesToBeControlledIsToldWith487() {
        meeting.describe(Meeting.CLIENT);
        meeting.receive(Checks.begin(local(), meeting.remote)
                .with(Checks.ICE_CONTROLLED, new byte[8])
                .sealed(local().password()));

        assertThat(answer()).isEqualTo(487);
        assertThat(meeting.routes.addresses).isEmpty();
    }

    @Test
    void refusedChecksAreNoSignOfLife() {
        meeting.connect(SrtpProfile.values());
        meeting.pass(11);
        meeting.receive(Checks.begin(local(), meeting.remote)
                .with(Checks.ICE_CONTROLLED, new byte[8])
                .sealed(local().password()));

        assertThat(meeting.transport.state()).isEqualTo(TransportState.DISCONNECTED);
    }

    @Test
    void addressThatAnotherClientUsesIsNotTakenOverWithAForgedSource() {
        meeting.connect(SrtpProfile.values());
        meeting.routes.taken.add(AWAY);
        int answers = meeting.answers.size();
        meeting.receive(Checks.nominating(local(), meeting.remote), AWAY);

        assertThat(meeting.answers).hasSize(answers);
        assertThat(meeting.dropped(DropReason.ADDRESS_NOT_CHECKED)).isEqualTo(1);
        assertThat(meeting.routes.addresses).containsOnlyKeys(Meeting.HOME);
        assertThat(whereMediaGoes()).isEqualTo(Meeting.HOME);
    }

    @Test
    void mediaFollowsTheNominatedAddressOnly() {
        meeting.connect(SrtpProfile.values());
        meeting.receive(Checks.plain(local(), meeting.remote), AWAY);
        assertThat(whereMediaGoes()).isEqualTo(Meeting.HOME);

        meeting.receive(Checks.nominating(local(), meeting.remote), AWAY);
        meeting.answerChecksAt(AWAY);
        assertThat(whereMediaGoes()).isEqualTo(AWAY);
    }

    @Test
    void mediaLeavesAnAddressThatConsentsNoMore() {
        meeting.connect(SrtpProfile.values());
        for (int second = 0; second < 11; second++) {
            meeting.pass(1);
            meeting.receive(Checks.plain(local(), meeting.remote), AWAY);
            meeting.answerChecksAt(AWAY);
        }
        assertThat(meeting.transport.state()).isEqualTo(TransportState.CONNECTED);
        assertThat(whereMediaGoes()).isEqualTo(AWAY);
    }

    @Test
    void mediaFromAnUncheckedAddressIsDropped() {
        meeting.connect(SrtpProfile.values());
        meeting.receive(meeting.seal(MediaPackets.rtp(1, 100)), AWAY);

        assertThat(meeting.rtp).isEmpty();
        assertThat(meeting.dropped(DropReason.ADDRESS_NOT_CHECKED)).isEqualTo(1);
    }

    @Test
    void onlySoManyAddressesAreKeptAndTheOneInUseStays() {
        meeting.connect(SrtpProfile.values());
        for (int port = 0; port < 100; port++) {
            meeting.receive(Checks.plain(local(), meeting.remote), Meeting.address(50_000 + port));
        }

        assertThat(meeting.routes.addresses)
                .hasSize(TransportLimits.DEFAULT.paths().maxPaths());
        assertThat(meeting.routes.addresses).containsKeys(Meeting.HOME, Meeting.address(50_099));
        assertThat(whereMediaGoes()).isEqualTo(Meeting.HOME);
    }

    @Test
    void restartKeepsTheOldCredentialsUntilTheNewOnesAreUsed() {
        meeting.connect(SrtpProfile.values());
        IceCredentials before = local();
        IceCredentials fresh = meeting.transport.restartIce(meeting.now);
        assertThat(fresh).isNotEqualTo(before).isEqualTo(local());
        assertThat(meeting.routes.ufrags).containsOnlyKeys(before.ufrag(), fresh.ufrag());

        meeting.pass(9);
        meeting.receive(Checks.nominating(before, meeting.remote));
        meeting.pass(9);
        assertThat(meeting.transport.state()).isEqualTo(TransportState.CONNECTED);

        IceCredentials restarted = IceCredentials.random();
        meeting.transport.setRemote(meeting.now, restarted, Meeting.CLIENT.fingerprint(), DtlsRole.SERVER);
        meeting.receive(Checks.nominating(fresh, restarted), AWAY);
        meeting.receive(Checks.answer(meeting.checks.get(0).datagram(), restarted.password()), AWAY);
        assertThat(whereMediaGoes()).isEqualTo(AWAY);
        assertThat(meeting.routes.ufrags).containsOnlyKeys(fresh.ufrag());

        long refused = meeting.dropped(DropReason.STUN_UNAUTHENTICATED);
        meeting.receive(Checks.nominating(before, meeting.remote));
        assertThat(meeting.dropped(DropReason.STUN_UNAUTHENTICATED)).isEqualTo(refused + 1);
        meeting.receive(meeting.seal(MediaPackets.rtp(1, 100)), AWAY);
        assertThat(meeting.rtp).hasSize(1);
    }

    @Test
    void restartAfterRestartForgetsTheFirst() {
        IceCredentials first = local();
        IceCredentials second = meeting.transport.restartIce(meeting.now);
        IceCredentials third = meeting.transport.restartIce(meeting.now);

        assertThat(meeting.routes.ufrags).containsOnlyKeys(second.ufrag(), third.ufrag());
        meeting.receive(Checks.nominating(first, meeting.remote));
        assertThat(meeting.answers).isEmpty();
    }

    @Test
    void ownDescriptionOfTheClientsRestartEndsItsOldCredentials() {
        meeting.describe(Meeting.CLIENT).check();
        IceCredentials old = meeting.remote;
        IceCredentials restarted = IceCredentials.random();
        meeting.transport.setRemote(meeting.now, restarted, Meeting.CLIENT.fingerprint(), DtlsRole.SERVER);

        meeting.receive(Checks.nominating(local(), old));
        assertThat(meeting.dropped(DropReason.STUN_UNAUTHENTICATED)).isEqualTo(1);
        meeting.receive(Checks.nominating(local(), restarted));
        assertThat(meeting.answers).hasSize(2);
    }
}
