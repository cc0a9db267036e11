package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.room.model.Permission;
import org.junit.jupiter.api.Test;

/** A room does something fifty times per second for everybody in it; what that leaves behind adds up. */
class RoomAllocationTest {
    private static final int PARTICIPANTS = 100;
    /** Each participant is reported once in these. */
    private static final int SECONDS = 10;
    /**
     * What is not compiled yet leaves half as much more behind, and when it is depends on the machine and on what ran before:
     * the least of so many counts. By itself the test needs five on a busy machine.
     */
    private static final int WINDOWS = 30;
    /**
     * RTCP's reports of each second with what the tests' transport takes to read and keep them, 1000, and a tenth of what
     * {@link ParticipantReport} costs every ten seconds.
     */
    private static final long BYTES = 1_200;

    private final TestRoom test = new TestRoom();

    @Test
    void aQuietRoomLeavesLittleBehind() {
        for (int i = 0; i < PARTICIPANTS; i++) {
            TestClient client = test.join(new JoinRequest(
                    new ParticipantIdentity("p" + i),
                    "",
                    "",
                    Map.of(),
                    Permission.ALL,
                    0,
                    false,
                    false,
                    17,
                    2,
                    List.of(),
                    false));
            client.answerAndConnect();
            client.publishMicrophone();
        }
        test.pass(10_000);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < WINDOWS && least >= BYTES * PARTICIPANTS * SECONDS; i++) {
            long before = threads.getThreadAllocatedBytes(thread);
            test.pass(1_000 * SECONDS);
            least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
        }
        assertThat(least / (PARTICIPANTS * SECONDS))
                .as("bytes per participant and second")
                .isLessThan(BYTES);
    }
}
