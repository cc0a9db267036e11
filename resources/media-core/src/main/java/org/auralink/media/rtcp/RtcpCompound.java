package org.auralink.media.rtcp;

import java.util.ArrayList;
import java.util.List;
import org.auralink.media.rtp.RtpBytes;
import org.jspecify.annotations.Nullable;

/** Reads compound and reduced-size RTCP (RFC 3550 6.1, RFC 5506): the packets of one datagram. */
public final class RtcpCompound {
    /** Packets read from one datagram; a browser sends at most a handful. */
    private static final int MAX_PACKETS = 64;

    private RtcpCompound() {}

    /**
     * Reads the packets of a datagram. Types that nothing is done about are skipped: names, goodbyes and estimates.
     *
     * @return empty when nothing in it is of use; what came before the first malformed packet otherwise
     */
    public static List<RtcpPacket> parse(byte[] buf, int from, int size) {
        List<RtcpPacket> packets = new ArrayList<>(4);
        int end = from + size;
        int at = from;
        for (int n = 0; n < MAX_PACKETS && at + RtcpHeader.SIZE <= end; n++) {
            int next = at + 4 * (RtpBytes.readShort(buf, at + 2) + 1);
            if ((buf[at] & 0xC0) != 0x80 || next > end) {
                break;
            }
            int padding = (buf[at] & 0x20) == 0 ? 0 : buf[next - 1] & 0xff;
            int packetEnd = Math.max(at + RtcpHeader.SIZE, next - padding);
            RtcpPacket packet = parseOne(buf, at, packetEnd);
            if (packet != null) {
                packets.add(packet);
            }
            at = next;
        }
        return packets;
    }

    private static @Nullable RtcpPacket parseOne(byte[] buf, int at, int end) {
        int count = buf[at] & 0x1F;
        int size = end - at;
        return switch (buf[at + 1] & 0xff) {
            case RtcpHeader.SENDER_REPORT ->
                size < SenderReport.minimum(count) ? null : SenderReport.parse(buf, at, count);
            case RtcpHeader.RECEIVER_REPORT ->
                size < ReceiverReport.minimum(count) ? null : ReceiverReport.parse(buf, at, count);
            case RtcpHeader.TRANSPORT_FEEDBACK -> parseTransportFeedback(buf, at, end, count);
            case RtcpHeader.PAYLOAD_FEEDBACK -> parsePayloadFeedback(buf, at, end, count);
            default -> null;
        };
    }

    private static @Nullable RtcpPacket parseTransportFeedback(byte[] buf, int at, int end, int format) {
        int size = end - at;
        if (format == Nack.FORMAT && size >= Nack.FIXED) {
            return Nack.parse(buf, at, end);
        }
        return format == TransportFeedback.FORMAT && size >= TransportFeedback.FIXED
                ? TransportFeedback.parse(buf, at, end)
                : null;
    }

    private static @Nullable RtcpPacket parsePayloadFeedback(byte[] buf, int at, int end, int format) {
        int size = end - at;
        if (format == PictureLossIndication.FORMAT && size >= PictureLossIndication.SIZE) {
            return PictureLossIndication.parse(buf, at);
        }
        if (format == FullIntraRequest.FORMAT && size >= FullIntraRequest.SIZE) {
            return FullIntraRequest.parse(buf, at);
        }
        return null;
    }
}
