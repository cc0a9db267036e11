package org.auralink.media.sctp.channel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.auralink.media.rtp.RtpBytes;
import org.auralink.media.sctp.Delivery;
import org.jspecify.annotations.Nullable;

/** DATA_CHANNEL_OPEN and DATA_CHANNEL_ACK (RFC 8832 5). */
record OpenMessage(String label, ChannelOptions options) {
    static final int OPEN = 3;
    static final int ACK = 2;

    private static final int FIXED = 12;
    private static final int UNORDERED = 0x80;
    private static final int RELIABLE = 0;
    private static final int RETRANSMITTED = 1;
    private static final int TIMED = 2;
    private static final int NORMAL_PRIORITY = 256;

    /**
     * Reads a DATA_CHANNEL_OPEN.
     *
     * @param maxLabel bytes of label and protocol, each
     * @return null when it is none that can be granted
     */
    static @Nullable OpenMessage read(byte[] buf, int from, int size, int maxLabel) {
        if (size < FIXED || buf[from] != OPEN) {
            return null;
        }
        int label = RtpBytes.readShort(buf, from + 8);
        int protocol = RtpBytes.readShort(buf, from + 10);
        if (label > maxLabel || protocol > maxLabel || FIXED + label + protocol != size) {
            return null;
        }
        Delivery delivery = delivery(buf[from + 1] & 0xff, RtpBytes.readUnsignedInt(buf, from + 4));
        if (delivery == null) {
            return null;
        }
        String name = new String(buf, from + FIXED, label, StandardCharsets.UTF_8);
        String spoken = new String(buf, from + FIXED + label, protocol, StandardCharsets.UTF_8);
        return new OpenMessage(name, new ChannelOptions(delivery, spoken));
    }

    private static @Nullable Delivery delivery(int type, long parameter) {
        boolean ordered = (type & UNORDERED) == 0;
        return switch (type & ~UNORDERED) {
            case RELIABLE -> ordered ? Delivery.RELIABLE : Delivery.UNORDERED;
            case RETRANSMITTED -> Delivery.retransmitted(ordered, parameter);
            case TIMED -> Delivery.within(ordered, parameter);
            default -> null;
        };
    }

    byte[] encode() {
        byte[] name = label.getBytes(StandardCharsets.UTF_8);
        byte[] spoken = options.protocol().getBytes(StandardCharsets.UTF_8);
        Delivery delivery = options.delivery();
        boolean counted = delivery.maxRetransmissions() != Delivery.UNLIMITED;
        boolean timed = delivery.lifetimeMillis() != Delivery.UNLIMITED;
        int type = counted ? RETRANSMITTED : timed ? TIMED : RELIABLE;
        long parameter = counted ? delivery.maxRetransmissions() : timed ? delivery.lifetimeMillis() : 0;
        return ByteBuffer.allocate(FIXED + name.length + spoken.length)
                .put((byte) OPEN)
                .put((byte) (delivery.ordered() ? type : type | UNORDERED))
                .putShort((short) NORMAL_PRIORITY)
                .putInt((int) Math.min(parameter, 0xffff_ffffL))
                .putShort((short) name.length)
                .putShort((short) spoken.length)
                .put(name)
                .put(spoken)
                .array();
    }
}
