package org.auralink.media.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.auralink.media.dtls.HandshakeClient;
import org.auralink.media.srtp.SrtpProfile;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ProtocolVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With whom keys are agreed on, and how strong they are (RFC 8827 6.5; OWASP ASVS 5.0, V17.2). */
class HandshakePolicyTest {
    private final Meeting meeting = new Meeting();

    /** A client that offers one suite or one version of the protocol, and the rest as usual. */
    private static HandshakeClient offering(ProtocolVersion version, int... suites) {
        return new HandshakeClient(Meeting.CLIENT, SrtpProfile.values()) {
            @Override
            protected ProtocolVersion[] getSupportedVersions() {
                return version.only();
            }

            @Override
            protected int[] getSupportedCipherSuites() {
                return suites;
            }
        };
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                CipherSuite.TLS_ECDHE_ECDSA_WITH_NULL_SHA,
                CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA,
                CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA,
                CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256,
                CipherSuite.TLS_DH_anon_WITH_AES_128_GCM_SHA256
            })
    void aSuiteWithoutForwardSecrecyAndAuthenticatedEncryptionIsRefused(int suite) {
        meeting.describe(Meeting.CLIENT).check().shakeHands(offering(ProtocolVersion.DTLSv12, suite));
        meeting.until("refused", () -> !meeting.reasons.isEmpty());

        assertThat(meeting.reasons).containsExactly(FailureReason.HANDSHAKE_FAILED);
    }

    @Test
    void anOlderVersionOfTheProtocolIsRefused() {
        meeting.describe(Meeting.CLIENT)
                .check()
                .shakeHands(offering(ProtocolVersion.DTLSv10, CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA));
        meeting.until("refused", () -> !meeting.reasons.isEmpty());

        assertThat(meeting.reasons).containsExactly(FailureReason.HANDSHAKE_FAILED);
    }

    @Test
    void everyStartOfANodeHasAKeyOfItsOwn() {
        assertThat(Meeting.certificate().fingerprint())
                .isNotEqualTo(Meeting.certificate().fingerprint());
    }

    /** The race that a stranger wins where the first ClientHello from anywhere becomes the handshake. */
    @Test
    void aHelloFromAnAddressThatWasNotCheckedNeitherBeginsNorDisturbsAHandshake() {
        PeerAddress elsewhere = Meeting.address(40_666);
        byte[][] hello = new byte[1][];
        meeting.toNode = datagram -> {
            if (hello[0] == null) {
                hello[0] = datagram;
            }
            // Whatever the client says, the stranger repeats the hello before and after it.
            meeting.receive(hello[0], elsewhere);
            meeting.receive(datagram);
            meeting.receive(hello[0], elsewhere);
            return List.of();
        };
        meeting.describe(Meeting.CLIENT);
        meeting.receive(new byte[] {22, (byte) 0xfe, (byte) 0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, elsewhere);
        assertThat(meeting.handshakesRunning).isZero();

        meeting.check().shakeHands().awaitBoth();
        byte[] packet = MediaPackets.rtp(1, 1200);
        meeting.receive(meeting.seal(packet));

        assertThat(meeting.rtp).containsExactly(packet);
        assertThat(meeting.sentTo).containsOnly(Meeting.HOME);
        assertThat(meeting.dropped(DropReason.ADDRESS_NOT_CHECKED)).isGreaterThan(2);
    }
}
