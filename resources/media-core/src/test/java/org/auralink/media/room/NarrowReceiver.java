package org.auralink.media.room;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.auralink.media.netem.Conditions;
import org.auralink.media.netem.Link;
import org.auralink.media.netem.Timeline;
import org.auralink.media.rtcp.TransportFeedback;
import org.auralink.media.rtp.RtpPacket;

/**
 * A call of a publisher with a camera in three layers and a microphone, and of a receiver behind a bottleneck who reports ten times a
 * second when packets arrived, as Chromium does.
 */
final class NarrowReceiver {
    static final long MS = TestRoom.MS;
    private static final int FRAME = 33;
    private static final int EXTENSION = 2;
    /** Of retransmissions of VP8, as the room offers them. */
    private static final int REPAIR = 97;
    /** Packets a frame and their payloads: 150, 500 and 1700 kbit/s with all that is around them. */
    private static final int[] PACKETS = {1, 2, 6};

    private static final int[] PAYLOADS = {560, 960, 1_090};
    /** Packets of a key frame: six to eight times a frame, as Chromium's encoder has it. */
    private static final int[] KEY_PACKETS = {8, 14, 40};

    final TestRoom test = new TestRoom();
    final TestClient alice = test.connected("alice");
    final TestClient bob;
    final SimulcastCamera camera;
    final Link<RtpPacket> down;
    private final Link<TransportFeedback> up;
    private final Timeline timeline;
    private final TreeMap<Integer, Long> arrived = new TreeMap<>();
    private final boolean[] keyFrameWanted = {true, true, true};
    private int asked;
    private int reported = -1;
    private int reports;
    /** What came: of which layer, -1 for sound, -2 for what was sent again. */
    final List<Seen> seen = new ArrayList<>();

    record Seen(long at, int layer, int bytes) {}

    NarrowReceiver(long seed, Conditions path) {
        bob = test.connected("bob");
        bob.descriptions.reportArrivals();
        camera = new SimulcastCamera(test, alice);
        timeline = new Timeline(test.now);
        down = new Link<>(new Random(seed), path);
        up = new Link<>(new Random(seed + 1), Conditions.PERFECT.delayed(path.delay()));
        timeline.deliver(down, this::received);
        timeline.deliver(up, report -> {
            test.now = timeline.now();
            bob.receiving().arrive(test.now, report);
        });
        for (int layer = 0; layer < PACKETS.length; layer++) {
            send(layer);
        }
        sound();
        bob.renegotiate();
        timeline.run(test.now - timeline.now());
        every(FRAME * MS, this::frame);
        every(20 * MS, this::sound);
        every(5 * MS, this::timeout);
        every(100 * MS, this::report);
    }

    private void every(long nanos, Runnable action) {
        timeline.every(nanos, () -> {
            test.now = timeline.now();
            action.run();
            flush();
        });
    }

    void pass(double seconds) {
        timeline.run((long) (seconds * 1_000) * MS);
        test.now = timeline.now();
    }

    private void timeout() {
        if (test.room.nextTimeoutNanos() <= test.now) {
            test.room.handleTimeout(test.now);
        }
    }

    private void frame() {
        List<Integer> wanted = camera.askedForKeyFrames();
        // Whichever layer is asked for one, Chromium's encoder makes one of each.
        if (asked < wanted.size()) {
            wantKeyFrames();
        }
        asked = wanted.size();
        for (int layer = 0; layer < PACKETS.length; layer++) {
            send(layer);
        }
    }

    /** The next picture of each layer is a key frame, as when somebody else joins. */
    void wantKeyFrames() {
        Arrays.fill(keyFrameWanted, true);
    }

    private void send(int layer) {
        boolean key = keyFrameWanted[layer];
        keyFrameWanted[layer] = false;
        int packets = key ? KEY_PACKETS[layer] : PACKETS[layer];
        for (int i = 0; i < packets; i++) {
            RtpPacket packet = camera.packet(layer, key && i == 0, PAYLOADS[layer]);
            alice.sending().arrive(test.now, packet);
        }
    }

    private void sound() {
        // 32 kbit/s.
        alice.sendRtp(TestClient.OPUS, SimulcastCamera.MICROPHONE, new byte[80], -1);
    }

    private void flush() {
        List<RtpPacket> out = List.copyOf(bob.receiving().rtp);
        bob.receiving().rtp.clear();
        for (RtpPacket each : out) {
            byte[] copy = Arrays.copyOfRange(each.array(), each.offset(), each.offset() + each.length());
            down.send(timeline.now(), SimulcastCamera.view(copy, copy.length), copy.length + 44);
        }
    }

    private void received(RtpPacket packet) {
        int at = packet.extensionOffset(EXTENSION);
        boolean video = at >= 0;
        if (video) {
            int number = (packet.array()[at] & 0xff) << 8 | packet.array()[at + 1] & 0xff;
            arrived.put(unwrapped(number), timeline.now());
        }
        boolean repeated = video && packet.payloadType() == REPAIR;
        int layer = video ? packet.array()[packet.payloadOffset() + 2] : -1;
        seen.add(new Seen(timeline.now(), repeated ? -2 : layer, packet.length()));
    }

    private int unwrapped(int number) {
        int last = arrived.isEmpty() ? reported : arrived.lastKey();
        return last < 0 ? number : last + (short) (number - last);
    }

    private void report() {
        if (arrived.isEmpty()) {
            return;
        }
        int first = reported < 0 ? arrived.firstKey() : Math.min(reported + 1, arrived.firstKey());
        int[] arrivals = new int[arrived.lastKey() - first + 1];
        Arrays.fill(arrivals, TransportFeedback.LOST);
        long reference = arrived.firstEntry().getValue() / (64 * MS);
        arrived.forEach((number, time) -> arrivals[number - first] = (int) ((time - reference * 64 * MS) / 250_000));
        reported = arrived.lastKey();
        arrived.clear();
        var report = new TransportFeedback(1, 2, first & 0xffff, (int) reference << 8 >> 8, reports++ & 0xff, arrivals);
        up.send(timeline.now(), report, 80);
    }

    void carries(long kilobits) {
        down.become(down.conditions().limited(kilobits * 1_000, Math.max(5_000, kilobits * 1_000 / 8 * 3 / 10)));
    }

    void loses(double share) {
        down.become(down.conditions().losing(share));
    }

    /** Layers of video that arrived since then. */
    List<Integer> layersSince(long from) {
        return seen.stream()
                .filter(each -> each.at >= from && each.layer >= 0)
                .map(each -> each.layer)
                .distinct()
                .toList();
    }

    /** The longest time without a packet of that kind since then, in ms. */
    long longestGap(long from, boolean video) {
        long before = from;
        long longest = 0;
        for (Seen each : seen) {
            if (each.at >= from && video == each.layer >= 0) {
                longest = Math.max(longest, each.at - before);
                before = each.at;
            }
        }
        return Math.max(longest, timeline.now() - before) / MS;
    }

    /** Seconds from then until something smaller than the largest picture came; -1 when it never did. */
    double smallerAfter(long from) {
        return seen.stream()
                .filter(each -> each.at >= from && each.layer >= 0 && each.layer < 2)
                .mapToDouble(each -> (double) (each.at - from) / (1_000 * MS))
                .findFirst()
                .orElse(-1);
    }

    /** Seconds from then until nothing but that layer came for a second; -1 when that was never so. */
    double settledOn(int layer, long from) {
        long since = -1;
        for (Seen each : seen) {
            if (each.at < from || each.layer < 0) {
                continue;
            }
            if (each.layer != layer) {
                since = -1;
            } else if (since < 0) {
                since = each.at;
            } else if (each.at - since > 1_000 * MS) {
                return (double) (since - from) / (1_000 * MS);
            }
        }
        return -1;
    }
}
