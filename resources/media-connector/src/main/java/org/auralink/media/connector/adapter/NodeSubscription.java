package org.auralink.media.connector.adapter;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.work.Work;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import org.auralink.media.connector.MediaEvent;
import org.auralink.media.connector.NodeAlive;
import org.auralink.media.connector.NodeConnected;
import org.auralink.media.connector.NodeLost;
import org.auralink.media.connector.ParticipantQuality;
import org.auralink.media.connector.StreamPosition;
import org.jspecify.annotations.Nullable;

/**
 * Follows one node's events for as long as the application is deployed: connects, resumes after the last event that
 * the application took, delivers one at a time, and reports the node lost when it stays away. Runs on one thread of
 * the container.
 */
final class NodeSubscription implements Work {

    private static final Logger LOG = Logger.getLogger(NodeSubscription.class.getName());

    private final NodeAddress node;
    private final HttpClient http;
    private final AccessToken tokens;
    private final Delivery delivery;
    private final Limits limits;
    private final Clock clock;
    private final Outage outage;
    private final Backoff reconnecting;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Redelivery redelivery;
    private volatile @Nullable CompletableFuture<HttpResponse<ByteStream>> asking;
    private volatile @Nullable EventStream open;
    private volatile boolean running;
    private @Nullable StreamPosition taken;
    private @Nullable Instant passedOn;
    private boolean heard;
    private boolean deaf;
    private boolean doubted;
    private int complainedAbout;

    NodeSubscription(
            NodeAddress node, ApiKey key, Delivery delivery, Limits limits, Clock clock, RandomGenerator random) {
        this.node = node;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(limits.connectTimeout())
                .build();
        this.tokens = new AccessToken(key, clock);
        this.delivery = delivery;
        this.limits = limits;
        this.clock = clock;
        this.outage = new Outage(limits.lostAfter(), limits.goneAfter());
        this.reconnecting = new Backoff(limits.backoffFirst(), limits.backoffMost(), random);
        this.redelivery = new Redelivery(new Backoff(limits.backoffFirst(), limits.backoffMost(), random), stopping);
    }

    @Override
    public void run() {
        running = true;
        try {
            while (!stopped()) {
                Duration pause = follow();
                if (!pause.isZero()) {
                    reportLoss();
                    stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    /** The container or the adapter asks to end. Returns at once; {@link #awaitEnd} waits. */
    @Override
    public void release() {
        stopping.countDown();
        CompletableFuture<?> question = asking;
        if (question != null) {
            question.cancel(true);
        }
        EventStream stream = open;
        if (stream != null) {
            stream.close();
        }
    }

    /** Whom it follows. */
    NodeAddress node() {
        return node;
    }

    /** Whether it was asked to end. */
    boolean released() {
        return stopped();
    }

    /** Waits until the thread is done, at most {@code limit}; false when it is not. */
    boolean awaitEnd(Duration limit) throws InterruptedException {
        return !running || ended.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Connects once and delivers until the connection ends.
     *
     * @return how long to wait before the next attempt; zero to connect again at once
     */
    private Duration follow() throws InterruptedException {
        CompletableFuture<HttpResponse<ByteStream>> answer = EventStream.request(http, node, tokens, limits, taken);
        asking = answer;
        if (stopped()) {
            answer.cancel(true);
        }
        try (EventStream stream = EventStream.await(answer, limits, clock)) {
            open = stream;
            return stopped() || read(stream) ? Duration.ZERO : reconnecting.next();
        } catch (EventStream.NoStream e) {
            return refused(e.status());
        } catch (IOException | CancellationException e) {
            Instant now = clock.instant();
            outage.began(now);
            outage.failed(NodeAddress.isRefusal(e.getCause()), now);
            LOG.log(Level.FINE, "Media node " + node + " is out of reach", e);
            // Whether its process is gone is known in a moment, and people wait for it.
            return outage.isOpen(now) ? limits.backoffFirst() : reconnecting.next();
        } finally {
            open = null;
        }
    }

    /** Reads until the stream ends. True when it should be opened again at once, from another position. */
    private boolean read(EventStream stream) throws InterruptedException {
        boolean greeted = false;
        try {
            NodeConnected greeting = EventJson.greeting(node, nextEvent(stream));
            greeted = true;
            heard = true;
            outage.over();
            if (!resume(greeting)) {
                return true;
            }
            reconnecting.reset();
            complainedAbout = 0;
            LOG.log(Level.FINE, "Following media node {0}", greeting.nodeId());
            while (!stopped()) {
                SseMessage message = next(stream);
                if (message.equals(SseMessage.SIGN_OF_LIFE)) {
                    passOn(stream.lastByteAt(), greeting);
                } else if (message.event().equals(QualityJson.EVENT)) {
                    passOn(message, greeting);
                } else {
                    take(EventJson.event(greeting, message, clock.instant()), greeting);
                }
            }
            return true;
        } catch (ResourceException | RuntimeException e) {
            // Not repeated on this stream: the application asks the node before it answers, and the node may be gone.
            Reason.log(LOG, deaf ? Level.FINE : Level.WARNING, "The application took no greeting of " + node, e);
            deaf = true;
            return false;
        } catch (IOException e) {
            boolean silent = e instanceof ByteStream.Silent;
            outage.began(silent ? stream.lastByteAt() : clock.instant());
            outage.failed(false, clock.instant());
            if (!stopped()) {
                LOG.log(Level.INFO, "Media node {0}: {1}; connecting again", new Object[] {node, e.getMessage()});
            }
            // Silence lasts longer than a loss may take to be noticed: ask once more before it is called one.
            return silent && greeted;
        }
    }

    private static SseMessage nextEvent(EventStream stream) throws IOException, InterruptedException {
        SseMessage message = next(stream);
        while (message.equals(SseMessage.SIGN_OF_LIFE)) {
            message = next(stream);
        }
        return message;
    }

    private static SseMessage next(EventStream stream) throws IOException, InterruptedException {
        SseMessage message = stream.next();
        if (message == null) {
            throw new IOException("the event stream ended");
        }
        return message;
    }

    /**
     * Tells the application about the connection and learns its position.
     *
     * @return whether this stream carries what the application misses; false when another must be opened after
     *     {@link #taken}
     */
    private boolean resume(NodeConnected greeting) throws ResourceException {
        StreamPosition asked = taken;
        StreamPosition applied = delivery.connected(greeting)
                .filter(position -> position.bootId().equals(greeting.bootId()))
                .orElse(null);
        deaf = false;
        taken = applied;
        if (applied == null) {
            return asked == null || !asked.bootId().equals(greeting.bootId());
        }
        if (asked == null) {
            return applied.sequence() == 0;
        }
        return !asked.bootId().equals(greeting.bootId()) || asked.sequence() <= applied.sequence();
    }

    /** Tells the application that the node lives, unless that was told a moment ago. */
    private void passOn(Instant heardAt, NodeConnected greeting) {
        Instant last = passedOn;
        if (last != null && heardAt.isBefore(last.plus(limits.aliveEvery()))) {
            return;
        }
        passedOn = heardAt;
        try {
            delivery.alive(new NodeAlive(greeting.nodeUrl(), greeting.nodeId(), greeting.bootId(), heardAt));
        } catch (ResourceException | RuntimeException e) {
            LOG.log(Level.FINE, "The application did not take that " + node + " lives", e);
        }
    }

    /** Tells the application how a participant's media is; if it does not take it, the next report will do. */
    private void passOn(SseMessage message, NodeConnected greeting) {
        ParticipantQuality quality = EventJson.quality(greeting, message, clock.instant());
        if (quality == null) {
            return;
        }
        try {
            delivery.measured(quality);
        } catch (ResourceException | RuntimeException e) {
            LOG.log(Level.FINE, "The application did not take a report of " + node, e);
        }
    }

    private void take(MediaEvent event, NodeConnected greeting) throws IOException, InterruptedException {
        StreamPosition position = event.position();
        if (!position.bootId().equals(greeting.bootId())) {
            throw new IOException("an event belongs to another boot than the stream");
        }
        StreamPosition last = taken;
        if (last != null && position.sequence() <= last.sequence()) {
            return;
        }
        Boolean done = redelivery.untilTaken("an event", () -> {
            delivery.event(event);
            return true;
        });
        if (done != null) {
            taken = position;
        }
    }

    /** The node answers, but not with events. It is alive, so it is not lost, unless the fault is its own (5xx). */
    private Duration refused(int status) {
        if (status >= 500) {
            outage.began(clock.instant());
            outage.failed(false, clock.instant());
            return reconnecting.next();
        }
        outage.over();
        if (complainedAbout != status) {
            complainedAbout = status;
            LOG.log(Level.WARNING, reason(status), new Object[] {node, status});
        }
        return limits.withoutStream();
    }

    private static String reason(int status) {
        return switch (status) {
            case 401, 403 ->
                "Media node {0} refuses the API key: compare auralink.media.api.key and its secret with the node''s.";
            case 404 ->
                "Media node {0} has no event stream, as a stock LiveKit server has none: calls on it get no history.";
            default -> "Media node {0} answered {1} to the request for its events.";
        };
    }

    private void reportLoss() throws InterruptedException {
        Instant now = clock.instant();
        Instant since = outage.lost(now);
        if (since == null || stopped()) {
            return;
        }
        // Before the first greeting the outage began with us, not with the node.
        NodeLost loss = new NodeLost(node.toString(), heard ? since : null, outage.refusedFor(now));
        Boolean agreed = redelivery.untilTaken("the loss of a node", () -> delivery.lost(loss));
        if (agreed == null) {
            return;
        }
        Level level = !agreed && doubted ? Level.FINE : Level.WARNING;
        doubted = !agreed;
        if (agreed) {
            outage.told();
            LOG.log(level, "Media node {0} is lost: no sign of life since {1}", new Object[] {node, since});
        } else {
            LOG.log(level, "Media node {0} has sent no events since {1}, and is not lost", new Object[] {node, since});
        }
    }

    private boolean stopped() {
        return stopping.getCount() == 0;
    }
}
