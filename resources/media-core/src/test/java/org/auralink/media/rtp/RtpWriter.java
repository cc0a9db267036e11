package org.auralink.media.rtp;

/**
 * Writes RTP packets into one reused array: {@link #begin}, any number of {@link #extension}, {@link #payload} or
 * {@link #emptyPayload}, {@link #padding} if wanted. Extensions take the one-byte form (RFC 8285 4.2) until one needs
 * the other, then the block is rewritten. Allocates nothing per packet.
 */
public final class RtpWriter {
    private final byte[] buf;
    private int extensionStart;
    private int at;
    private boolean twoByte;

    /**
     * Writes into {@code buffer} from index 0.
     *
     * @param buffer at least as large as the largest packet; writing past it throws, so size it with
     *     {@link RtpLimits#MAX_PACKET}
     */
    public RtpWriter(byte[] buffer) {
        buf = buffer;
    }

    /** The array written into. The packet starts at index 0. */
    public byte[] array() {
        return buf;
    }

    /** Bytes written. */
    public int length() {
        return at;
    }

    /** Starts a packet with its fixed header. */
    public RtpWriter begin(boolean marker, int payloadType, int sequence, long timestamp, int ssrc) {
        buf[0] = (byte) 0x80;
        buf[1] = (byte) ((marker ? 0x80 : 0) | payloadType & 0x7F);
        RtpBytes.writeShort(buf, 2, sequence);
        RtpBytes.writeInt(buf, 4, (int) timestamp);
        RtpBytes.writeInt(buf, 8, ssrc);
        at = RtpPacket.FIXED_HEADER;
        extensionStart = 0;
        twoByte = false;
        return this;
    }

    /** Adds a header extension; only between {@link #begin} and the payload. Data of more than 255 bytes is left out. */
    public RtpWriter extension(int id, byte[] data, int from, int size) {
        if (id < 1 || id > 255 || size < 0 || size > 255) {
            return this;
        }
        if (extensionStart == 0) {
            extensionStart = at;
            at += 4;
        }
        if (!twoByte && (id > 14 || size < 1 || size > 16)) {
            toTwoByteForm();
        }
        if (twoByte) {
            buf[at++] = (byte) id;
            buf[at++] = (byte) size;
        } else {
            buf[at++] = (byte) (id << 4 | size - 1);
        }
        System.arraycopy(data, from, buf, at, size);
        at += size;
        return this;
    }

    private void toTwoByteForm() {
        twoByte = true;
        int element = extensionStart + 4;
        while (element < at) {
            int id = (buf[element] & 0xff) >>> 4;
            int size = (buf[element] & 0x0F) + 1;
            System.arraycopy(buf, element + 1, buf, element + 2, at - element - 1);
            buf[element] = (byte) id;
            buf[element + 1] = (byte) size;
            at++;
            element += 2 + size;
        }
    }

    /** Ends the header and appends the payload. */
    public RtpWriter payload(byte[] data, int from, int size) {
        emptyPayload();
        System.arraycopy(data, from, buf, at, size);
        at += size;
        return this;
    }

    /** Ends the header; append the payload by hand from {@link #length()} with {@link #advance}, or leave it empty. */
    public RtpWriter emptyPayload() {
        if (extensionStart != 0) {
            while ((at - extensionStart) % 4 != 0) {
                buf[at++] = 0;
            }
            buf[0] |= 0x10;
            RtpBytes.writeShort(buf, extensionStart, twoByte ? RtpPacket.TWO_BYTE_PROFILE : RtpPacket.ONE_BYTE_PROFILE);
            RtpBytes.writeShort(buf, extensionStart + 2, (at - extensionStart - 4) / 4);
            extensionStart = 0;
        }
        return this;
    }

    /** Counts {@code size} bytes that the caller wrote at {@link #length()}. */
    public RtpWriter advance(int size) {
        at += size;
        return this;
    }

    /** Appends {@code size} bytes of padding, 1..255, after the payload. */
    public RtpWriter padding(int size) {
        for (int i = 0; i < size; i++) {
            buf[at++] = 0;
        }
        buf[at - 1] = (byte) size;
        buf[0] |= 0x20;
        return this;
    }
}
