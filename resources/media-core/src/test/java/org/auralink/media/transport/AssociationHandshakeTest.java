package org.auralink.media.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.auralink.media.dtls.HandshakeClient;
import org.auralink.media.rtcp.PictureLossIndication;
import org.auralink.media.srtp.SrtpProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who gets keys, and who does not. */
class AssociationHandshakeTest {
    private final Meeting meeting = new Meeting();

    @ParameterizedTest
    @EnumSource
    void mediaFlowsBothWays(SrtpProfile profile) {
        meeting.connect(profile);
        byte[] packet = MediaPackets.rtp(1, 1200);
        byte[] report = MediaPackets.pictureLoss();

        meeting.receive(meeting.seal(packet));
        meeting.receive(meeting.sealRtcp(report));
        assertThat(meeting.rtp).containsExactly(packet);
        assertThat(meeting.rtcp).containsExactly(new PictureLossIndication(1, 2));

        assertThat(meeting.transport.sendRtp(meeting.now, packet, 0, packet.length))
                .isTrue();
        assertThat(meeting.openLast(false)).isEqualTo(packet);
        assertThat(meeting.transport.sendRtcp(meeting.now, report, 0, report.length))
                .isTrue();
        assertThat(meeting.openLast(true)).isEqualTo(report);
        assertThat(meeting.transport.drops().total()).isZero();
    }

    @Test
    void cheaperProfileIsChosenWhateverTheClientPrefers() {
        meeting.connect(SrtpProfile.AES_CM_128_HMAC_SHA1_80, SrtpProfile.AEAD_AES_128_GCM);

        assertThat(meeting.client.profile()).isEqualTo(SrtpProfile.AEAD_AES_128_GCM);
    }

    @Test
    void handshakeMayComeBeforeTheDescriptionButNoMedia() {
        meeting.check().shakeHands();
        meeting.until("the client connects", meeting.peer.connected::isDone);
        meeting.until("the node has keys, too", () -> meeting.handshakesRunning == 0);
        meeting.receive(new byte[] {(byte) 0x80, 0, 0, 1});
        byte[] packet = MediaPackets.rtp(1, 100);
        meeting.transport.sendRtp(meeting.now, packet, 0, packet.length);

        assertThat(meeting.transport.state()).isEqualTo(TransportState.NEW);
        assertThat(meeting.dropped(DropReason.NOT_CONNECTED)).isEqualTo(1);
        assertThat(meeting.dropped(DropReason.SEND_NOT_CONNECTED)).isEqualTo(1);
        assertThat(meeting.media).isEmpty();

        meeting.describe(Meeting.CLIENT).awaitBoth();
        meeting.receive(meeting.seal(packet));
        assertThat(meeting.rtp).hasSize(1);
    }

    @Test
    void clientWithAnotherCertificateThanDescribedGetsNoMedia() {
        meeting.describe(Meeting.STRANGER).check().shakeHands();
        meeting.until("refused", () -> meeting.reason() == FailureReason.FINGERPRINT_MISMATCH);
        byte[] packet = MediaPackets.rtp(1, 100);
        meeting.receive(packet);

        assertThat(meeting.states).containsExactly(TransportState.FAILED);
        assertThat(meeting.transport.sendRtp(meeting.now, packet, 0, packet.length))
                .isFalse();
        assertThat(meeting.rtp).isEmpty();
        assertThat(meeting.media).isEmpty();
    }

    @Test
    void lateDescriptionOfAnotherCertificateIsNoticedToo() {
        meeting.check().shakeHands();
        meeting.until("the client connects", meeting.peer.connected::isDone);
        meeting.until("the node has keys, too", () -> meeting.handshakesRunning == 0);

        meeting.describe(Meeting.STRANGER);
        assertThat(meeting.reason()).isEqualTo(FailureReason.FINGERPRINT_MISMATCH);
    }

    @Test
    void certificateWithoutItsKeyIsWorthNothing() {
        meeting.describe(Meeting.STRANGER)
                .check()
                .shakeHands(new HandshakeClient(Meeting.CLIENT, SrtpProfile.values()).showing(Meeting.STRANGER));
        meeting.until("refused", () -> !meeting.reasons.isEmpty());

        assertThat(meeting.reasons).containsExactly(FailureReason.HANDSHAKE_FAILED);
    }

    @Test
    void clientWithoutCertificateIsRefused() {
        meeting.describe(Meeting.CLIENT)
                .check()
                .shakeHands(new HandshakeClient(Meeting.CLIENT, SrtpProfile.values()).showing(null));
        meeting.until("refused", () -> !meeting.reasons.isEmpty());

        assertThat(meeting.reasons).containsExactly(FailureReason.HANDSHAKE_FAILED);
    }

    @Test
    void clientThatWantsNoMediaIsRefused() {
        meeting.describe(Meeting.CLIENT).check().shakeHands(new HandshakeClient(Meeting.CLIENT));
        meeting.until("refused", () -> !meeting.reasons.isEmpty());

        assertThat(meeting.reasons).containsExactly(FailureReason.HANDSHAKE_FAILED);
        meeting.until("the client is told", meeting.peer.connected::isCompletedExceptionally);
    }

    @Test
    void changedFingerprintEndsAConnectedAssociation() {
        meeting.connect(SrtpProfile.values());
        meeting.describe(Meeting.CLIENT);
        assertThat(meeting.transport.state()).isEqualTo(TransportState.CONNECTED);

        meeting.describe(Meeting.STRANGER);
        assertThat(meeting.reason()).isEqualTo(FailureReason.FINGERPRINT_MISMATCH);
    }

    @Test
    void handshakeBeyondThePoolIsRefusedAtOnce() {
        var crowded = new Meeting(TransportLimits.DEFAULT, handshake -> false);
        crowded.describe(Meeting.CLIENT).check().shakeHands();
        crowded.until("refused", () -> !crowded.reasons.isEmpty());

        assertThat(crowded.reasons).containsExactly(FailureReason.HANDSHAKES_EXHAUSTED);
        assertThat(crowded.routes.open).isEmpty();
    }

    @Test
    void handshakeDoesNotBeginBeforeACheck() {
        meeting.describe(Meeting.CLIENT).shakeHands();
        meeting.until("dropped", () -> meeting.dropped(DropReason.ADDRESS_NOT_CHECKED) > 0);

        assertThat(meeting.handshakesRunning).isZero();
        meeting.check().awaitBoth();
    }
}
