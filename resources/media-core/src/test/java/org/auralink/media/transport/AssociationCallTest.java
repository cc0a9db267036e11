package org.auralink.media.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.auralink.media.dtls.DtlsRole;
import org.auralink.media.dtls.HandshakeServer;
import org.auralink.media.srtp.SrtpProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The other side answered {@code a=setup:passive}: the node begins the handshake. */
class AssociationCallTest {
    private static final int AES_256_GCM = 8;

    private final Meeting meeting = new Meeting();

    private static HandshakeServer server(SrtpProfile profile) {
        return new HandshakeServer(Meeting.CLIENT, profile.code());
    }

    private void connect(HandshakeServer server) {
        meeting.describe(Meeting.CLIENT, DtlsRole.CLIENT).listen(server).check().awaitBoth(server);
    }

    private void assertMediaFlows() {
        byte[] packet = MediaPackets.rtp(1, 1200);
        byte[] report = MediaPackets.pictureLoss();
        meeting.receive(meeting.seal(packet));
        meeting.receive(meeting.sealRtcp(report));
        assertThat(meeting.rtp).containsExactly(packet);
        assertThat(meeting.rtcp).hasSize(1);
        assertThat(meeting.transport.sendRtp(meeting.now, packet, 0, packet.length))
                .isTrue();
        assertThat(meeting.openLast(false)).isEqualTo(packet);
        assertThat(meeting.transport.sendRtcp(meeting.now, report, 0, report.length))
                .isTrue();
        assertThat(meeting.openLast(true)).isEqualTo(report);
        meeting.until("the handshake's thread ends", () -> meeting.handshakesRunning == 0);
    }

    @ParameterizedTest
    @EnumSource
    void mediaFlowsBothWays(SrtpProfile profile) {
        connect(server(profile));
        assertMediaFlows();
        assertThat(meeting.transport.drops().total()).isZero();
    }

    @Test
    void profilesAreOfferedByPreferenceAndTheNodeShowsItsCertificate() {
        HandshakeServer server = server(SrtpProfile.AEAD_AES_128_GCM);
        connect(server);
        assertThat(server.offered())
                .containsExactly(SrtpProfile.AEAD_AES_128_GCM.code(), SrtpProfile.AES_CM_128_HMAC_SHA1_80.code());
        assertThat(Meeting.NODE.fingerprint().matches(server.clientCertificate()))
                .isTrue();
    }

    @Test
    void nobodyIsCalledBeforeAnAddressIsChosen() {
        meeting.describe(Meeting.CLIENT, DtlsRole.CLIENT);
        meeting.receive(Checks.plain(meeting.transport.localCredentials(), meeting.remote));
        assertThat(meeting.handshakesRunning).isZero();
        HandshakeServer server = server(SrtpProfile.AEAD_AES_128_GCM);
        meeting.listen(server).check().awaitBoth(server);
        assertMediaFlows();
    }

    @Test
    void checksMayComeBeforeTheAnswer() {
        HandshakeServer server = server(SrtpProfile.AEAD_AES_128_GCM);
        meeting.check();
        assertThat(meeting.handshakesRunning).isZero();
        meeting.describe(Meeting.CLIENT, DtlsRole.CLIENT).listen(server).awaitBoth(server);
        assertMediaFlows();
    }

    @Test
    void anotherCertificateThanDescribedGetsNoMedia() {
        meeting.describe(Meeting.STRANGER, DtlsRole.CLIENT)
                .listen(server(SrtpProfile.AEAD_AES_128_GCM))
                .check();
        meeting.until("refused", () -> !meeting.reasons.isEmpty());
        assertThat(meeting.reasons).containsExactly(FailureReason.FINGERPRINT_MISMATCH);
        assertThat(meeting.media).isEmpty();
    }

    @Test
    void aProfileThatWasNotOfferedIsRefused() {
        for (int[] answered : List.of(new int[] {}, new int[] {AES_256_GCM}, new int[] {1, 7})) {
            var each = new Meeting();
            each.describe(Meeting.CLIENT, DtlsRole.CLIENT)
                    .listen(new HandshakeServer(Meeting.CLIENT, answered))
                    .check();
            each.until("refused", () -> !each.reasons.isEmpty());
            assertThat(each.reasons).as(Arrays.toString(answered)).containsExactly(FailureReason.HANDSHAKE_FAILED);
        }
    }

    @Test
    void aHandshakeThatBeganStaysAsItBegan() {
        meeting.check().shakeHands();
        meeting.until("it begins", () -> meeting.handshakesRunning == 1);
        meeting.describe(Meeting.CLIENT, DtlsRole.CLIENT).awaitBoth();
        assertMediaFlows();
    }

    @Test
    void goodbyesGoBothWays() throws IOException {
        connect(server(SrtpProfile.AEAD_AES_128_GCM));
        meeting.peer.connected.join().close();
        meeting.settle();
        assertThat(meeting.reason()).isEqualTo(FailureReason.CLOSE_NOTIFY);
        var other = new Meeting();
        HandshakeServer server = server(SrtpProfile.AEAD_AES_128_GCM);
        other.describe(Meeting.CLIENT, DtlsRole.CLIENT).listen(server).check().awaitBoth(server);
        other.transport.close(other.now);
        assertThat(other.peer.isStillConnected()).isFalse();
    }

    /** But for the fourth: without CertificateVerify in time, BouncyCastle's server can never end a handshake. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 4, 5})
    void lostDatagramOfTheNodeIsMadeUpFor(int number) {
        meeting.toClient = losing(number);
        // A client goes on with its checks, which is what the repetition may be measured by.
        meeting.describe(Meeting.CLIENT, DtlsRole.CLIENT).check();
        connect(server(SrtpProfile.AEAD_AES_128_GCM));
        assertMediaFlows();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void lostDatagramOfTheOtherSideIsMadeUpFor(int number) {
        meeting.toNode = losing(number);
        connect(server(SrtpProfile.AEAD_AES_128_GCM));
        assertMediaFlows();
    }

    @Test
    void everythingTwiceIsTheSameAsOnce() {
        meeting.toNode = datagram -> List.of(datagram, datagram.clone());
        meeting.toClient = datagram -> List.of(datagram, datagram.clone());
        connect(server(SrtpProfile.AEAD_AES_128_GCM));
        assertMediaFlows();
    }

    private static Function<byte[], List<byte[]>> losing(int number) {
        int[] count = {0};
        return datagram -> count[0]++ == number ? List.of() : List.of(datagram);
    }
}
