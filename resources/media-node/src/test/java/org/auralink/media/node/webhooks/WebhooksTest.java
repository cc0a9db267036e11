package org.auralink.media.node.webhooks;

import static livekit.LivekitRtc.SignalResponse.MessageCase.JOIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.livekit.server.RoomServiceClient;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import livekit.LivekitWebhook.WebhookEvent;
import org.auralink.media.node.TestNode;
import org.auralink.media.node.Waiting;
import org.auralink.media.node.config.ApiKeys;
import org.auralink.media.node.config.WebhookConfig;
import org.auralink.media.node.events.EventLimits;
import org.auralink.media.node.events.EventLog;
import org.auralink.media.node.protocol.ProtoJson;
import org.auralink.media.node.signal.RawClient;
import org.auralink.media.node.token.TokenIssuer;
import org.auralink.media.node.token.Tokens;
import org.auralink.media.node.webhooks.WebhookCounters.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Webhooks as a real HTTP server gets them, checked by LiveKit's SDK. */
@Timeout(60)
class WebhooksTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final WebhookLimits QUICK = limits(PATIENCE);

    private static WebhookLimits limits(Duration answer) {
        return new WebhookLimits(
                4,
                Duration.ofSeconds(5),
                answer,
                Duration.ofMillis(5),
                Duration.ofMillis(20),
                Duration.ofMinutes(5),
                3);
    }

    private final EventLog log = new EventLog("boot", EventLimits.DEFAULT);
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    private <T extends AutoCloseable> T opened(T each) {
        opened.add(0, each);
        return each;
    }

    private Webhooks to(String... urls) {
        return to(QUICK, urls);
    }

    private Webhooks to(WebhookLimits limits, String... urls) {
        var config = new WebhookConfig(Stream.of(urls).map(URI::create).toList(), Tokens.KEY);
        var issuer = new TokenIssuer(new ApiKeys(Map.of(Tokens.KEY, Tokens.SECRET)), InstantSource.system());
        return opened(new Webhooks(config, log, issuer, limits));
    }

    private void happens(String room, String event) {
        var told = WebhookEvent.newBuilder().setEvent(event).setId("EV_" + room + event);
        told.getRoomBuilder().setName(room).setMetadata("Gr\u00fc\u00dfe \ud83d\ude00");
        log.append(event, room, ProtoJson.plain(told.build()));
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(n -> "e" + n).toList();
    }

    @Test
    void aReceiverThatFailsAtFirstGetsEverythingSignedAndEachRoomsEventsInOrder() throws Exception {
        var failures = new AtomicInteger();
        TestReceiver receiver = opened(new TestReceiver(event -> failures.incrementAndGet() <= 7 ? 503 : 200));
        Webhooks webhooks = to(receiver.url());
        for (int n = 0; n < 20; n++) {
            for (String room : List.of("red", "green", "blue")) {
                happens(room, "e" + n);
            }
        }
        Waiting.until("all events to arrive", PATIENCE, () -> receiver.taken.size() == 60);
        for (String room : List.of("red", "green", "blue")) {
            assertThat(receiver.of(room)).isEqualTo(numbers(20));
        }
        assertThat(receiver.faults).isEmpty();
        assertThat(receiver.types).containsOnly("application/webhook+json");
        assertThat(receiver.taken.get(0).getRoom().getMetadata()).isEqualTo("Gr\u00fc\u00dfe \ud83d\ude00");
        Waiting.until("them to be counted", PATIENCE, () -> webhooks.counters().total(Outcome.DELIVERED) == 60);
        assertThat(webhooks.counters().total(Outcome.FAILED)).isEqualTo(7);
    }

    @Test
    void anEventThatItsReceiverRefusesIsGivenUpAndTheNextOnesCome() throws Exception {
        var asked = new AtomicInteger();
        TestReceiver receiver = opened(new TestReceiver(event -> {
            boolean wrong = event.getEvent().equals("e1");
            asked.addAndGet(wrong ? 1 : 0);
            return wrong ? 400 : 200;
        }));
        Webhooks webhooks = to(receiver.url());
        numbers(4).forEach(event -> happens("r", event));
        Waiting.until("the others to arrive", PATIENCE, () -> receiver.taken.size() == 3);
        assertThat(receiver.of("r")).containsExactly("e0", "e2", "e3");
        assertThat(asked).hasValue(3);
        assertThat(webhooks.counters().total(Outcome.REFUSED)).isEqualTo(1);
    }

    @Test
    void receiversAreToldIndependentlyOfEachOther() throws Exception {
        TestReceiver closed = new TestReceiver(event -> 200);
        closed.close();
        var forever = new CountDownLatch(1);
        TestReceiver silent = opened(new TestReceiver(event -> {
            await(forever);
            return 200;
        }));
        TestReceiver first = opened(new TestReceiver(event -> 200));
        TestReceiver second = opened(new TestReceiver(event -> 200));
        to(closed.url(), first.url(), silent.url(), second.url());
        numbers(30).forEach(event -> happens("r", event));
        for (TestReceiver receiver : List.of(first, second)) {
            Waiting.until("all events to arrive", PATIENCE, () -> receiver.taken.size() == 30);
            assertThat(receiver.of("r")).isEqualTo(numbers(30));
        }
        forever.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aRequestThatIsNotAnsweredInTimeIsMadeAgain() throws Exception {
        var first = new CountDownLatch(1);
        Set<String> seen = ConcurrentHashMap.newKeySet();
        TestReceiver receiver = opened(new TestReceiver(event -> {
            if (seen.add(event.getId())) {
                await(first);
                return 500;
            }
            return 200;
        }));
        to(limits(Duration.ofMillis(300)), receiver.url());
        happens("r", "e0");
        Waiting.until("it to arrive", PATIENCE, () -> !receiver.taken.isEmpty());
        first.countDown();
    }

    @Test
    void redirectsAreNotFollowed() throws Exception {
        var requests = new AtomicInteger();
        TestReceiver receiver = opened(new TestReceiver(event -> requests.incrementAndGet() < 3 ? 302 : 200));
        to(receiver.url());
        happens("r", "e0");
        Waiting.until("it to arrive", PATIENCE, () -> receiver.taken.size() == 1);
        assertThat(requests).hasValue(3);
    }

    @Test
    void aNodeTellsWhatHappensInItsRoomsAndSaysSoInItsMetrics() throws Exception {
        TestReceiver receiver = opened(new TestReceiver(event -> 200));
        var node = opened(new TestNode("webhook: {urls: ['" + receiver.url() + "'], api_key: devkey}"));
        var service = RoomServiceClient.createClient(node.url(), Tokens.KEY, Tokens.SECRET);
        try (RawClient ada = node.join("ada", "told")) {
            ada.next(JOIN);
            service.deleteRoom("told").execute();
        }
        Waiting.until(
                "all events to arrive", PATIENCE, () -> receiver.of("told").size() == 3);
        assertThat(receiver.of("told"))
                .containsExactly("room_started", "participant_connection_aborted", "room_finished");
        assertThat(receiver.taken.get(1).getParticipant().getIdentity()).isEqualTo("ada");
        // Counted when the receiver's answer has come back.
        Waiting.until(
                "all to be counted",
                PATIENCE,
                () -> metrics(node).matches("(?s).*auralink_webhooks_total\\{[^}]*outcome=\"delivered\"} 3\\b.*"));
    }

    private static String metrics(TestNode node) {
        try {
            return node.metrics();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
