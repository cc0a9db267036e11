package org.auralink.media.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void burstIsThereAtFirstAndTheRateAfterwards() {
        for (long begin : new long[] {0, -5 * SECOND, Long.MAX_VALUE - SECOND}) {
            var bucket = new TokenBucket(100, 10);
            assertThat(taken(bucket, begin, 50)).isEqualTo(10);
            assertThat(taken(bucket, begin + SECOND / 20, 50)).isEqualTo(5);
            assertThat(taken(bucket, begin + 100 * SECOND, 50)).isEqualTo(10);
        }
    }

    @Test
    void nothingIsTakenWhenThereIsNotEnough() {
        var bucket = new TokenBucket(1, 10);
        assertThat(bucket.take(0, 11)).isFalse();
        assertThat(bucket.take(0, 10)).isTrue();
        assertThat(bucket.has(SECOND / 2, 1)).isFalse();
        assertThat(bucket.has(SECOND, 1)).isTrue();
    }

    @Test
    void evenLargeRatesDoNotOverflow() {
        var bucket = new TokenBucket(1_000_000_000, 1_000_000_000);
        assertThat(bucket.take(0, 1_000_000_000)).isTrue();
        assertThat(bucket.take(3600 * SECOND, 1_000_000_000)).isTrue();
        assertThat(bucket.take(3600 * SECOND, 1)).isFalse();
    }

    private static int taken(TokenBucket bucket, long now, int tries) {
        int taken = 0;
        for (int n = 0; n < tries; n++) {
            taken += bucket.take(now, 1) ? 1 : 0;
        }
        return taken;
    }

    @Test
    void anotherRateHoldsFromNowOnAndWhatWasTakenStaysTaken() {
        var bucket = new TokenBucket(10, 10);
        assertThat(bucket.take(0, 8)).isTrue();

        bucket.become(0, 100, 50);
        assertThat(bucket.has(0, 42)).isTrue();
        assertThat(bucket.has(0, 43)).isFalse();

        bucket.become(0, 10, 10);
        assertThat(bucket.has(0, 2)).isTrue();
        assertThat(bucket.has(0, 3)).isFalse();
        assertThat(bucket.has(100_000_000, 3)).isTrue();
    }

    @Test
    void slowRatesAreExactAndSayHowLongTheNextTokenTakes() {
        var bucket = new TokenBucket(1, Duration.ofSeconds(5), 2);
        assertThat(bucket.take(0, 2)).isTrue();
        assertThat(bucket.nanosUntil(0, 1)).isEqualTo(5_000_000_000L);
        assertThat(bucket.nanosUntil(2_000_000_000L, 1)).isEqualTo(3_000_000_000L);
        assertThat(bucket.take(4_999_999_999L, 1)).isFalse();
        assertThat(bucket.take(5_000_000_000L, 1)).isTrue();
        assertThat(bucket.nanosUntil(3_600_000_000_000L, 2)).isZero();
    }
}
