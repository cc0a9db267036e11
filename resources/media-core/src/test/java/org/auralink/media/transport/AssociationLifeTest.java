package org.auralink.media.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.auralink.media.dtls.DtlsAssociation;
import org.auralink.media.srtp.SrtpProfile;
import org.bouncycastle.tls.DTLSTransport;
import org.junit.jupiter.api.Test;

/** How an association ends, and what it leaves behind: nothing. */
class AssociationLifeTest {
    private final Meeting meeting = new Meeting();

    private void assertNothingIsLeft(Meeting of) {
        assertThat(of.routes.open).isEmpty();
        assertThat(of.routes.ufrags).isEmpty();
        assertThat(of.routes.addresses).isEmpty();
        assertThat(of.transport.nextTimeoutNanos()).isEqualTo(Long.MAX_VALUE);
        of.until("the handshake's thread ends", () -> of.handshakesRunning == 0);
        int told = of.states.size();
        of.transport.close(of.now);
        of.transport.handleTimeout(of.now + 1000 * Meeting.SECOND);
        of.check();
        assertThat(of.states).hasSize(told);
    }

    @Test
    void goodbyeOfTheClientClosesIt() throws IOException {
        meeting.connect(SrtpProfile.values());
        meeting.peer.connected.join().close();
        meeting.settle();

        assertThat(meeting.transport.state()).isEqualTo(TransportState.CLOSED);
        assertThat(meeting.reason()).isEqualTo(FailureReason.CLOSE_NOTIFY);
        assertNothingIsLeft(meeting);
    }

    @Test
    void closingSaysGoodbyeToTheClient() throws IOException {
        meeting.connect(SrtpProfile.values());
        assertThat(meeting.peer.isStillConnected()).isTrue();
        meeting.transport.close(meeting.now);

        assertThat(meeting.reason()).isEqualTo(FailureReason.CLOSED_LOCALLY);
        assertThat(meeting.peer.isStillConnected()).isFalse();
        assertNothingIsLeft(meeting);
    }

    @Test
    void closingDuringAHandshakeEndsItsThread() {
        meeting.toClient = datagram -> List.of();
        meeting.describe(Meeting.CLIENT).check().shakeHands();
        meeting.until("the handshake begins", () -> meeting.handshakesRunning == 1);
        meeting.transport.close(meeting.now);

        assertThat(meeting.states).containsExactly(TransportState.CLOSED);
        assertNothingIsLeft(meeting);
    }

    @Test
    void handshakeThatStallsGivesItsThreadBack() {
        var hasty = new Meeting(Meeting.handshakeWithin(Duration.ofMillis(300)));
        hasty.toClient = datagram -> List.of();
        hasty.describe(Meeting.CLIENT).check().shakeHands();
        hasty.until("given up", () -> !hasty.reasons.isEmpty());

        assertThat(hasty.reason()).isEqualTo(FailureReason.HANDSHAKE_FAILED);
        assertNothingIsLeft(hasty);
    }

    @Test
    void whoeverDoesNotConnectInTimeFails() {
        meeting.describe(Meeting.CLIENT).check();
        meeting.pass(59);
        assertThat(meeting.states).isEmpty();
        meeting.pass(2);

        assertThat(meeting.states).containsExactly(TransportState.FAILED);
        assertThat(meeting.reason()).isEqualTo(FailureReason.CONNECT_TIMEOUT);
        assertNothingIsLeft(meeting);
    }

    @Test
    void silenceDisconnectsAndAThirdOfAMinuteLaterFails() {
        meeting.connect(SrtpProfile.values());
        meeting.pass(9);
        assertThat(meeting.transport.state()).isEqualTo(TransportState.CONNECTED);
        meeting.pass(2);
        assertThat(meeting.transport.state()).isEqualTo(TransportState.DISCONNECTED);
        meeting.pass(18);
        assertThat(meeting.transport.state()).isEqualTo(TransportState.DISCONNECTED);
        meeting.pass(2);

        assertThat(meeting.transport.state()).isEqualTo(TransportState.FAILED);
        assertThat(meeting.reason()).isEqualTo(FailureReason.CONSENT_EXPIRED);
        byte[] packet = MediaPackets.rtp(1, 100);
        assertThat(meeting.transport.sendRtp(meeting.now, packet, 0, packet.length))
                .isFalse();
        assertNothingIsLeft(meeting);
    }

    @Test
    void mediaAloneIsNoConsentAndACheckBringsTheClientBack() {
        meeting.connect(SrtpProfile.values());
        for (int second = 1; second <= 11; second++) {
            meeting.pass(1);
            meeting.receive(meeting.seal(MediaPackets.rtp(second, 100)));
        }
        assertThat(meeting.transport.state()).isEqualTo(TransportState.DISCONNECTED);

        meeting.check();
        assertThat(meeting.transport.state()).isEqualTo(TransportState.CONNECTED);
        meeting.pass(9);
        assertThat(meeting.transport.state()).isEqualTo(TransportState.CONNECTED);
    }

    @Test
    void applicationDataPassesBothWays() throws IOException {
        meeting.connect(SrtpProfile.values());
        DTLSTransport client = meeting.peer.connected.join();
        client.send(new byte[] {1, 2, 3}, 0, 3);
        meeting.settle();
        assertThat(meeting.data).containsExactly(new byte[] {1, 2, 3});

        byte[] most = new byte[DtlsAssociation.MAX_APPLICATION_DATA];
        assertThat(meeting.transport.sendData(meeting.now, most, 0, most.length))
                .isTrue();
        byte[] received = new byte[2_000];
        assertThat(client.receive(received, 0, received.length, 5_000)).isEqualTo(most.length);
        assertThat(meeting.sent.get(meeting.sent.size() - 1).datagram()).hasSize(1_200);
    }

    @Test
    void dataOfWhoeverIsNotTheDescribedClientReachesNobody() throws IOException {
        assertThat(meeting.transport.sendData(meeting.now, new byte[1], 0, 1)).isFalse();
        meeting.check().shakeHands();
        meeting.until("the client is done", meeting.peer.connected::isDone);
        meeting.until("the node is done", () -> meeting.handshakesRunning == 0);
        meeting.peer.connected.join().send(new byte[] {1, 2, 3}, 0, 3);
        meeting.settle();
        assertThat(meeting.data).isEmpty();
        assertThat(meeting.dropped(DropReason.NOT_CONNECTED)).isEqualTo(1);
        assertThat(meeting.transport.sendData(meeting.now, new byte[1], 0, 1)).isFalse();
    }
}
