package org.auralink.media.room.forward;

import java.util.ArrayList;
import java.util.List;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.rtp.RtpWriter;
import org.auralink.media.sdp.Codec;

/** Makes RTP packets for tests and keeps those that were sent. */
final class Packets {
    static final Codec VP8 = new Codec(96, "VP8", 90_000, 1, "", List.of());
    static final Codec H264 = new Codec(102, "H264", 90_000, 1, "", List.of());
    static final Codec OPUS = new Codec(111, "opus", 48_000, 2, "", List.of());

    private Packets() {}

    /** A VP8 packet with a 15 bit picture id and a TL0PICIDX. */
    static RtpPacket vp8(int ssrc, int sequence, long timestamp, int pictureId, int tl0, boolean key) {
        byte[] payload = {
            (byte) 0x90,
            (byte) 0xE0,
            (byte) (0x80 | pictureId >> 8),
            (byte) pictureId,
            (byte) tl0,
            0x00,
            (byte) (key ? 0 : 1),
            42
        };
        return packet(VP8.payloadType(), ssrc, sequence, timestamp, payload);
    }

    static RtpPacket packet(int payloadType, int ssrc, int sequence, long timestamp, byte[] payload) {
        byte[] buf = new byte[1_500];
        var writer = new RtpWriter(buf).begin(false, payloadType, sequence & 0xffff, timestamp, ssrc);
        writer.payload(payload, 0, payload.length);
        return view(buf, writer.length());
    }

    static RtpPacket view(byte[] buf, int size) {
        var packet = new RtpPacket();
        if (!packet.parse(buf, 0, size)) {
            throw new AssertionError("not an RTP packet");
        }
        return packet;
    }

    /** Keeps what is sent. */
    static final class Received implements PacketOut {
        final List<RtpPacket> packets = new ArrayList<>();

        @Override
        public boolean sendRtp(long now, byte[] buf, int from, int size) {
            byte[] copy = new byte[size];
            System.arraycopy(buf, from, copy, 0, size);
            packets.add(view(copy, size));
            return true;
        }

        RtpPacket last() {
            return packets.get(packets.size() - 1);
        }

        List<Integer> sequences() {
            return packets.stream().map(RtpPacket::sequenceNumber).toList();
        }
    }
}
