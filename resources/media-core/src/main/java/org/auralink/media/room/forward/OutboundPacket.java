package org.auralink.media.room.forward;

import java.util.Arrays;
import org.auralink.media.codec.LayerSelector;
import org.auralink.media.codec.PayloadDescriptor;
import org.auralink.media.rtp.RtpBytes;
import org.auralink.media.rtp.RtpPacket;

/**
 * A packet as it is written for one subscriber, at the beginning of a buffer. Of header extensions it has room for the
 * transport-wide sequence number and the dependency descriptor, when the subscriber takes them; the others stay behind.
 */
final class OutboundPacket {
    /** Bytes of padding, as the last of them says. */
    private static final int PADDING = 4;

    private static final int EXTENSION = 0x10;
    private static final int PADDED = 0x20;
    /** Of the head of the extensions and of an element's in the two-byte form (RFC 8285 4.3). */
    private static final int HEAD = 4;

    private static final int ELEMENT_HEAD = 2;
    /** Bytes of a transport-wide sequence number. */
    private static final int NUMBER = 2;
    /** Longest element of the one-byte form. */
    private static final int SHORT = 16;

    private final byte[] buf;
    private int header;
    private int size;

    OutboundPacket(byte[] buf) {
        this.buf = buf;
    }

    /** What changes on the way to a subscriber; offsets are added to what the publisher wrote. */
    static final class Changes {
        int sequence;
        int timestampOffset;
        int pictureIdOffset;
        int tl0Offset;
        int keyIndexOffset;
        boolean marker;
        boolean newestBlockOnly;
        /** Bytes of padding behind the payload, which the last of them tells; 0 for none. */
        int padding;
    }

    byte[] array() {
        return buf;
    }

    int size() {
        return size;
    }

    void write(RtpPacket packet, PayloadDescriptor payload, LayerSelector layers, Changes changes, OutboundStream out) {
        boolean blocks = out.blockPayloadType() >= 0;
        // Who takes no redundancy gets the newest block alone; who does, gets packets without as what they are.
        boolean whole = blocks && payload.hasBlocks() && !changes.newestBlockOnly;
        int from = whole ? 0 : payload.newestBlock();
        int type = blocks && !whole ? out.blockPayloadType() : out.payloadType();
        fixed(changes.marker, type, out, changes.sequence, (int) packet.timestamp() + changes.timestampOffset);
        header = RtpPacket.FIXED_HEADER;
        if (out.dependencyExtension() > 0 || out.transportExtension() > 0) {
            extensions(packet, payload, layers, changes.pictureIdOffset, out);
        }
        int length = packet.payloadLength() - from;
        System.arraycopy(packet.array(), packet.payloadOffset() + from, buf, header, length);
        if (whole) {
            payload.rename(buf, header, out.blockPayloadType());
        }
        size = header
                + payload.shift(
                        buf, header, length, changes.pictureIdOffset, changes.tl0Offset, changes.keyIndexOffset);
        if (changes.padding > 0) {
            pad(changes.padding);
        }
    }

    private void pad(int bytes) {
        Arrays.fill(buf, size, size + bytes, (byte) 0);
        size += bytes;
        buf[size - 1] = (byte) bytes;
        buf[0] |= PADDED;
    }

    private void fixed(boolean marker, int payloadType, OutboundStream out, int sequence, int timestamp) {
        buf[0] = (byte) 0x80;
        buf[1] = (byte) ((marker ? 0x80 : 0) | payloadType);
        RtpBytes.writeShort(buf, 2, sequence);
        RtpBytes.writeInt(buf, 4, timestamp);
        RtpBytes.writeInt(buf, 8, out.ssrc());
    }

    /** The number comes first, where it is filled in when the packet leaves. */
    private void extensions(
            RtpPacket packet, PayloadDescriptor payload, LayerSelector layers, int frameOffset, OutboundStream out) {
        int from = header + HEAD;
        int number = out.transportExtension() > 0 ? ELEMENT_HEAD + NUMBER : 0;
        int described = from + number + ELEMENT_HEAD;
        int length = out.dependencyExtension() > 0 ? layers.extension(packet, payload, frameOffset, buf, described) : 0;
        if (number + length == 0) {
            return;
        }
        boolean isShort = length <= SHORT;
        int end = from;
        if (number > 0) {
            end = element(isShort, out.transportExtension(), NUMBER, end) + NUMBER;
            RtpBytes.writeShort(buf, end - NUMBER, 0);
        }
        if (length > 0) {
            end = element(isShort, out.dependencyExtension(), length, end);
            System.arraycopy(buf, described, buf, end, length);
            end += length;
        }
        while ((end - header & 3) != 0) {
            buf[end++] = 0;
        }
        buf[0] |= EXTENSION;
        RtpBytes.writeShort(buf, header, isShort ? RtpPacket.ONE_BYTE_PROFILE : RtpPacket.TWO_BYTE_PROFILE);
        RtpBytes.writeShort(buf, header + 2, (end - from) / 4);
        header = end;
    }

    /** The head of an element; returns where its data goes. */
    private int element(boolean isShort, int id, int length, int at) {
        if (isShort) {
            buf[at] = (byte) (id << 4 | length - 1);
            return at + 1;
        }
        buf[at] = (byte) id;
        buf[at + 1] = (byte) length;
        return at + ELEMENT_HEAD;
    }

    /** A packet with nothing but padding (RFC 3550 5.1). */
    void writePadding(OutboundStream out, int sequence, int timestamp) {
        fixed(false, out.payloadType(), out, sequence, timestamp);
        buf[0] |= PADDED;
        header = RtpPacket.FIXED_HEADER;
        RtpBytes.writeInt(buf, header, PADDING);
        size = header + PADDING;
    }

    /** Makes the retransmission of itself of what was written (RFC 4588 4). */
    void repeat(OutboundStream out, int repairSequence) {
        int sequence = RtpBytes.readShort(buf, 2);
        System.arraycopy(buf, header, buf, header + 2, size - header);
        RtpBytes.writeShort(buf, header, sequence);
        buf[1] = (byte) (buf[1] & 0x80 | out.repairPayloadType());
        RtpBytes.writeShort(buf, 2, repairSequence);
        RtpBytes.writeInt(buf, 8, out.repairSsrc());
        size += 2;
    }
}
