package org.auralink.media.room.data;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes fields of a message in protobuf's encoding. */
final class WireWriter {
    private final ByteArrayOutputStream out;

    /** @param size about how much it will be */
    WireWriter(int size) {
        out = new ByteArrayOutputStream(size);
    }

    /** Fields as they are encoded elsewhere. */
    WireWriter fields(byte[] buf, int from, int to) {
        out.write(buf, from, to - from);
        return this;
    }

    WireWriter text(int field, String text) {
        return bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }

    WireWriter bytes(int field, byte[] content) {
        varint((long) field << 3 | 2);
        varint(content.length);
        out.write(content, 0, content.length);
        return this;
    }

    WireWriter number(int field, long value) {
        varint((long) field << 3);
        varint(value);
        return this;
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    byte[] toBytes() {
        return out.toByteArray();
    }
}
