package org.auralink.media.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is never sent, because it would give a key away. */
class SrtpSenderTest {
    private final byte[] out = new byte[1600];

    private static SrtpSender sender(SrtpProfile profile) {
        return new SrtpSender(SealedPackets.keys(profile, 1).server(), 4);
    }

    private int seal(SrtpSender sender, byte[] packet) {
        return sender.sealRtp(packet, 0, packet.length, out);
    }

    @ParameterizedTest
    @EnumSource
    void anotherPacketUnderAUsedNumberIsNeverSealed(SrtpProfile profile) {
        SrtpSender sender = sender(profile);
        byte[] first = SealedPackets.rtp(7, 100, 50);
        byte[] other = first.clone();
        other[40] ^= 1;
        byte[] otherHeader = first.clone();
        otherHeader[1] ^= (byte) 0x80;
        assertThat(seal(sender, first)).isPositive();

        for (int attempt = 0; attempt < 3; attempt++) {
            assertThat(seal(sender, other)).isEqualTo(SrtpSender.NUMBER_USED);
            assertThat(seal(sender, otherHeader)).isEqualTo(SrtpSender.NUMBER_USED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void onceAStreamRepeatsTheVerySamePacketsAreSealedAgain(SrtpProfile profile) {
        SrtpSender sender = sender(profile);
        byte[] first = SealedPackets.rtp(7, 100, 50);
        assertThat(seal(sender, first)).isPositive();
        assertThat(seal(sender, first)).as("nothing was kept of it").isEqualTo(SrtpSender.NUMBER_USED);

        byte[] second = SealedPackets.rtp(7, 101, 50);
        byte[] sealed = SealedPackets.seal(sender, second);
        assertThat(SealedPackets.seal(sender, second)).isEqualTo(sealed);
        assertThat(seal(sender, SealedPackets.rtp(7, 102, 50))).isPositive();
        assertThat(SealedPackets.seal(sender, second)).isEqualTo(sealed);
        second[20] ^= 1;
        assertThat(seal(sender, second)).isEqualTo(SrtpSender.NUMBER_USED);
    }

    @ParameterizedTest
    @EnumSource
    void packetsOlderThanWhatIsRememberedAreNotSealed(SrtpProfile profile) {
        SrtpSender sender = sender(profile);
        assertThat(seal(sender, SealedPackets.rtp(7, 5000, 50))).isPositive();

        assertThat(seal(sender, SealedPackets.rtp(7, 4000, 50)))
                .as("late, but new")
                .isPositive();
        assertThat(seal(sender, SealedPackets.rtp(7, 3000, 50))).isEqualTo(SrtpSender.NUMBER_USED);
    }

    @ParameterizedTest
    @EnumSource
    void streamsBeyondTheLimitAreRefusedAndTheOthersGoOn(SrtpProfile profile) {
        SrtpSender sender = sender(profile);
        for (int ssrc = 1; ssrc <= 4; ssrc++) {
            assertThat(seal(sender, SealedPackets.rtp(ssrc, 1, 10))).isPositive();
        }

        assertThat(seal(sender, SealedPackets.rtp(5, 1, 10))).isEqualTo(SrtpSender.TOO_MANY_STREAMS);
        assertThat(seal(sender, SealedPackets.rtp(4, 2, 10))).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNoPacketOrDoesNotFitIsMalformed(SrtpProfile profile) {
        SrtpSender sender = sender(profile);

        assertThat(seal(sender, new byte[11])).isEqualTo(SrtpSender.MALFORMED);
        assertThat(seal(sender, new byte[40])).as("version 0").isEqualTo(SrtpSender.MALFORMED);
        assertThat(seal(sender, SealedPackets.rtp(1, 1, 1600))).isEqualTo(SrtpSender.MALFORMED);
        assertThat(sender.sealRtcp(new byte[7], 0, 7, out)).isEqualTo(SrtpSender.MALFORMED);
        assertThat(sender.sealRtcp(new byte[1600], 0, 1600, out)).isEqualTo(SrtpSender.MALFORMED);
    }

    @ParameterizedTest
    @EnumSource
    void everyReportGetsANumberOfItsOwn(SrtpProfile profile) {
        SrtpSender sender = sender(profile);
        byte[] report = SealedPackets.rtcp(7);

        assertThat(SealedPackets.sealRtcp(sender, report)).isNotEqualTo(SealedPackets.sealRtcp(sender, report));
    }
}
