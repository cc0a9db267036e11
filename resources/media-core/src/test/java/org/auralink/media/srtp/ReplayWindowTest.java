package org.auralink.media.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReplayWindowTest {
    private static final int SIZE = 1024;

    private final ReplayWindow window = new ReplayWindow();

    @Test
    void eachIndexIsNewOnce() {
        for (long index : new long[] {5, 4, 7, 6, 0}) {
            assertThat(window.isNew(index)).isTrue();
            window.add(index);
            assertThat(window.isNew(index)).isFalse();
        }
        assertThat(window.highest()).isEqualTo(7);
        assertThat(window.isNew(1)).isTrue();
    }

    @Test
    void whatIsOlderThanTheWindowIsNotNew() {
        window.add(5000);

        assertThat(window.isNew(5000 - SIZE + 1)).isTrue();
        assertThat(window.isNew(5000 - SIZE)).isFalse();
        assertThat(window.isNew(0)).isFalse();
    }

    @Test
    void aLeapLeavesNoTraceOfWhatWasBefore() {
        for (long index = 0; index < SIZE; index++) {
            window.add(index);
        }
        window.add(10L * SIZE);

        for (long index = 9L * SIZE + 1; index < 10L * SIZE; index++) {
            assertThat(window.isNew(index)).isTrue();
        }
    }

    @Test
    void agreesWithASetOfAllThatWasReceived() {
        var random = new Random(3711);
        Set<Long> received = new HashSet<>();
        long position = 65_000;
        long highest = -1;
        for (int i = 0; i < 100_000; i++) {
            position += random.nextInt(100) == 0 ? random.nextInt(2 * SIZE) : random.nextInt(3);
            long index = Math.max(0, position - random.nextInt(2 * SIZE));
            boolean expected = !received.contains(index) && (index > highest || highest - index < SIZE);
            assertThat(window.isNew(index))
                    .as("index %d, highest %d", index, highest)
                    .isEqualTo(expected);
            if (expected) {
                window.add(index);
                received.add(index);
                highest = Math.max(highest, index);
            }
        }
    }

    @Test
    void indexIsTheNearestOneWithTheSequenceNumber() {
        assertThat(ReplayWindow.nearest(65_535, 0)).isEqualTo(65_536);
        assertThat(ReplayWindow.nearest(65_536, 65_535)).isEqualTo(65_535);
        assertThat(ReplayWindow.nearest(3 * 65_536L + 10, 65_000)).isEqualTo(2 * 65_536L + 65_000);
        assertThat(ReplayWindow.nearest(5, 65_530))
                .as("nothing lies before zero")
                .isEqualTo(65_530);
    }
}
