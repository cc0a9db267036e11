package org.auralink.media.codec;

import org.auralink.media.rtp.RtpPacket;

/** The blocks of a packet with redundancy (RFC 2198 3): older ones first, each with a header before all of them. */
final class RedBlocks extends PayloadDescriptor {
    private static final int HEADER = 4;

    private final int plain;
    private boolean redundant;
    private boolean whole;
    private int headers;
    private int newest;

    /** @param plain payload type of packets without blocks */
    RedBlocks(int plain) {
        this.plain = plain;
    }

    @Override
    public PayloadDescriptor ofHistory() {
        return new RedBlocks(plain);
    }

    @Override
    public boolean read(RtpPacket packet) {
        redundant = packet.payloadType() != plain;
        if (redundant) {
            return super.read(packet);
        }
        whole = true;
        newest = 0;
        headers = 0;
        return true;
    }

    @Override
    boolean parse(byte[] buf, int from, int size) {
        redundant = true;
        whole = false;
        newest = 0;
        int at = 0;
        int older = 0;
        while (at < size && (buf[from + at] & 0x80) != 0) {
            if (at + HEADER > size) {
                return false;
            }
            older += (buf[from + at + 2] & 0x03) << 8 | buf[from + at + 3] & 0xff;
            at += HEADER;
        }
        headers = at + 1;
        newest = headers + older;
        whole = at < size && newest <= size;
        newest = whole ? newest : 0;
        return whole;
    }

    @Override
    public boolean isWhole() {
        return whole;
    }

    @Override
    public boolean hasBlocks() {
        return redundant;
    }

    @Override
    public int newestBlock() {
        return newest;
    }

    /** Gives all blocks another payload type, in a copy of the payload. */
    @Override
    public void rename(byte[] buf, int payload, int payloadType) {
        for (int at = 0; redundant && whole && at < headers; at += HEADER) {
            buf[payload + at] = (byte) (buf[payload + at] & 0x80 | payloadType);
        }
    }
}
