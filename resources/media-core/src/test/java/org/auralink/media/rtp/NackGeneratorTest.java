package org.auralink.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NackGeneratorTest {
    private static final long MS = 1_000_000L;
    private final NackGenerator nacks = new NackGenerator();

    private void arrive(long now, int... sequences) {
        for (int sequence : sequences) {
            nacks.onPacket(now, sequence & 0xffff);
        }
    }

    @Test
    void aGapIsAskedForAfterTheWaitForReordering() {
        arrive(0, 65_534, 1);
        assertThat(nacks.missing()).isEqualTo(2);
        assertThat(nacks.toRequest(4 * MS)).isEmpty();
        assertThat(nacks.toRequest(5 * MS)).containsExactly(65_535, 0);
        assertThat(nacks.toRequest(6 * MS)).isEmpty();
    }

    @Test
    void whatArrivesLateIsNotAskedFor() {
        arrive(0, 10, 13, 11, 12, 12, 9);
        assertThat(nacks.missing()).isZero();
        assertThat(nacks.toRequest(100 * MS)).isEmpty();
    }

    @Test
    void aPacketIsAskedForOnceARoundTripAndGivenUp() {
        nacks.setRoundTrip(50 * MS);
        arrive(0, 1, 3);
        List<Long> asked = new ArrayList<>();
        for (long now = 0; now < 2_000 * MS; now += MS) {
            if (nacks.toRequest(now).length > 0) {
                asked.add(now / MS);
            }
        }
        assertThat(asked).containsExactly(5L, 55L, 105L, 155L, 205L, 255L, 305L, 355L, 405L, 455L);
        assertThat(nacks.missing()).isZero();
        assertThat(nacks.givenUp()).isEqualTo(1);
    }

    @Test
    void aJumpWantsAKeyFrameAndNoStorm() {
        arrive(0, 1, 3);
        assertThat(nacks.onPacket(0, 3 + NackGenerator.MAX_MISSING + 2)).isFalse();
        assertThat(nacks.missing()).isZero();
        assertThat(nacks.givenUp()).isEqualTo(1);
        assertThat(nacks.onPacket(0, 3 + NackGenerator.MAX_MISSING + 3)).isTrue();
    }

    @Test
    void theOldestAreGivenUpWhenThereAreTooMany() {
        arrive(0, 0, 201);
        assertThat(nacks.missing()).isEqualTo(200);
        assertThat(nacks.onPacket(0, 302)).isFalse();
        assertThat(nacks.missing()).isEqualTo(NackGenerator.MAX_MISSING);
        int[] due = nacks.toRequest(5 * MS);
        assertThat(due).hasSize(NackGenerator.MAX_MISSING);
        assertThat(due[0]).isEqualTo(45);
        assertThat(due[255]).isEqualTo(301);
        assertThat(nacks.givenUp()).isEqualTo(44);
    }

    /** A lossy, reordering, repeating path: each loss is asked for until it comes, and nothing else ever is. */
    @Test
    void onARoughPathExactlyTheLossesAreAskedFor() {
        var random = new Random(51);
        Set<Integer> lost = new HashSet<>();
        Map<Long, List<Integer>> arrivals = new HashMap<>();
        int first = 65_000;
        for (int n = 0; n < 10_000; n++) {
            long at = n * 2L;
            if (n > 0 && random.nextInt(20) == 0) {
                lost.add(first + n & 0xffff);
                at += 150 + random.nextInt(100);
            } else if (random.nextInt(30) == 0) {
                at += random.nextInt(4);
            }
            arrivals.computeIfAbsent(at, key -> new ArrayList<>()).add(first + n & 0xffff);
            if (random.nextInt(50) == 0) {
                arrivals.computeIfAbsent(at + 3, key -> new ArrayList<>()).add(first + n & 0xffff);
            }
        }
        Set<Integer> asked = new HashSet<>();
        for (long ms = 0; ms < 21_000; ms++) {
            for (int sequence : arrivals.getOrDefault(ms, List.of())) {
                assertThat(nacks.onPacket(ms * MS, sequence)).isTrue();
            }
            for (int sequence : nacks.toRequest(ms * MS)) {
                asked.add(sequence);
            }
        }
        assertThat(asked).isEqualTo(lost);
        assertThat(nacks.missing()).isZero();
        assertThat(nacks.givenUp()).isZero();
    }
}
