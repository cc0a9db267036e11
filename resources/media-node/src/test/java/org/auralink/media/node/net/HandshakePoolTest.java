package org.auralink.media.node.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.auralink.media.node.Waiting;
import org.junit.jupiter.api.Test;

class HandshakePoolTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final NetLimits TWO_AND_ONE_WAITING =
            new NetLimits(1500, 8, 1 << 16, 64, 1, Duration.ofMillis(50), 2, 1);

    @Test
    void floodOfHandshakesIsRefused() {
        var release = new CountDownLatch(1);
        try (var pool = new HandshakePool(TWO_AND_ONE_WAITING)) {
            Runnable slow = () -> await(release);
            assertThat(pool.start(slow)).isTrue();
            assertThat(pool.start(slow)).isTrue();
            assertThat(pool.start(slow)).isTrue();
            assertThat(pool.start(slow)).isFalse();
            assertThat(pool.active()).isEqualTo(2);
            release.countDown();
            Waiting.until("finished", PATIENCE, () -> pool.active() == 0);
            assertThat(pool.start(() -> {})).isTrue();
        }
    }

    @Test
    void closingInterruptsAndRefuses() throws Exception {
        var never = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        var pool = new HandshakePool(TWO_AND_ONE_WAITING);
        pool.start(() -> {
            if (!await(never)) {
                interrupted.countDown();
            }
        });
        pool.close();
        assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(pool.start(() -> {})).isFalse();
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
