package org.auralink.media.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeSet;
import org.auralink.media.rtp.RtpBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceivedTsnsTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 0, -1, -300, Integer.MAX_VALUE - 200})
    void itAcknowledgesWhatASetOfAllWouldSay(int initial) {
        Random random = new Random(initial);
        ReceivedTsns tsns = new ReceivedTsns(initial, SctpLimits.DEFAULT);
        TreeSet<Long> all = new TreeSet<>();
        long base = tsns.cumulative();
        for (int step = 0; step < 20_000; step++) {
            int wire = (int) (tsns.cumulative() + random.nextInt(60) - 10);
            long tsn = tsns.unwrap(wire);
            boolean known = tsn <= base || all.contains(tsn);
            assertThat(tsns.kindOf(tsn)).isEqualTo(known ? ReceivedTsns.Kind.DUPLICATE : ReceivedTsns.Kind.NEW);
            if (!known) {
                tsns.add(tsn);
                all.add(tsn);
            }
            while (all.contains(base + 1)) {
                all.remove(++base);
            }
            assertThat(tsns.cumulative()).isEqualTo(base);
            assertThat(tsns.hasGaps()).isEqualTo(!all.isEmpty());
            assertThat(blocks(tsns))
                    .isEqualTo(all.stream().map(one -> one - tsns.cumulative()).toList());
        }
    }

    private static java.util.List<Long> blocks(ReceivedTsns tsns) {
        byte[] sack = tsns.acknowledgement(1_000, 1_148);
        assertThat(RtpBytes.readInt(sack, 4)).isEqualTo((int) tsns.cumulative());
        java.util.List<Long> told = new java.util.ArrayList<>();
        for (int n = 0; n < RtpBytes.readShort(sack, 12); n++) {
            for (long one = RtpBytes.readShort(sack, 16 + 4 * n); one <= RtpBytes.readShort(sack, 18 + 4 * n); one++) {
                told.add(one);
            }
        }
        return told;
    }

    @Test
    void gapsAreBounded() {
        ReceivedTsns tsns = new ReceivedTsns(1, SctpLimits.DEFAULT);
        for (long tsn = 3; tsn < 3 + 2 * 256; tsn += 2) {
            assertThat(tsns.kindOf(tsn)).isEqualTo(ReceivedTsns.Kind.NEW);
            tsns.add(tsn);
        }
        assertThat(tsns.kindOf(1_001)).isEqualTo(ReceivedTsns.Kind.TOO_FAR);
        assertThat(tsns.kindOf(4)).as("joins two").isEqualTo(ReceivedTsns.Kind.NEW);
        assertThat(tsns.kindOf(1)).as("is missing first").isEqualTo(ReceivedTsns.Kind.NEW);
        assertThat(tsns.acknowledgement(0, 1_148)).hasSize(16 + 4 * 256);
        assertThat(tsns.acknowledgement(0, 100)).hasSizeLessThanOrEqualTo(100);
    }

    @Test
    void whatIsTooFarAheadIsNotTaken() {
        ReceivedTsns tsns = new ReceivedTsns(1, SctpLimits.DEFAULT);
        assertThat(tsns.kindOf(0x1_0000)).isEqualTo(ReceivedTsns.Kind.TOO_FAR);
        assertThat(tsns.kindOf(0xffff)).isEqualTo(ReceivedTsns.Kind.NEW);
    }

    @Test
    void skippingJoinsWhatIsBehind() {
        ReceivedTsns tsns = new ReceivedTsns(1, SctpLimits.DEFAULT);
        tsns.add(3);
        tsns.add(5);
        tsns.add(9);
        tsns.skipTo(4);
        assertThat(tsns.cumulative()).isEqualTo(5);
        tsns.skipTo(2);
        assertThat(tsns.cumulative()).isEqualTo(5);
        tsns.skipTo(20);
        assertThat(tsns.cumulative()).isEqualTo(20);
        assertThat(tsns.hasGaps()).isFalse();
    }

    @Test
    void duplicatesAreReportedOnce() {
        ReceivedTsns tsns = new ReceivedTsns(1, SctpLimits.DEFAULT);
        for (int n = 0; n < 100; n++) {
            tsns.addDuplicate(n);
        }
        byte[] sack = tsns.acknowledgement(0, 1_148);
        assertThat(RtpBytes.readShort(sack, 14)).isEqualTo(32);
        assertThat(RtpBytes.readInt(sack, 16 + 4 * 31)).isEqualTo(31);
        assertThat(RtpBytes.readShort(tsns.acknowledgement(0, 1_148), 14)).isZero();
    }
}
