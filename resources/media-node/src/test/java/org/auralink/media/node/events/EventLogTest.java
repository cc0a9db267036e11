package org.auralink.media.node.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class EventLogTest {
    @Test
    void oldEventsMakeRoomAndTheGapShows() {
        var log = new EventLog("boot", 3);
        for (int i = 1; i <= 5; i++) {
            log.append("room_started", "{\"n\":" + i + "}");
        }

        assertThat(log.oldest()).isEqualTo(3);
        assertThat(log.last()).isEqualTo(5);
        assertThat(log.after(0, 10)).extracting(EventLog.Entry::sequence).containsExactly(3L, 4L, 5L);
    }

    @Test
    void emptyLogHoldsNothing() {
        var log = new EventLog("boot", 3);

        assertThat(log.oldest()).isEqualTo(1);
        assertThat(log.after(0, 10)).isEmpty();
        assertThat(log.after(9, 10)).isEmpty();
    }

    @Test
    void everyReaderSeesEveryEventOnceInOrder() {
        var log = new EventLog("boot", 1000);
        var random = new Random(5);
        long read = 0;
        for (int i = 0; i < 500; i++) {
            for (int n = random.nextInt(4); n > 0; n--) {
                log.append("e", "{}");
            }
            for (EventLog.Entry entry : log.after(read, 1 + random.nextInt(5))) {
                assertThat(entry.sequence()).isEqualTo(++read);
            }
        }
    }

    @Test
    void watchersAreWoken() {
        var log = new EventLog("boot", 3);
        int[] woken = {0};
        log.watch(() -> woken[0]++);
        log.append("e", "{}");

        assertThat(woken[0]).isOne();
    }
}
