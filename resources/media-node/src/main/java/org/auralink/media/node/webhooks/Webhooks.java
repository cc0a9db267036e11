package org.auralink.media.node.webhooks;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.auralink.media.node.config.WebhookConfig;
import org.auralink.media.node.events.EventLog;
import org.auralink.media.node.token.TokenIssuer;
import org.auralink.media.node.webhooks.WebhookCounters.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * LiveKit's webhooks: tells receivers what stands in the event log, each signed, those of one room in their order and each
 * after the one before has arrived. The log is what they are kept in, so a receiver that is away costs no memory, and the
 * rooms, which write to the log, wait for nobody.
 */
public final class Webhooks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
    private static final int CLIENT_THREADS = 2;
    private static final long RETRY_MILLIS = 20;
    /** Where everything is refused, the log says so now and then, and how many there were. */
    private static final long SAY_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final WebhookConfig config;
    private final TokenIssuer issuer;
    private final WebhookLimits limits;
    private final WebhookCounters counters = new WebhookCounters();
    private final List<Receiver> receivers = new ArrayList<>();
    private final AtomicBoolean waking = new AtomicBoolean();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(named("webhooks"));
    private final ExecutorService exchanges = Executors.newFixedThreadPool(CLIENT_THREADS, named("webhook-exchange"));
    private final HttpClient client;

    /**
     * Begins with what happens from now on.
     *
     * @param log what is told
     * @param issuer signs
     */
    public Webhooks(WebhookConfig config, EventLog log, TokenIssuer issuer) {
        this(config, log, issuer, WebhookLimits.DEFAULT);
    }

    Webhooks(WebhookConfig config, EventLog log, TokenIssuer issuer, WebhookLimits limits) {
        this.config = config;
        this.issuer = issuer;
        this.limits = limits;
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(limits.connect())
                .executor(exchanges)
                .build();
        for (int i = 0; i < config.urls().size(); i++) {
            receivers.add(new Receiver(i, config.urls().get(i), log));
        }
        log.watch(this::wake);
        log.whenDropped(entry -> receivers.forEach(receiver -> receiver.dropped(entry)));
    }

    private static ThreadFactory named(String name) {
        return task -> {
            var made = new Thread(task, name);
            made.setDaemon(true);
            return made;
        };
    }

    /** What became of events so far. */
    public WebhookCounters counters() {
        return counters;
    }

    /** Called by rooms: only hands over. */
    private void wake() {
        if (waking.compareAndSet(false, true)) {
            execute(() -> {
                waking.set(false);
                receivers.forEach(Receiver::pump);
            });
        }
    }

    private void execute(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("An event came after the end", e);
        }
    }

    /** Waits until every receiver has everything, at most so long. */
    public void drain(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            while (System.nanoTime() < end && !thread.submit(this::isDone).get(millis, TimeUnit.MILLISECONDS)) {
                TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            LOG.debug("Receivers of webhooks miss the last events", e);
        }
    }

    private boolean isDone() {
        return receivers.stream().allMatch(Receiver::isDone);
    }

    @Override
    public void close() {
        thread.shutdownNow();
        exchanges.shutdownNow();
    }

    /** One URL; on the thread of webhooks only. */
    private final class Receiver {
        private final int number;
        private final URI url;
        private final List<WebhookLane> lanes = new ArrayList<>();
        private long saidAt = System.nanoTime() - SAY_NANOS;
        private long unsaid;

        Receiver(int number, URI url, EventLog log) {
            this.number = number;
            this.url = url;
            for (int i = 0; i < limits.lanes(); i++) {
                lanes.add(new WebhookLane(log, i, limits, counters));
            }
        }

        void dropped(EventLog.Entry entry) {
            lanes.forEach(lane -> lane.dropped(entry));
        }

        void pump() {
            lanes.forEach(this::pump);
        }

        private void pump(WebhookLane lane) {
            EventLog.Entry entry = lane.next(System.nanoTime());
            if (entry != null && lane.wasOvertaken()) {
                say(entry, Outcome.OVERTAKEN, 0);
            }
            if (entry != null) {
                send(lane, entry);
            }
        }

        private void send(WebhookLane lane, EventLog.Entry entry) {
            byte[] body = entry.json().getBytes(StandardCharsets.UTF_8);
            HttpRequest request = HttpRequest.newBuilder(url)
                    .timeout(limits.answer())
                    .header("Content-Type", "application/webhook+json")
                    .header("Authorization", issuer.webhook(config.apiKey(), body))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build();
            CompletableFuture<HttpResponse<Void>> exchange =
                    client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
            // The request's own timeout ends with the head of the answer.
            exchange.copy()
                    .orTimeout(limits.answer().toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete((answer, failure) -> {
                        exchange.cancel(true);
                        execute(() -> answered(lane, entry, failure == null ? answer.statusCode() : 0));
                    });
        }

        private void answered(WebhookLane lane, EventLog.Entry entry, int status) {
            if (status / 100 == 2) {
                lane.delivered();
            } else {
                Outcome givenUp = lane.failed(
                        System.nanoTime(), status, ThreadLocalRandom.current().nextDouble());
                if (givenUp != null) {
                    say(entry, givenUp, status);
                }
            }
            pump(lane);
            if (lane.dueAt() != Long.MAX_VALUE) {
                long wait = Math.max(1, lane.dueAt() - System.nanoTime());
                thread.schedule(() -> pump(lane), wait, TimeUnit.NANOSECONDS);
            }
        }

        private void say(EventLog.Entry entry, Outcome outcome, int status) {
            unsaid++;
            long now = System.nanoTime();
            if (now - saidAt >= SAY_NANOS) {
                LOG.warn(
                        "webhook.urls[{}]: events were given up {} times, last at {} number {}: {}, answer {}",
                        number,
                        unsaid,
                        entry.name(),
                        entry.sequence(),
                        outcome,
                        status == 0 ? "none" : status);
                saidAt = now;
                unsaid = 0;
            }
        }

        boolean isDone() {
            return lanes.stream().allMatch(WebhookLane::isDone);
        }
    }
}
