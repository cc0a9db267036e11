package org.auralink.media.node.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.auralink.media.node.events.EventLimits;
import org.auralink.media.node.events.EventLog;
import org.auralink.media.node.webhooks.WebhookCounters.Outcome;
import org.junit.jupiter.api.Test;

/** When an event is tried again, and when it is given up. */
class WebhookLaneTest {
    private static final WebhookLimits ONE_LANE = new WebhookLimits(
            1,
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofMillis(500),
            Duration.ofSeconds(15),
            Duration.ofMinutes(10),
            3);

    private final WebhookCounters counters = new WebhookCounters();
    private final EventLog log = new EventLog("boot", new EventLimits(1_000));
    private final WebhookLane lane = new WebhookLane(log, 0, ONE_LANE, counters);
    private long now = 5;

    private long failed(int status, double jitter) {
        assertThat(lane.next(now)).isNotNull();
        assertThat(lane.failed(now, status, jitter)).isNull();
        long wait = lane.dueAt() - now;
        assertThat(lane.next(lane.dueAt() - 1)).isNull();
        now = lane.dueAt();
        return Duration.ofNanos(wait).toMillis();
    }

    @Test
    void eachFailureDoublesTheWaitUpToABoundAndNoTwoWaitAlike() {
        log.append("e", "r", "{}");
        assertThat(failed(0, 1)).isEqualTo(500);
        assertThat(failed(500, 0)).isEqualTo(500);
        assertThat(failed(503, 0.5)).isEqualTo(1_500);
        assertThat(failed(408, 1)).isEqualTo(4_000);
        assertThat(failed(429, 1)).isEqualTo(8_000);
        assertThat(failed(302, 1)).isEqualTo(15_000);
        for (int i = 0; i < 30; i++) {
            assertThat(failed(0, 1)).isEqualTo(15_000);
        }
        assertThat(lane.next(now)).isNotNull();
        lane.delivered();
        assertThat(lane.isDone()).isTrue();
        assertThat(lane.dueAt()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whatIsOldIsGivenUpAndTheNextBeginsAnew() {
        log.append("e", "r", "{}");
        log.append("f", "r", "{}");
        failed(500, 1);
        now += Duration.ofMinutes(10).toNanos();
        assertThat(lane.next(now)).isNotNull();
        assertThat(lane.failed(now, 500, 1)).isEqualTo(Outcome.EXPIRED);
        assertThat(lane.next(now).name()).isEqualTo("f");
        assertThat(lane.failed(now, 500, 1)).isNull();
        assertThat(lane.dueAt() - now).isEqualTo(Duration.ofMillis(500).toNanos());
    }

    @Test
    void whatTheLogDropsBeforeItWasToldIsCountedEventForEvent() {
        log.whenDropped(lane::dropped);
        for (int i = 0; i < 20; i++) {
            log.append("e" + i, "r", "{}");
        }
        long held = log.last() - log.oldest() + 1;
        assertThat(counters.total(Outcome.OVERTAKEN)).isEqualTo(20 - held);
        assertThat(lane.wasOvertaken()).isTrue();
        assertThat(lane.wasOvertaken()).isFalse();
        for (int i = 0; i < held; i++) {
            assertThat(lane.next(now).sequence()).isEqualTo(20 - held + i + 1);
            lane.delivered();
        }
        log.append("last", "r", "{}");
        assertThat(counters.total(Outcome.OVERTAKEN)).isEqualTo(20 - held);
    }

    @Test
    void aLaneCarriesItsRoomsOnlyAndBeginsWithWhatIsNew() {
        log.append("old", "r", "{}");
        var two = new WebhookLimits(2, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, 1);
        var even = new WebhookLane(log, 0, two, counters);
        var odd = new WebhookLane(log, 1, two, counters);
        log.append("a", "a", "{}");
        log.append("b", "b", "{}");
        assertThat(odd.next(now).name()).isEqualTo("a");
        assertThat(even.next(now).name()).isEqualTo("b");
    }
}
