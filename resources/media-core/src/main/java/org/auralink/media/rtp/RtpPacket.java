package org.auralink.media.rtp;

/**
 * A view of one RTP packet (RFC 3550 5.1) inside somebody else's byte array; nothing is copied. It is valid until the
 * array is used again, and is itself reused: keep neither. Header extensions are those of RFC 8285, both forms.
 *
 * <p>All positions are indexes into {@link #array()}. Not safe for use by several threads.
 */
public final class RtpPacket {
    /** Bytes of the fixed header. */
    public static final int FIXED_HEADER = 12;
    /** Profile of one-byte header extensions (RFC 8285 4.2). */
    public static final int ONE_BYTE_PROFILE = 0xBEDE;
    /** Profile of two-byte header extensions (RFC 8285 4.3), without its four application bits. */
    public static final int TWO_BYTE_PROFILE = 0x1000;
    /** Elements looked at in one packet. Browsers send at most eight; more are ignored. */
    private static final int MAX_EXTENSIONS = 16;

    private static final byte[] NOTHING = new byte[0];

    private byte[] buf = NOTHING;
    private int offset;
    private int length;
    private int payloadOffset;
    private int payloadLength;
    private int extensions;
    private final int[] extensionIds = new int[MAX_EXTENSIONS];
    private final int[] extensionOffsets = new int[MAX_EXTENSIONS];
    private final int[] extensionLengths = new int[MAX_EXTENSIONS];

    /**
     * Points this view at a packet.
     *
     * @return false when it is not a well-formed RTP packet; the view must not be read then
     */
    public boolean parse(byte[] array, int start, int size) {
        if (start < 0 || size < FIXED_HEADER || start > array.length - size || (array[start] & 0xC0) != 0x80) {
            return false;
        }
        buf = array;
        offset = start;
        length = size;
        extensions = 0;
        int end = start + size;
        int at = start + FIXED_HEADER + 4 * (array[start] & 0x0F);
        if (at > end) {
            return false;
        }
        if ((array[start] & 0x10) != 0) {
            if (at + 4 > end) {
                return false;
            }
            int profile = RtpBytes.readShort(array, at);
            int extensionEnd = at + 4 + 4 * RtpBytes.readShort(array, at + 2);
            if (extensionEnd > end) {
                return false;
            }
            indexExtensions(profile, at + 4, extensionEnd);
            at = extensionEnd;
        }
        int padding = (array[start] & 0x20) == 0 ? 0 : array[end - 1] & 0xff;
        if ((array[start] & 0x20) != 0 && padding == 0 || at + padding > end) {
            return false;
        }
        payloadOffset = at;
        payloadLength = end - padding - at;
        return true;
    }

    private void indexExtensions(int profile, int from, int end) {
        boolean twoByte = (profile & 0xFFF0) == TWO_BYTE_PROFILE;
        if (!twoByte && profile != ONE_BYTE_PROFILE) {
            return;
        }
        int at = from;
        while (at < end && extensions < MAX_EXTENSIONS) {
            int first = buf[at] & 0xff;
            int id = twoByte ? first : first >>> 4;
            if (id == 0 && (twoByte || first == 0)) {
                at++;
                continue;
            }
            // Padding with a length and id 15 end the one-byte form (RFC 8285 4.2).
            if (twoByte && at + 1 >= end || !twoByte && (id == 0 || id == 15)) {
                return;
            }
            int size = twoByte ? buf[at + 1] & 0xff : (first & 0x0F) + 1;
            int data = at + (twoByte ? 2 : 1);
            if (data + size > end) {
                return;
            }
            extensionIds[extensions] = id;
            extensionOffsets[extensions] = data;
            extensionLengths[extensions++] = size;
            at = data + size;
        }
    }

    /**
     * Bytes before the payload of a packet that may still be sealed: fixed header, CSRCs, extensions.
     *
     * @return -1 when it is no RTP packet
     */
    public static int headerLength(byte[] array, int start, int size) {
        if (size < FIXED_HEADER || (array[start] & 0xC0) != 0x80) {
            return -1;
        }
        int header = FIXED_HEADER + 4 * (array[start] & 0x0F);
        if ((array[start] & 0x10) != 0) {
            if (header + 4 > size) {
                return -1;
            }
            header += 4 + 4 * RtpBytes.readShort(array, start + header + 2);
        }
        return header > size ? -1 : header;
    }

    /** The array this view looks into. */
    public byte[] array() {
        return buf;
    }

    /** Index of the first byte of the packet. */
    public int offset() {
        return offset;
    }

    /** Bytes of the whole packet, padding included. */
    public int length() {
        return length;
    }

    /** Index of the payload. */
    public int payloadOffset() {
        return payloadOffset;
    }

    /** Bytes of payload, without padding. Zero for a packet that is padding only. */
    public int payloadLength() {
        return payloadLength;
    }

    /** Bytes before the payload: fixed header, CSRCs, extensions. */
    public int headerLength() {
        return payloadOffset - offset;
    }

    /** The marker bit. */
    public boolean marker() {
        return (buf[offset + 1] & 0x80) != 0;
    }

    /** Payload type, 0..127. */
    public int payloadType() {
        return buf[offset + 1] & 0x7F;
    }

    /** Sequence number, 0..65535. */
    public int sequenceNumber() {
        return RtpBytes.readShort(buf, offset + 2);
    }

    /** Timestamp in units of the codec's clock, 0..2^32-1. */
    public long timestamp() {
        return RtpBytes.readUnsignedInt(buf, offset + 4);
    }

    /** Synchronisation source: 32 bits, so possibly negative as an int. */
    public int ssrc() {
        return RtpBytes.readInt(buf, offset + 8);
    }

    /** Sets the payload type in place and leaves the marker alone. */
    public void setPayloadType(int payloadType) {
        buf[offset + 1] = (byte) (buf[offset + 1] & 0x80 | payloadType & 0x7F);
    }

    /** Sets the sequence number in place. */
    public void setSequenceNumber(int sequence) {
        RtpBytes.writeShort(buf, offset + 2, sequence);
    }

    /** Sets the timestamp in place. */
    public void setTimestamp(long timestamp) {
        RtpBytes.writeInt(buf, offset + 4, (int) timestamp);
    }

    /** Sets the SSRC in place. */
    public void setSsrc(int ssrc) {
        RtpBytes.writeInt(buf, offset + 8, ssrc);
    }

    /** How many header extensions there are, for {@link #extensionId(int)}. */
    public int extensionCount() {
        return extensions;
    }

    /** Id of the n-th extension: 1..14 in the one-byte form, 1..255 in the other. */
    public int extensionId(int n) {
        return extensionIds[n];
    }

    /** Index of the data of the extension with this id, or -1 when the packet has none. */
    public int extensionOffset(int id) {
        int n = find(id);
        return n < 0 ? -1 : extensionOffsets[n];
    }

    /** Bytes of data of the extension with this id, or -1 when the packet has none. */
    public int extensionLength(int id) {
        int n = find(id);
        return n < 0 ? -1 : extensionLengths[n];
    }

    /** The extension's data as ASCII text (mid, rid), or an empty string when the packet has none with this id. */
    public String extensionText(int id) {
        int n = find(id);
        return n < 0
                ? ""
                : new String(
                        buf, extensionOffsets[n], extensionLengths[n], java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    /** Whether the ASCII data of the extension equals {@code text}; does not allocate. */
    public boolean extensionIs(int id, String text) {
        int n = find(id);
        if (n < 0 || extensionLengths[n] != text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if ((buf[extensionOffsets[n] + i] & 0xff) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int find(int id) {
        for (int n = 0; n < extensions; n++) {
            if (extensionIds[n] == id) {
                return n;
            }
        }
        return -1;
    }
}
