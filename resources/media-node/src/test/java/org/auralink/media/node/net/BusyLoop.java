package org.auralink.media.node.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A loop whose thread does something else until this is closed. */
final class BusyLoop implements AutoCloseable {
    private final CountDownLatch release = new CountDownLatch(1);

    /** Returns once the thread is busy. */
    BusyLoop(DatagramLoop loop) throws InterruptedException {
        var busy = new CountDownLatch(1);
        loop.execute(now -> {
            busy.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(busy.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void close() {
        release.countDown();
    }
}
