package org.auralink.media.codec;

import org.auralink.media.rtp.RtpBytes;
import org.auralink.media.rtp.RtpPacket;

/**
 * What forwarding has to know of the payload at hand: whether a decoder can begin with it, and where its counters are.
 * Reused for each packet of a stream; positions are relative to the payload's first byte. Between two packets it does not
 * change, whatever it is asked: several threads may serve receivers of one packet.
 */
public abstract sealed class PayloadDescriptor
        permits OpaquePayload, RedBlocks, H264Payload, H265Payload, Vp8Descriptor, Vp9Descriptor, Av1Descriptor {
    private static final int KEY_INDEX = 0x1F;

    private boolean keyFrameStart;
    private int pictureIdAt = -1;
    private boolean longPictureId;
    private int pictureId;
    private int tl0At = -1;
    private int tl0;
    private int keyIndexAt = -1;
    private int keyIndex;

    /** Reads a packet's payload; false when it is too short for its codec, and nothing is known of it. */
    public boolean read(RtpPacket packet) {
        return parse(packet.array(), packet.payloadOffset(), packet.payloadLength());
    }

    /** As {@link #read}, of a payload alone. */
    abstract boolean parse(byte[] buf, int from, int size);

    /** Nothing is known of the payload. */
    void clear() {
        keyFrameStart = false;
        pictureIdAt = -1;
        tl0At = -1;
        keyIndexAt = -1;
    }

    void setKeyFrameStart(boolean starts) {
        keyFrameStart = starts;
    }

    /**
     * Reads a picture id of 7 or 15 bits, as the first of them says.
     *
     * @param at index of it, behind which the payload goes on until {@code end}
     * @return index of what follows; -1 when the payload ends before
     */
    int readPictureId(byte[] buf, int from, int at, int end) {
        if (at >= end) {
            return -1;
        }
        longPictureId = (buf[at] & 0x80) != 0;
        if (longPictureId && at + 1 >= end) {
            return -1;
        }
        pictureIdAt = at - from;
        pictureId = longPictureId ? RtpBytes.readShort(buf, at) & 0x7FFF : buf[at] & 0x7F;
        return at + (longPictureId ? 2 : 1);
    }

    /** As {@link #readPictureId}, of the count of base layer frames. */
    int readTl0(byte[] buf, int from, int at, int end) {
        if (at >= end) {
            return -1;
        }
        tl0At = at - from;
        tl0 = buf[at] & 0xff;
        return at + 1;
    }

    /** As {@link #readPictureId}, of the count of key frames, in the low five bits of a byte. */
    int readKeyIndex(byte[] buf, int from, int at, int end) {
        if (at >= end) {
            return -1;
        }
        keyIndexAt = at - from;
        keyIndex = buf[at] & KEY_INDEX;
        return at + 1;
    }

    /** Whether a decoder can begin with this packet. */
    public boolean isKeyFrameStart() {
        return keyFrameStart;
    }

    /** Whether frames are numbered. */
    public boolean hasPictureId() {
        return pictureIdAt >= 0;
    }

    /** The frame's number, 7 or 15 bits. */
    public int pictureId() {
        return pictureId;
    }

    /** Whether base layer frames are counted. */
    public boolean hasTl0() {
        return tl0At >= 0;
    }

    /** Count of base layer frames, 8 bits. */
    public int tl0() {
        return tl0;
    }

    /** Whether key frames are counted. */
    public boolean hasKeyIndex() {
        return keyIndexAt >= 0;
    }

    /** Count of key frames, 5 bits. */
    public int keyIndex() {
        return keyIndex;
    }

    /** Whether it could be read, as far as anybody needs that. */
    public boolean isWhole() {
        return true;
    }

    /** Whether it is made of blocks, older ones among them. */
    public boolean hasBlocks() {
        return false;
    }

    /** Where the newest block begins in the payload. */
    public int newestBlock() {
        return 0;
    }

    /** Gives blocks another payload type, in a copy of the payload that begins at {@code payload}. */
    public void rename(byte[] buf, int payload, int payloadType) {
        // There are none.
    }

    /** Place among the frame rates, 0 for the lowest. */
    public int temporal() {
        return 0;
    }

    /** Whether who got the layers below only can go on with its layer here. */
    boolean isSwitchingUpPoint() {
        return false;
    }

    /** Another for packets that came before, which takes from them nothing that holds for those that come. */
    public abstract PayloadDescriptor ofHistory();

    /**
     * Adds offsets to the counters in a copy of the payload, modulo their width. A picture id of 7 bits that does not fit
     * any more becomes one of 15, as publishers let it grow that begin with the short form; then the payload is longer.
     *
     * @param payload where the copy begins; there is room for a byte behind it
     * @param size of the copy
     * @return its size afterwards
     */
    public int shift(byte[] buf, int payload, int size, int pictureIdOffset, int tl0Offset, int keyIndexOffset) {
        int grown = pictureIdAt < 0 ? 0 : shiftPictureId(buf, payload, size, pictureIdOffset);
        if (tl0At >= 0) {
            buf[payload + tl0At + grown] = (byte) (tl0 + tl0Offset);
        }
        if (keyIndexAt >= 0) {
            int at = payload + keyIndexAt + grown;
            buf[at] = (byte) (buf[at] & ~KEY_INDEX | keyIndex + keyIndexOffset & KEY_INDEX);
        }
        return size + grown;
    }

    private int shiftPictureId(byte[] buf, int payload, int size, int offset) {
        int at = payload + pictureIdAt;
        int shifted = pictureId + offset & 0x7FFF;
        if (!longPictureId && shifted <= 0x7F) {
            buf[at] = (byte) shifted;
            return 0;
        }
        int grown = longPictureId ? 0 : 1;
        if (grown > 0) {
            System.arraycopy(buf, at + 1, buf, at + 2, payload + size - at - 1);
        }
        RtpBytes.writeShort(buf, at, 0x8000 | shifted);
        return grown;
    }
}
