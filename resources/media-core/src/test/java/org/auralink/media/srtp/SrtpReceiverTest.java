package org.auralink.media.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SrtpReceiverTest {
    private static final int STREAMS = 4;

    private final byte[] out = new byte[1600];
    private SrtpSender sender;
    private SrtpReceiver receiver;

    private void begin(SrtpProfile profile) {
        SrtpKeys keys = SealedPackets.keys(profile, 2);
        sender = new SrtpSender(keys.client(), 100);
        receiver = new SrtpReceiver(keys.client(), STREAMS);
    }

    private int open(byte[] sealed) {
        return receiver.openRtp(sealed, 0, sealed.length, out);
    }

    private int openRtcp(byte[] sealed) {
        return receiver.openRtcp(sealed, 0, sealed.length, out);
    }

    @ParameterizedTest
    @EnumSource
    void openedIsWhatWasSealed(SrtpProfile profile) {
        begin(profile);
        for (int size : new int[] {0, 1, 15, 16, 17, 1200}) {
            byte[] packet = SealedPackets.rtp(1, size, size);
            int opened = open(SealedPackets.seal(sender, packet));
            assertThat(Arrays.copyOf(out, opened)).isEqualTo(packet);
        }
        byte[] report = SealedPackets.rtcp(1);
        int opened = openRtcp(SealedPackets.sealRtcp(sender, report));
        assertThat(Arrays.copyOf(out, opened)).isEqualTo(report);
    }

    @ParameterizedTest
    @EnumSource
    void rolloverCounterFollowsSequenceNumbersThatWrap(SrtpProfile profile) {
        begin(profile);
        int opened = 0;
        byte[] late = null;
        for (int i = 0; i < 140_000; i += 20) {
            byte[] sealed = SealedPackets.seal(sender, SealedPackets.rtp(1, i & 0xffff, 8));
            if (i == 65_520) {
                late = sealed;
            } else if (open(sealed) > 0) {
                opened++;
            }
            if (i == 65_560) {
                assertThat(open(late)).as("reordered across the wrap").isPositive();
            }
        }
        assertThat(opened).isEqualTo(140_000 / 20 - 1);
    }

    @ParameterizedTest
    @EnumSource
    void repetitionsAreRefused(SrtpProfile profile) {
        begin(profile);
        byte[] sealed = SealedPackets.seal(sender, SealedPackets.rtp(1, 5, 100));
        byte[] report = SealedPackets.sealRtcp(sender, SealedPackets.rtcp(1));
        assertThat(open(sealed)).isPositive();
        assertThat(openRtcp(report)).isPositive();

        assertThat(open(sealed)).isEqualTo(SrtpReceiver.REPLAYED);
        assertThat(openRtcp(report)).isEqualTo(SrtpReceiver.REPLAYED);
    }

    @ParameterizedTest
    @EnumSource
    void anyFlippedBitIsNoticedAndChangesNothing(SrtpProfile profile) {
        begin(profile);
        assertThat(open(SealedPackets.seal(sender, SealedPackets.rtp(1, 1, 30))))
                .isPositive();
        byte[] sealed = SealedPackets.seal(sender, SealedPackets.rtp(1, 2, 30));
        for (int bit = 0; bit < 8 * sealed.length; bit++) {
            byte[] forged = sealed.clone();
            forged[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(open(forged)).as("bit %d", bit).isNegative();
        }
        byte[] report = SealedPackets.sealRtcp(sender, SealedPackets.rtcp(1));
        for (int bit = 0; bit < 8 * report.length; bit++) {
            byte[] forged = report.clone();
            forged[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(openRtcp(forged)).as("bit %d", bit).isNegative();
        }

        assertThat(open(sealed)).isPositive();
        assertThat(openRtcp(report)).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void forgedStreamsTakeNoPlaceAndGenuineOnesOnlyUpToTheLimit(SrtpProfile profile) {
        begin(profile);
        for (int ssrc = 100; ssrc < 200; ssrc++) {
            byte[] forged = Arrays.copyOf(SealedPackets.rtp(ssrc, 1, 50), 80);
            assertThat(open(forged)).isEqualTo(SrtpReceiver.UNAUTHENTICATED);
        }
        for (int ssrc = 1; ssrc <= STREAMS; ssrc++) {
            assertThat(open(SealedPackets.seal(sender, SealedPackets.rtp(ssrc, 1, 50))))
                    .isPositive();
            assertThat(openRtcp(SealedPackets.sealRtcp(sender, SealedPackets.rtcp(ssrc))))
                    .isPositive();
        }

        assertThat(open(SealedPackets.seal(sender, SealedPackets.rtp(50, 1, 50))))
                .isEqualTo(SrtpReceiver.TOO_MANY_STREAMS);
        assertThat(openRtcp(SealedPackets.sealRtcp(sender, SealedPackets.rtcp(50))))
                .isEqualTo(SrtpReceiver.TOO_MANY_STREAMS);
        assertThat(open(SealedPackets.seal(sender, SealedPackets.rtp(1, 2, 50))))
                .isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void packetsOfTheOtherDirectionAreForged(SrtpProfile profile) {
        begin(profile);
        var reflected = new SrtpSender(SealedPackets.keys(profile, 2).server(), STREAMS);

        assertThat(open(SealedPackets.seal(reflected, SealedPackets.rtp(1, 1, 50))))
                .isEqualTo(SrtpReceiver.UNAUTHENTICATED);
    }

    /** After a forged packet others are opened in another way, which must come to the same. */
    @ParameterizedTest
    @EnumSource
    void forgedPacketsChangeNothingForGenuineOnes(SrtpProfile profile) {
        begin(profile);
        for (int sequence = 1; sequence < 1200; sequence++) {
            byte[] packet = SealedPackets.rtp(SealedPackets.SSRC, sequence, sequence % 1200);
            byte[] report = SealedPackets.rtcp(SealedPackets.SSRC);
            byte[] sealed = SealedPackets.seal(sender, packet);
            byte[] sealedReport = SealedPackets.sealRtcp(sender, report);
            if (sequence % 400 < 10) {
                byte[] forged = sealed.clone();
                forged[sequence % (forged.length - 12) + 12]++;
                byte[] forgedReport = sealedReport.clone();
                forgedReport[1 + sequence % 7]++;
                for (int times = 0; times < 3; times++) {
                    assertThat(open(forged)).isEqualTo(SrtpReceiver.UNAUTHENTICATED);
                    assertThat(openRtcp(forgedReport)).isEqualTo(SrtpReceiver.UNAUTHENTICATED);
                }
            }
            int opened = open(sealed);
            assertThat(Arrays.copyOf(out, opened)).isEqualTo(packet);
            opened = openRtcp(sealedReport);
            assertThat(Arrays.copyOf(out, opened)).isEqualTo(report);
            assertThat(open(sealed)).isEqualTo(SrtpReceiver.REPLAYED);
        }
    }
}
