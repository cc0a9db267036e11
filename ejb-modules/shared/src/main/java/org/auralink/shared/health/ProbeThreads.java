package org.auralink.shared.health;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads on which dependencies are asked. Of their own, since those of the server may all wait for the very dependency
 * that hangs. As many as there are dependencies that take long: each is asked by one at a time, and has a deadline of its
 * own after which the thread comes back.
 */
@ApplicationScoped
public class ProbeThreads implements Executor {
    /** More dependencies than one server has; what is beyond is not asked this time. */
    private static final int MOST = 128;

    private static final int IDLE_SECONDS = 10;

    private final ExecutorService threads =
            new ThreadPoolExecutor(0, MOST, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(task, "dependencies");
                thread.setDaemon(true);
                return thread;
            });

    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    @PreDestroy
    void end() {
        threads.shutdownNow();
    }
}
