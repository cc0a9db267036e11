package org.auralink.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SequenceNumbersTest {
    @Test
    void distancesCountOverTheWrap() {
        assertThat(SequenceNumbers.distance(65_535, 0)).isEqualTo(1);
        assertThat(SequenceNumbers.distance(0, 65_535)).isEqualTo(-1);
        assertThat(SequenceNumbers.distance(5, 5)).isZero();
        assertThat(SequenceNumbers.isNewer(0, 65_535)).isTrue();
        assertThat(SequenceNumbers.isNewer(65_535, 0)).isFalse();
        assertThat(SequenceNumbers.isNewer(7, 7)).isFalse();
    }

    @Test
    void theNearestIndexIsFound() {
        var random = new Random(31);
        for (int round = 0; round < 100_000; round++) {
            long reference = random.nextInt(Integer.MAX_VALUE) + 70_000L;
            int distance = random.nextInt(65_536) - 32_768;
            long index = reference + distance;
            assertThat(SequenceNumbers.unwrap(reference, (int) (index & 0xffff)))
                    .isEqualTo(index);
        }
    }
}
