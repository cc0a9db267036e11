package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.livekit.server.RoomServiceClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;
import org.auralink.systemtests.JavaProcess.Holding;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody comes each second for half an hour, and goes; calls begin and end; and neither the application server nor
 * the media node holds more at the end than it did once it was warm.
 */
@EnabledIfSystemProperty(named = "auralink.drill", matches = "true", disabledReason = "half an hour: -Pdrill")
class SoakIT {
    private static final int MINUTES = Integer.getInteger("auralink.soak.minutes", 30);

    /** Of ten visitors each: with stays of twice their distance two of them meet. */
    private static final int CALLS_AT_A_TIME = 10;

    private static final int VISITORS_PER_CALL = 10;
    private static final int STAY_SECONDS = 20;
    private static final Duration AFTER_THE_LAST = Duration.ofSeconds(STAY_SECONDS + 5);

    /** What the node keeps of events, {@code EventLimits}. */
    private static final int LOG_BYTES = 16 << 20;
    /** Of a room's metadata, which stands in the events of its beginning and its end. */
    private static final int EVENT_BYTES = 60_000;

    /** Share of the time after which caches, pools and compiled code are what they will be. */
    private static final double WARM = 1 / 3.0;

    /** Of a heap after collection. */
    private static final double GROWTH = 1.05;
    /** Threads and descriptors that come and go with what is under way in the moment of the look. */
    private static final int UNDER_WAY = 4;

    @TempDir
    private static Path state;

    private static LauncherProcess stack;
    private static HookReceiver receiver;
    private static Visitors visitors;

    private final @Nullable Talk[] talks = new Talk[CALLS_AT_A_TIME];
    private final Deque<Talk> ending = new ArrayDeque<>();
    private final Map<JavaProcess, List<Holding>> seen = new LinkedHashMap<>();
    private int ended;

    /** A call whose visitors come one after the other. */
    private static final class Talk {
        final String path;
        final String guestPath;
        int visitors;
        Instant endAt = Instant.MAX;

        Talk(Api.Answer call) {
            path = "/api/v1/calls/" + call.text("call_id");
            String link = call.text("join_url");
            guestPath = "/api/v1/guest-links/" + link.substring(link.lastIndexOf('/') + 1) + "/join";
        }
    }

    @BeforeAll
    static void start() {
        stack = LauncherProcess.start(state.resolve("state"), LauncherProcess.freePorts(), "--dev-key", "true")
                .awaitReady();
        fillTheLogOfEvents();
        receiver = new HookReceiver();
        visitors = new Visitors();
    }

    /**
     * The node keeps its last 16 MB of events, which at a join a second are those of more than an hour: what it holds
     * would grow until then, as it is meant to. Filled to its bound before, it stays as it is.
     */
    private static void fillTheLogOfEvents() {
        var service = RoomServiceClient.createClient(stack.nodeUrl(), "devkey", "secret");
        String metadata = "x".repeat(EVENT_BYTES);
        for (int filled = 0; filled < LOG_BYTES; filled += 2 * EVENT_BYTES) {
            String room = "filling-" + filled;
            try {
                service.createRoom(room, null, null, null, metadata).execute();
                service.deleteRoom(room).execute();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @AfterAll
    static void stop() {
        visitors.close();
        receiver.close();
        stack.terminate();
    }

    @Test
    void whoeverComesAndGoesLeavesNothingBehind() {
        for (String part : List.of("Payara", "media-node")) {
            seen.put(new JavaProcess(part, stack.pid(part)), new ArrayList<>());
        }
        Api anybody = Api.at(stack);
        Api host = anybody.with(anybody.post(
                        "/auth/v1/signup",
                        Map.of("email", UUID.randomUUID() + "@example.org", "password", "correct horse 7"))
                .expect(200)
                .text("access_token"));
        host.post("/api/v1/webhook-endpoints", Map.of("url", receiver.url())).expect(201);

        Instant begin = Instant.now();
        for (int second = 0; second < MINUTES * 60; second++) {
            LockSupport.parkNanos(
                    Duration.between(Instant.now(), begin.plusSeconds(second)).toNanos());
            somebodyComes(host, second % CALLS_AT_A_TIME);
            endWhatIsOver(host);
            if (second % 60 == 59) {
                look(second / 60 + 1);
            }
        }
        List<String> told = visitors.allGone();

        assertThat(told).as("visits").hasSize(MINUTES * 60).allMatch(line -> line.startsWith("left "));
        // The last calls may have had one visitor only.
        assertThat(told.stream().filter(line -> line.endsWith("received=0")))
                .as("who saw nobody")
                .hasSizeLessThanOrEqualTo(CALLS_AT_A_TIME);
        assertThat(ended).as("calls that ended").isPositive();
        seen.forEach(SoakIT::holdsNoMore);
    }

    private void somebodyComes(Api host, int place) {
        Talk talk = talks[place];
        if (talk == null) {
            talk = new Talk(host.createCall("Call " + place));
            talks[place] = talk;
        }
        visitors.comes(
                Api.at(stack)
                        .post(talk.guestPath, Map.of("display_name", "Guest"))
                        .expect(200),
                STAY_SECONDS);
        if (++talk.visitors == VISITORS_PER_CALL) {
            talk.endAt = Instant.now().plus(AFTER_THE_LAST);
            ending.add(talk);
            talks[place] = null;
        }
    }

    private void endWhatIsOver(Api host) {
        while (!ending.isEmpty() && Instant.now().isAfter(ending.element().endAt)) {
            host.post(ending.remove().path + "/end", Map.of());
            ended++;
        }
    }

    private void look(int minute) {
        seen.forEach((process, holdings) -> {
            Holding holding = process.holds();
            holdings.add(holding);
            System.out.println("SOAK | minute " + minute + " | " + process.name() + " | " + holding);
        });
    }

    /** Compares the half of the warm time that comes first with the one that comes last. */
    private static void holdsNoMore(JavaProcess process, List<Holding> holdings) {
        List<Holding> warm = holdings.subList((int) (holdings.size() * WARM), holdings.size());
        List<Holding> first = warm.subList(0, warm.size() / 2);
        List<Holding> last = warm.subList(warm.size() / 2, warm.size());
        double before = median(first, Holding::heap);
        double after = median(last, Holding::heap);
        System.out.printf(
                Locale.ROOT,
                "SOAK | %s | heap %.1f MB, then %.1f MB, %+.1f %% | resident %.0f MB, then %.0f MB | threads %.0f, %.0f"
                        + " | descriptors %.0f, %.0f | sockets %.0f, %.0f |%n",
                process.name(),
                before,
                after,
                100 * (after / before - 1),
                median(first, Holding::resident),
                median(last, Holding::resident),
                median(first, Holding::threads),
                median(last, Holding::threads),
                median(first, Holding::descriptors),
                median(last, Holding::descriptors),
                median(first, Holding::sockets),
                median(last, Holding::sockets));
        assertThat(after)
                .as(process.name() + ": megabytes of heap, of which most is now "
                        + process.histogram().stream().limit(25).toList())
                .isLessThan(before * GROWTH);
        for (ToDoubleFunction<Holding> what :
                List.<ToDoubleFunction<Holding>>of(Holding::threads, Holding::descriptors, Holding::sockets)) {
            assertThat(median(last, what))
                    .as(process.name() + ": threads, descriptors, sockets " + holdings)
                    .isLessThanOrEqualTo(median(first, what) + UNDER_WAY);
        }
    }

    private static double median(List<Holding> of, ToDoubleFunction<Holding> what) {
        double[] sorted = of.stream().mapToDouble(what).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
