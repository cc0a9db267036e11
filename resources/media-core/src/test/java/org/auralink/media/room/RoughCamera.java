package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.auralink.media.netem.Conditions;
import org.auralink.media.netem.Link;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.model.TrackSource;
import org.auralink.media.rtcp.Nack;
import org.auralink.media.rtcp.PictureLossIndication;
import org.auralink.media.rtcp.RtcpPacket;
import org.auralink.media.rtp.NackGenerator;
import org.auralink.media.rtp.RtpBytes;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.rtp.RtpWriter;
import org.auralink.media.rtp.Rtx;
import org.auralink.media.rtp.SequenceNumbers;
import org.auralink.media.transport.TransportState;

/** A camera's track from a publisher through a room to a subscriber, each behind a path of its own. */
final class RoughCamera {
    private static final long MS = RoughRoom.MS;
    private static final int RTX = 97;

    final RoughRoom rough;
    private final Random random;
    private final TestClient ada;
    private final TestClient bob;
    final Link<Runnable> up;
    private final Link<Runnable> down;
    private final Link<Runnable> toAda;
    private final Link<Runnable> fromBob;
    /** The publisher's packets by number. */
    private final Map<Integer, RtpPacket> published = new HashMap<>();
    /** What the subscriber has, by its place in the stream: the number that the packet's payload says. */
    final TreeMap<Long, Integer> received = new TreeMap<>();

    private final NackGenerator wanted = new NackGenerator();
    private int sequence = 65_400;
    private int repairSequence = 9_000;
    int count;
    private boolean keyFrameWanted;
    private int repairsOfAda;
    private int repairsForBob;
    private long highest = -1;
    private int mainSsrc;

    RoughCamera(Conditions path, long seed) {
        rough = new RoughRoom(seed);
        random = new Random(seed);
        TestRoom test = rough.test;
        ada = test.connected("ada");
        bob = test.connected("bob");
        ada.announce("cam", TrackKind.VIDEO, TrackSource.CAMERA);
        ada.descriptions.declareRepairs();
        ada.descriptions.send("video", "cam");
        ada.offer();
        ada.sending().become(test.now, TransportState.CONNECTED, null);
        ada.sending().arrive(test.now, next(true));
        bob.renegotiate();
        up = rough.link(path);
        down = rough.link(path);
        toAda = rough.link(path);
        fromBob = rough.link(path);
        rough.pass(1_000);
        rough.outlet(this::flush);
        rough.every(33 * MS, this::frame);
        rough.every(20 * MS, this::ask);
    }

    /** A packet whose payload says which one it is. */
    private RtpPacket next(boolean key) {
        byte[] payload = {0x10, (byte) (key ? 0 : 1), 0, 0, 0, 0};
        RtpBytes.writeInt(payload, 2, count++);
        int number = sequence++ & 0xffff;
        RtpPacket packet = packet(TestClient.VP8, number, ada.descriptions.ssrc("cam"), payload);
        published.put(number, packet);
        return packet;
    }

    private RtpPacket packet(int payloadType, int number, int ssrc, byte[] payload) {
        byte[] buf = new byte[64];
        var writer = new RtpWriter(buf).begin(false, payloadType, number, rough.test.now / 11_111, ssrc);
        return SimulcastCamera.view(
                buf, writer.payload(payload, 0, payload.length).length());
    }

    private void frame() {
        boolean key = keyFrameWanted;
        keyFrameWanted = false;
        for (int packets = 1 + random.nextInt(4); packets > 0; packets--) {
            send(next(key));
            key = false;
        }
    }

    private void send(RtpPacket packet) {
        rough.send(up, bytes(packet), () -> ada.sending().arrive(rough.test.now, view(packet)));
    }

    /** A view of its own: whoever receives may change it. */
    private static RtpPacket view(RtpPacket packet) {
        byte[] copy = Arrays.copyOf(bytes(packet), packet.length());
        return SimulcastCamera.view(copy, copy.length);
    }

    private static byte[] bytes(RtpPacket packet) {
        return Arrays.copyOfRange(packet.array(), packet.offset(), packet.offset() + packet.length());
    }

    private void flush() {
        List<RtcpPacket> feedback = List.copyOf(ada.sending().rtcp);
        ada.sending().rtcp.clear();
        for (RtcpPacket each : feedback) {
            rough.send(toAda, new byte[each.size()], () -> asked(each));
        }
        List<RtpPacket> out = List.copyOf(bob.receiving().rtp);
        bob.receiving().rtp.clear();
        for (RtpPacket each : out) {
            rough.send(down, bytes(each), () -> received(view(each)));
        }
    }

    /** The publisher is asked for something. */
    private void asked(RtcpPacket feedback) {
        if (feedback instanceof PictureLossIndication) {
            keyFrameWanted = true;
        } else if (feedback instanceof Nack nack) {
            for (int number : nack.sequences()) {
                RtpPacket lost = published.get(number);
                byte[] payload = new byte[2 + lost.payloadLength()];
                RtpBytes.writeShort(payload, 0, number);
                System.arraycopy(lost.array(), lost.payloadOffset(), payload, 2, lost.payloadLength());
                repairsOfAda++;
                send(packet(RTX, repairSequence++ & 0xffff, ada.descriptions.repairSsrc("cam"), payload));
            }
        }
    }

    /** The subscriber asks for what it misses. */
    private void ask() {
        int[] missing = wanted.toRequest(rough.test.now);
        if (missing.length > 0) {
            var nack = new Nack(1, mainSsrc, missing);
            rough.send(fromBob, new byte[nack.size()], () -> bob.receiving().arrive(rough.test.now, nack));
        }
    }

    private void received(RtpPacket packet) {
        if (mainSsrc == 0) {
            mainSsrc = packet.ssrc();
        }
        if (packet.ssrc() != mainSsrc) {
            assertThat(packet.payloadType()).as("of a retransmission").isEqualTo(RTX);
            assertThat(Rtx.unwrap(packet, TestClient.VP8, mainSsrc)).isTrue();
            repairsForBob++;
        }
        wanted.onPacket(rough.test.now, packet.sequenceNumber());
        highest = highest < 0
                ? (1 << 20) + packet.sequenceNumber()
                : Math.max(highest, SequenceNumbers.unwrap(highest, packet.sequenceNumber()));
        int number = RtpBytes.readInt(packet.array(), packet.payloadOffset() + 2);
        Integer before = received.put(SequenceNumbers.unwrap(highest, packet.sequenceNumber()), number);
        assertThat(before == null || before == number)
                .as("one number for one packet")
                .isTrue();
    }

    /**
     * The subscriber has one stream, each packet in its place.
     *
     * @param share of what the room sent, at least
     */
    void verify(double share, int atLeast) {
        long span = received.lastKey() - received.firstKey() + 1;
        assertThat(span).as("packets that the room sent, wraps included").isGreaterThan(atLeast);
        assertThat(received.size() / (double) span).as("of %d packets", span).isGreaterThanOrEqualTo(share);
        int offset = received.firstEntry().getValue();
        received.forEach((place, number) -> assertThat(number - offset)
                .as("without a gap or a reuse of a number")
                .isEqualTo((int) (place - received.firstKey())));
        assertThat(repairsOfAda + repairsForBob).isPositive();
    }
}
