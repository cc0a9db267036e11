package org.auralink.media.transport;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

    /** Whether the datagram is a binding request. */
    static boolean isRequest(byte[] datagram) {
        return datagram.length > HEADER && datagram[0] == 0 && datagram[1] == 1;
    }

    /** The types of a message's attributes, in their order. */
    static List<Integer> types(byte[] message) {
        List<Integer> types = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(message);
        for (int at = HEADER; at < message.length; at += 4 + (in.getShort(at + 2) + 3) / 4 * 4) {
            types.add(in.getShort(at) & 0xffff);
        }
        return types;
    }

    /** The user name of a message that begins with it. */
    static String userName(byte[] message) {
        return new String(message, HEADER + 4, ByteBuffer.wrap(message).getShort(HEADER + 2), StandardCharsets.UTF_8);
    }

    /** Whether a message that ends with integrity and fingerprint has those of this password. */
    static boolean isSealedWith(byte[] message, String password) {
        var again = new Checks();
        again.out.put(message, 0, message.length - 32);
        return Arrays.equals(again.sealed(password), message);
    }

    /** A success response to a check of the node, as a full agent sends it. */
    static byte[] answer(byte[] check, String password) {
        return answer(check, password, 0x0101);
    }

    /** A response of this type to a check of the node. */
    static byte[] answer(byte[] check, String password, int type) {
        var checks = new Checks();
        checks.out.putShort((short) type).putShort((short) 0).put(check, 4, 16);
        return checks.with(0x0020, new byte[8]).sealed(password);
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
