package org.auralink.media.room;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.auralink.media.room.forward.KeyFrameSpacing;

/**
 * Measures what reports cost a loop: CPU time and bytes for each, of people who all publish a microphone and receive all
 * others. Run by hand, with the number of people as its argument. Rounds without reports are taken off.
 */
final class ReportCost {
    private static final int ROUNDS = 5;
    private static final int SECONDS = 30;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private ReportCost() {}

    public static void main(String[] args) {
        int people = args.length == 0 ? 50 : Integer.parseInt(args[0]);
        TestRoom without = room(people, 0);
        TestRoom with = room(people, 1_000_000_000L);
        System.out.printf("Java %s, %d people%n", Runtime.version(), people);
        for (int round = 0; round < ROUNDS; round++) {
            long[] least = measure(without);
            long[] most = measure(with);
            System.out.printf(
                    "%.1f µs and %d B per report%n",
                    (most[0] - least[0]) / 1e3 / most[2], (most[1] - least[1]) / most[2]);
        }
    }

    private static TestRoom room(int people, long every) {
        var test =
                new TestRoom(new RoomTuning(KeyFrameSpacing.DEFAULT, SpeakerRule.DEFAULT, 5_000_000_000L, true, every));
        List<TestClient> clients = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            clients.add(test.connected("p" + i));
        }
        clients.forEach(TestClient::publishMicrophone);
        clients.forEach(TestClient::renegotiate);
        return test;
    }

    private static long[] measure(TestRoom test) {
        test.reports.clear();
        test.transports.opened.forEach(association -> association.rtcp.clear());
        long time = THREADS.getCurrentThreadCpuTime();
        long bytes = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        test.pass(SECONDS * 1_000L);
        return new long[] {
            THREADS.getCurrentThreadCpuTime() - time,
            THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - bytes,
            Math.max(1, test.reports.size())
        };
    }
}
