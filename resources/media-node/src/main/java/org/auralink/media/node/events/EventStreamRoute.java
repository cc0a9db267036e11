package org.auralink.media.node.events;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.auralink.media.node.access.Authenticator;
import org.auralink.media.node.access.Door;
import org.auralink.media.node.access.Refused;
import org.auralink.media.node.http.EventStream;
import org.auralink.media.node.http.Exchange;
import org.auralink.media.node.http.Route;
import org.auralink.media.node.token.Claims;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /auralink/v1/events}: the log as server-sent events (WHATWG HTML, section 9.2). A reader names the last
 * event it has in {@code Last-Event-ID} and gets what follows. One that asks with {@code ?quality=true} is also told how
 * participants' media is, without a number and from now on: what it reads too slowly for, it does not get.
 */
public final class EventStreamRoute implements Route, AutoCloseable {
    /** Clients take a silence of three of these for a dead connection, and a dead node is to be noticed within 10 s. */
    private static final long KEEP_ALIVE_SECONDS = 2;

    /** More than this in one piece or waiting for a reader pauses its replay; it keeps memory flat however slow the reader is. */
    private static final int PAUSE_AT_BYTES = 256 * 1024;

    private static final long RETRY_MILLIS = 20;
    private static final int BATCH = 256;
    private static final int REPORTS_AT_ONCE = 64;

    /** An administrator's monitor and the control plane's instances; more is a mistake. */
    private static final int MAX_READERS = 64;

    private static final Logger LOG = LoggerFactory.getLogger(EventStreamRoute.class);
    private static final Pattern EVENT_ID = Pattern.compile("([A-Za-z0-9_-]{1,64}):(\\d{1,18})");

    private final String nodeId;
    private final EventLog log;
    private final Authenticator doors;
    private final List<Reader> readers = new CopyOnWriteArrayList<>();
    private final AtomicBoolean pumping = new AtomicBoolean();
    private final Runnable waker = this::wake;
    private boolean listening;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        var made = new Thread(task, "events");
        made.setDaemon(true);
        return made;
    });

    /**
     * @param nodeId what the first event of a stream tells the reader
     * @param log what is read
     * @param doors checks who reads
     */
    public EventStreamRoute(String nodeId, EventLog log, Authenticator doors) {
        this.nodeId = nodeId;
        this.log = log;
        this.doors = doors;
        log.watch(waker);
        thread.scheduleAtFixedRate(
                () -> readers.forEach(reader -> reader.stream.write(": keep-alive\n\n")),
                KEEP_ALIVE_SECONDS,
                KEEP_ALIVE_SECONDS,
                TimeUnit.SECONDS);
    }

    @Override
    public void handle(Exchange exchange) {
        if (!exchange.method().equals("GET")) {
            exchange.empty(405);
            return;
        }
        try {
            Claims claims = doors.authenticate(exchange, Door.EVENTS);
            if (!claims.video().roomList() || !claims.video().roomAdmin()) {
                exchange.text(401, "permissions denied");
                return;
            }
        } catch (Refused e) {
            e.answer(exchange);
            return;
        }
        if (readers.size() >= MAX_READERS) {
            exchange.text(503, "too many readers of the event stream");
            return;
        }
        long from = resumeAfter(exchange.header("Last-Event-ID"));
        boolean quality = "true".equals(exchange.query("quality"));
        exchange.stream("text/event-stream", stream -> thread.execute(() -> add(stream, from, quality)));
    }

    private void add(EventStream stream, long from, boolean quality) {
        var hello = new JsonObject();
        hello.addProperty("node_id", nodeId);
        hello.addProperty("boot_id", log.bootId());
        hello.addProperty("oldest_sequence", log.oldest());
        hello.addProperty("last_sequence", log.last());
        var reader = new Reader(stream, Math.max(from, log.oldest() - 1), quality);
        readers.add(reader);
        listenForReports();
        stream.write("event: node\ndata: " + hello + "\n\n");
        stream.onClosed(() -> {
            readers.remove(reader);
            listenForReports();
        });
        pumpAll();
    }

    /** Only while somebody wants them: otherwise none are kept. */
    private synchronized void listenForReports() {
        boolean wanted = readers.stream().anyMatch(reader -> reader.quality);
        if (wanted != listening) {
            listening = wanted;
            if (wanted) {
                log.reports().watch(waker);
            } else {
                log.reports().leave(waker);
            }
        }
    }

    private void wake() {
        if (pumping.compareAndSet(false, true)) {
            thread.execute(() -> {
                pumping.set(false);
                pumpAll();
            });
        }
    }

    private void pumpAll() {
        for (Reader reader : readers) {
            if (reader.pump()) {
                thread.schedule(this::pumpAll, RETRY_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    /** The sequence number to continue after: 0, which is everything, for another boot's id or none. */
    private long resumeAfter(@Nullable String lastEventId) {
        if (lastEventId != null) {
            Matcher matcher = EVENT_ID.matcher(lastEventId);
            if (matcher.matches() && matcher.group(1).equals(log.bootId())) {
                return Math.min(Long.parseLong(matcher.group(2)), log.last());
            }
        }
        return 0;
    }

    /** Waits until every reader has everything, at most so long. */
    public void drain(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            while (System.nanoTime() < end && !thread.submit(this::drained).get(millis, TimeUnit.MILLISECONDS)) {
                TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            LOG.debug("Readers of the event stream miss the last events", e);
        }
    }

    private boolean drained() {
        return readers.stream().allMatch(reader -> reader.sent == log.last() && reader.stream.unsent() == 0);
    }

    @Override
    public void close() {
        thread.shutdownNow();
        readers.forEach(reader -> reader.stream.close());
    }

    /**
     * With the room's epoch, and the span that the event belongs to, as fields of our own before LiveKit's: webhooks, whose
     * receivers may know LiveKit's only, do not have them. The epoch as a string, as protojson writes numbers of 64 bits.
     */
    private static String data(EventLog.Entry entry) {
        String json = entry.json();
        if (!entry.traceparent().isEmpty()) {
            json = with("traceparent", entry.traceparent(), json);
        }
        return entry.epoch() == 0 ? json : with("roomEpoch", Long.toString(entry.epoch()), json);
    }

    /** Neither needs escaping. */
    private static String with(String name, String value, String json) {
        String rest = json.substring(1);
        return "{\"" + name + "\":\"" + value + "\"" + (rest.equals("}") ? "" : ",") + rest;
    }

    /** One open stream; touched by the events thread only. */
    private final class Reader {
        private final EventStream stream;
        private final boolean quality;
        private long sent;
        private long reported;

        Reader(EventStream stream, long sent, boolean quality) {
            this.stream = stream;
            this.sent = sent;
            this.quality = quality;
            reported = log.reports().last();
        }

        /** Writes what is new; true when it must be called again because the reader is slow. */
        boolean pump() {
            boolean slow = pumpEvents();
            if (quality && !slow) {
                pumpReports();
            }
            return slow;
        }

        /** Reports come after the events that are there, and wait for nobody. */
        private void pumpReports() {
            QualityLog reports = log.reports();
            while (stream.isOpen() && stream.unsent() <= PAUSE_AT_BYTES) {
                List<QualityLog.Entry> entries = reports.after(reported, REPORTS_AT_ONCE);
                if (entries.isEmpty()) {
                    return;
                }
                reports.skipped(entries.get(0).sequence() - reported - 1);
                var text = new StringBuilder();
                for (QualityLog.Entry entry : entries) {
                    text.append("event: ").append(ReportJson.EVENT);
                    text.append("\ndata: ").append(ReportJson.of(entry)).append("\n\n");
                    reported = entry.sequence();
                }
                stream.write(text.toString());
            }
        }

        private boolean pumpEvents() {
            while (stream.isOpen() && sent < log.last()) {
                if (stream.unsent() > PAUSE_AT_BYTES) {
                    return true;
                }
                if (sent < log.oldest() - 1) {
                    // Overtaken: a new connection tells the reader what it missed.
                    stream.close();
                    return false;
                }
                var text = new StringBuilder();
                for (EventLog.Entry entry : log.after(sent, BATCH)) {
                    text.append("id: ").append(log.bootId()).append(':').append(entry.sequence());
                    text.append("\nevent: ").append(entry.name());
                    text.append("\ndata: ").append(data(entry)).append("\n\n");
                    sent = entry.sequence();
                    if (text.length() > PAUSE_AT_BYTES) {
                        break;
                    }
                }
                stream.write(text.toString());
            }
            return false;
        }
    }
}
