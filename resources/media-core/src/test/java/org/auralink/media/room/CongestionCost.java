package org.auralink.media.room;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.auralink.media.room.forward.KeyFrameSpacing;
import org.auralink.media.rtcp.RtcpCompound;
import org.auralink.media.rtcp.RtcpPacket;
import org.auralink.media.rtcp.TransportFeedback;

/**
 * Measures what following connections costs a loop for each packet that it forwards: CPU time and bytes, in a room of one camera
 * with three layers and of people who receive it and report ten times a second. Run by hand, with the number of people as its
 * argument. A room in which nobody reports takes turns with it.
 */
final class CongestionCost {
    private static final int ROUNDS = 7;
    private static final int FRAMES = 600;
    private static final int FRAME_MILLIS = 33;
    private static final int PER_REPORT = 3;
    /** Packets of a frame in each layer. */
    private static final int[] PACKETS = {1, 2, 6};

    private static final int PAYLOAD = 1_090;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final TestRoom test;
    private final TestClient alice;
    private final SimulcastCamera camera;
    private final List<TestClient> others = new ArrayList<>();
    private final boolean reports;
    /** Packets that each was sent, and those of them that it reported on. */
    private final int[] sent;

    private final int[] reported;
    private long forwarded;

    private CongestionCost(int people, boolean reports) {
        this.reports = reports;
        sent = new int[people];
        reported = new int[people];
        test = new TestRoom(new RoomTuning(
                KeyFrameSpacing.DEFAULT,
                SpeakerRule.DEFAULT,
                5_000_000_000L,
                true,
                RoomTuning.USUAL_REPORT_NANOS,
                reports ? CongestionControl.DEFAULT : CongestionControl.OFF,
                AudioRule.EVERYTHING));
        alice = test.connected("alice");
        camera = new SimulcastCamera(test, alice);
        for (int i = 0; i < people; i++) {
            TestClient other = test.connected("p" + i);
            if (reports) {
                other.descriptions.reportArrivals();
            }
            others.add(other);
        }
        frame(true);
        others.forEach(TestClient::renegotiate);
        frame(true);
    }

    public static void main(String[] args) {
        int people = args.length == 0 ? 20 : Integer.parseInt(args[0]);
        var without = new CongestionCost(people, false);
        var with = new CongestionCost(people, true);
        System.out.printf("Java %s, %d people%n", Runtime.version(), people);
        for (int round = 0; round < ROUNDS; round++) {
            double[] least = without.measure();
            double[] most = with.measure();
            System.out.printf(
                    "%.0f ns and %.1f B per packet without, %.0f ns and %.1f B with%n",
                    least[0], least[1], most[0], most[1]);
        }
    }

    private void frame(boolean key) {
        for (int layer = 0; layer < PACKETS.length; layer++) {
            for (int i = 0; i < PACKETS[layer]; i++) {
                alice.sending().arrive(test.now, camera.packet(layer, key && i == 0, PAYLOAD));
            }
        }
    }

    /** Of forwarding alone: what the tests' transports keep is thrown away in between. */
    private double[] measure() {
        long time = 0;
        long bytes = 0;
        forwarded = 0;
        for (int frame = 0; frame < FRAMES; frame++) {
            List<byte[]> due = frame % PER_REPORT == 0 && reports ? reports() : List.of();
            long timeBefore = THREADS.getCurrentThreadCpuTime();
            long bytesBefore =
                    THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            for (int i = 0; i < due.size(); i++) {
                List<RtcpPacket> packets = RtcpCompound.parse(due.get(i), 0, due.get(i).length);
                others.get(i).receiving().arrive(test.now, packets.toArray(RtcpPacket[]::new));
            }
            frame(false);
            test.pass(FRAME_MILLIS);
            time += THREADS.getCurrentThreadCpuTime() - timeBefore;
            bytes += THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - bytesBefore;
            for (int i = 0; i < others.size(); i++) {
                int arrived = others.get(i).receiving().rtp.size();
                forwarded += arrived;
                sent[i] += arrived;
                others.get(i).receiving().rtp.clear();
                others.get(i).receiving().rtcp.clear();
            }
            alice.sending().rtcp.clear();
        }
        return new double[] {(double) time / forwarded, (double) bytes / forwarded};
    }

    private List<byte[]> reports() {
        List<byte[]> all = new ArrayList<>();
        for (int i = 0; i < others.size(); i++) {
            int[] arrivals = new int[Math.max(1, sent[i] - reported[i])];
            Arrays.setAll(arrivals, n -> n * 4);
            var report = new TransportFeedback(
                    1, 2, reported[i] & 0xffff, (int) (test.now / 64_000_000L) & 0x7fffff, 0, arrivals);
            reported[i] = sent[i];
            byte[] written = new byte[report.size()];
            report.write(written, 0);
            all.add(written);
        }
        return all;
    }
}
