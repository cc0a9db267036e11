package org.auralink.media.transport;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.auralink.media.ice.IceCredentials;

/** Writes a client's binding requests attribute by attribute (RFC 8489), right or wrong. */
final class Checks {
    static final int USE_CANDIDATE = 0x0025;
    static final int ICE_CONTROLLED = 0x8029;
    static final int ICE_CONTROLLING = 0x802A;

    private static final int HEADER = 20;

    private final ByteBuffer out = ByteBuffer.allocate(1000);

    private Checks() {}

    /** A check that nominates, as a browser sends it. */
    static byte[] nominating(IceCredentials node, IceCredentials client) {
        return begin(node, client)
                .with(ICE_CONTROLLING, new byte[8])
                .with(USE_CANDIDATE, new byte[0])
                .sealed(node.password());
    }

    /** A check that does not nominate. */
    static byte[] plain(IceCredentials node, IceCredentials client) {
        return begin(node, client).with(ICE_CONTROLLING, new byte[8]).sealed(node.password());
    }

    static Checks begin(IceCredentials node, IceCredentials client) {
        var checks = new Checks();
        checks.out.putShort((short) 1).putShort((short) 0).putInt(0x2112A442).put(new byte[12]);
        return checks.with(0x0006, (node.ufrag() + ":" + client.ufrag()).getBytes(StandardCharsets.UTF_8));
    }

    Checks with(int type, byte[] value) {
        out.putShort((short) type).putShort((short) value.length).put(value);
        while (out.position() % 4 != 0) {
            out.put((byte) 0);
        }
        return this;
    }

    byte[] sealed(String password) {
        out.putShort(2, (short) (out.position() + 24 - HEADER));
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            mac.update(out.array(), 0, out.position());
            with(0x0008, mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
        out.putShort(2, (short) (out.position() + 8 - HEADER));
        var crc = new CRC32();
        crc.update(out.array(), 0, out.position());
        with(
                0x8028,
                ByteBuffer.allocate(4).putInt((int) crc.getValue() ^ 0x5354554E).array());
        return Arrays.copyOf(out.array(), out.position());
    }

    /** Code of an error response; zero for a success. */
    static int errorCode(byte[] answer) {
        ByteBuffer in = ByteBuffer.wrap(answer);
        if (in.getShort(0) == 0x0101) {
            return 0;
        }
        for (int at = HEADER; at < answer.length; at += 4 + (in.getShort(at + 2) + 3) / 4 * 4) {
            if (in.getShort(at) == 0x0009) {
                return 100 * in.get(at + 6) + in.get(at + 7);
            }
        }
        throw new AssertionError("neither success nor error");
    }
}
