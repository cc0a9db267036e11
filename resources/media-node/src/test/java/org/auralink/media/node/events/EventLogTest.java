package org.auralink.media.node.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class EventLogTest {
    @Test
    void oldEventsMakeRoomAndTheGapShows() {
        var log = new EventLog("boot", new EventLimits(3 * 140));
        for (int i = 1; i <= 5; i++) {
            log.append("room_started", "r", "{\"n\":" + i + "}");
        }

        assertThat(log.oldest()).isEqualTo(3);
        assertThat(log.last()).isEqualTo(5);
        assertThat(log.after(0, 10)).extracting(EventLog.Entry::sequence).containsExactly(3L, 4L, 5L);
    }

    @Test
    void largeEventsMakeRoomByTheirSize() {
        var log = new EventLog("boot", new EventLimits(10_000));
        for (int i = 1; i <= 20; i++) {
            log.append("participant_joined", "r", "x".repeat(2_000));
        }
        assertThat(log.oldest()).as("four of them fit").isEqualTo(17);
        assertThat(log.after(0, 100)).hasSize(4);

        log.append("participant_joined", "r", "\u20ac".repeat(2_000));
        assertThat(log.oldest()).as("a wide text takes the place of two").isEqualTo(19);

        log.append("participant_joined", "r", "x".repeat(20_000));
        assertThat(log.after(0, 100)).extracting(EventLog.Entry::sequence).containsExactly(22L);

        log.append("room_finished", "r", "{}");
        assertThat(log.oldest()).isEqualTo(23);
    }

    @Test
    void emptyLogHoldsNothing() {
        var log = new EventLog("boot", new EventLimits(3 * 140));

        assertThat(log.oldest()).isEqualTo(1);
        assertThat(log.after(0, 10)).isEmpty();
        assertThat(log.after(9, 10)).isEmpty();
    }

    @Test
    void everyReaderSeesEveryEventOnceInOrder() {
        var log = new EventLog("boot", new EventLimits(1 << 20));
        var random = new Random(5);
        long read = 0;
        for (int i = 0; i < 500; i++) {
            for (int n = random.nextInt(4); n > 0; n--) {
                log.append("e", "r", "{}");
            }
            for (EventLog.Entry entry : log.after(read, 1 + random.nextInt(5))) {
                assertThat(entry.sequence()).isEqualTo(++read);
            }
        }
    }

    @Test
    void watchersAreWoken() {
        var log = new EventLog("boot", new EventLimits(3 * 140));
        int[] woken = {0};
        log.watch(() -> woken[0]++);
        log.append("e", "r", "{}");

        assertThat(woken[0]).isOne();
    }
}
