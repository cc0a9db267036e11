package org.auralink.media.node.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.auralink.media.node.Waiting;
import org.junit.jupiter.api.Test;

class HandshakePoolTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final NetLimits TWO_AND_ONE_WAITING = limits(2, 2, 1, 1);
    private static final Object ROOM = "room";

    private static NetLimits limits(int threads, int roomThreads, int queue, int roomQueue) {
        return new NetLimits(
                1500,
                8,
                1 << 16,
                64,
                1,
                Duration.ofMillis(50),
                threads,
                roomThreads,
                queue,
                roomQueue,
                NetLimits.DEFAULT.strangers(),
                NetLimits.DEFAULT.searchesPerSecond(),
                NetLimits.DEFAULT.helpedFrom());
    }

    @Test
    void floodOfHandshakesIsRefused() {
        var release = new CountDownLatch(1);
        try (var pool = new HandshakePool(TWO_AND_ONE_WAITING)) {
            Runnable slow = () -> await(release);
            assertThat(pool.start(ROOM, slow)).isTrue();
            assertThat(pool.start(ROOM, slow)).isTrue();
            assertThat(pool.start(ROOM, slow)).isTrue();
            assertThat(pool.start(ROOM, slow)).isFalse();
            assertThat(pool.active()).isEqualTo(2);
            release.countDown();
            Waiting.until("finished", PATIENCE, () -> pool.active() == 0);
            assertThat(pool.start(ROOM, () -> {})).isTrue();
        }
    }

    @Test
    void silentClientsOfOneRoomLeaveThreadsToTheOthers() throws Exception {
        var release = new CountDownLatch(1);
        var done = new CountDownLatch(1);
        try (var pool = new HandshakePool(limits(4, 2, 8, 2))) {
            for (int i = 0; i < 4; i++) {
                assertThat(pool.start("attacked", () -> await(release))).isTrue();
            }
            assertThat(pool.active()).isEqualTo(2);
            assertThat(pool.start("attacked", () -> {})).as("its line is full").isFalse();
            assertThat(pool.start("other", done::countDown)).isTrue();
            assertThat(done.await(5, TimeUnit.SECONDS)).isTrue();
            release.countDown();
            Waiting.until("finished", PATIENCE, () -> pool.active() == 0);
        }
    }

    @Test
    void roomsTakeTurns() {
        var release = new CountDownLatch(1);
        var order = new LinkedBlockingQueue<String>();
        try (var pool = new HandshakePool(limits(1, 1, 8, 8))) {
            pool.start("first", () -> await(release));
            pool.start("first", () -> order.add("first"));
            pool.start("first", () -> order.add("first"));
            pool.start("second", () -> order.add("second"));
            release.countDown();
            Waiting.until("all ran", PATIENCE, () -> order.size() == 3);
            assertThat(order).containsExactly("second", "first", "first");
        }
    }

    @Test
    void closingInterruptsAndRefuses() throws Exception {
        var never = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        var pool = new HandshakePool(TWO_AND_ONE_WAITING);
        pool.start(ROOM, () -> {
            if (!await(never)) {
                interrupted.countDown();
            }
        });
        pool.close();
        assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(pool.start(ROOM, () -> {})).isFalse();
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
