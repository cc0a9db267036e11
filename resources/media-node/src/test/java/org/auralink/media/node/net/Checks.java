package org.auralink.media.node.net;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Binding requests without protection, which is all that dispatch looks at. */
final class Checks {
    private Checks() {}

    static byte[] check(String ufrag) {
        return check(ufrag, (byte) 0);
    }

    /** @param last byte of the datagram, part of a made-up comprehension-optional attribute */
    static byte[] check(String ufrag, byte last) {
        byte[] name = (ufrag + ":peer").getBytes(StandardCharsets.US_ASCII);
        int padded = (name.length + 3) / 4 * 4;
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        try {
            out.writeShort(0x0001);
            out.writeShort(4 + 4 + 4 + padded + 8);
            out.writeInt(0x2112A442);
            out.write(new byte[12]);
            out.writeShort(0x8022);
            out.writeShort(1);
            out.writeInt(0);
            out.writeShort(0x0006);
            out.writeShort(name.length);
            out.write(name);
            out.write(new byte[padded - name.length]);
            out.writeShort(0x8023);
            out.writeShort(4);
            out.write(new byte[] {0, 0, 0, last});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
