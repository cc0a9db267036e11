package org.auralink.media.sctp;

import java.util.zip.CRC32C;
import org.auralink.media.rtp.RtpBytes;

/** Puts chunks into packets and hands those that are full, or have to go, to a sink. One array for all of them. */
final class PacketWriter {
    private static final PacketSink NOWHERE = (buf, from, size) -> {};

    private final byte[] buf;
    private final CRC32C crc = new CRC32C();
    private PacketSink sink = NOWHERE;
    private int tag;
    private int at = PacketReader.HEADER;
    private int chunk;
    private boolean hasData;
    private long packets;

    /** @param maxPacket bytes of the largest packet */
    PacketWriter(int sourcePort, int destinationPort, int maxPacket) {
        buf = new byte[maxPacket];
        RtpBytes.writeShort(buf, 0, sourcePort);
        RtpBytes.writeShort(buf, 2, destinationPort);
    }

    /** Where packets go from now on, and under which verification tag. */
    void begin(PacketSink to, int verificationTag) {
        sink = to;
        tag = verificationTag;
        at = PacketReader.HEADER;
        hasData = false;
    }

    /** Bytes that the next chunk may have, its header counted. */
    int room() {
        return buf.length - at;
    }

    /** Whether the packet has no chunk yet. */
    boolean isEmpty() {
        return at == PacketReader.HEADER;
    }

    /** Packets written so far. */
    long packets() {
        return packets;
    }

    /** Makes room for a chunk of that many bytes, by sending what is there when it has to be. */
    void require(int size) {
        if (room() < FieldCursor.padded(size)) {
            send();
        }
    }

    /** Begins a chunk; its value is put next. What is not data comes before data (RFC 9260 6.10), so maybe in a new packet. */
    void open(int type, int flags) {
        if (type == ChunkType.DATA) {
            hasData = true;
        } else if (hasData) {
            send();
        }
        chunk = at;
        buf[at] = (byte) type;
        buf[at + 1] = (byte) flags;
        at += FieldCursor.HEADER;
    }

    /** Ends the chunk: its length and padding (RFC 9260 3.2). */
    void close() {
        RtpBytes.writeShort(buf, chunk + 2, at - chunk);
        while ((at & 3) != 0) {
            buf[at++] = 0;
        }
    }

    void putByte(int value) {
        buf[at++] = (byte) value;
    }

    void putShort(int value) {
        RtpBytes.writeShort(buf, at, value);
        at += 2;
    }

    void putInt(int value) {
        RtpBytes.writeInt(buf, at, value);
        at += 4;
    }

    void putBytes(byte[] bytes, int from, int size) {
        System.arraycopy(bytes, from, buf, at, size);
        at += size;
    }

    /** Adds a chunk that is whole already, and no data. */
    void putChunk(byte[] whole) {
        if (hasData || room() < FieldCursor.padded(whole.length)) {
            send();
        }
        putBytes(whole, 0, whole.length);
        while ((at & 3) != 0) {
            buf[at++] = 0;
        }
    }

    /** Sends the packet, unless it is empty. */
    void send() {
        if (isEmpty()) {
            return;
        }
        RtpBytes.writeInt(buf, 4, tag);
        RtpBytes.writeInt(buf, 8, PacketReader.checksum(crc, buf, 0, at));
        int size = at;
        at = PacketReader.HEADER;
        hasData = false;
        packets++;
        sink.send(buf, 0, size);
    }
}
