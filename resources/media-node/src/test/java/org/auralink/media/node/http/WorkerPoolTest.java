package org.auralink.media.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.auralink.media.node.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkerPoolTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpThreads threads = new HttpThreads();
    private final CountDownLatch stuck = new CountDownLatch(1);

    @AfterEach
    void stop() {
        stuck.countDown();
        threads.close();
    }

    private void await() {
        try {
            stuck.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void done(Lane lane) throws InterruptedException {
        var done = new CountDownLatch(1);
        lane.run(done::countDown);
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void tasksOfALaneAreDoneInOrderAndOneAtATime() throws Exception {
        Lane lane = threads.workers().lane();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            int number = i;
            lane.run(() -> order.add(number));
        }
        done(lane);
        assertThat(order).hasSize(10_000).isSorted();
    }

    @Test
    void lanesTakeTurns() {
        Queue<Lane> ready = new ArrayDeque<>();
        List<String> order = new ArrayList<>();
        var busy = new Lane(ready::add);
        var quiet = new Lane(ready::add);
        for (int i = 0; i < 3; i++) {
            busy.run(() -> order.add("busy"));
        }
        quiet.run(() -> order.add("quiet"));
        while (!ready.isEmpty()) {
            ready.remove().runNext();
        }
        assertThat(order).containsExactly("busy", "quiet", "busy", "busy");
    }

    @Test
    void aTaskThatFailsHoldsUpNothing() throws Exception {
        Lane lane = threads.workers().lane();
        for (int i = 0; i < 10; i++) {
            lane.run(() -> {
                throw new IllegalStateException("on purpose");
            });
            lane.run(() -> {
                throw new StackOverflowError("on purpose");
            });
        }
        done(lane);
        done(threads.workers().lane());
    }

    @Test
    void aWorkerThatIsStuckIsSeen() throws Exception {
        Lane lane = threads.workers().lane();
        lane.run(this::await);
        Waiting.until("it is seen", PATIENCE, () -> threads.workers().busyNanos() > 200_000_000L);
        assertThat(threads.behindNanos()).isGreaterThan(200_000_000L);
        done(threads.workers().lane());
        stuck.countDown();
        done(lane);
        Waiting.until("it is seen to be free", PATIENCE, () -> threads.workers().busyNanos() == 0);
    }

    @Test
    void aThreadOfConnectionsThatIsStuckIsSeen() {
        threads.connections().next().execute(this::await);
        Waiting.until("it is seen", PATIENCE, () -> threads.behindNanos() > 2_000_000_000L);
    }

    @Test
    void aConnectionWithMuchToReadIsNotReadUntilMostIsDone() {
        Queue<Lane> ready = new ArrayDeque<>();
        var channel = new EmbeddedChannel();
        var unread = new UnreadMessages(channel, new Lane(ready::add), 10_000);
        int read = 0;
        while (channel.config().isAutoRead() && read < 1_000) {
            unread.read(100, () -> {});
            read++;
        }
        assertThat(read).isBetween(10, 100);
        int done = 0;
        while (!channel.config().isAutoRead()) {
            ready.remove().runNext();
            channel.runPendingTasks();
            done++;
        }
        assertThat(done).isBetween(read / 3, read - 1);
    }
}
