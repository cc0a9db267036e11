package org.auralink.media.node.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.auralink.media.ice.IceCredentials;

/** Writes the connectivity checks of a controlling agent (RFC 8445 7.1, RFC 8489). */
final class BindingRequest {
    private static final int MAGIC_COOKIE = 0x2112A442;
    private static final int HEADER = 20;
    private static final int REQUEST = 0x0001;
    private static final int SUCCESS = 0x0101;
    private static final int USERNAME = 0x0006;
    private static final int MESSAGE_INTEGRITY = 0x0008;
    private static final int PRIORITY = 0x0024;
    private static final int USE_CANDIDATE = 0x0025;
    private static final int ICE_CONTROLLING = 0x802A;
    private static final int FINGERPRINT = 0x8028;
    private static final int FINGERPRINT_MASK = 0x5354554E;
    private static final int INTEGRITY_LENGTH = 20;
    /** Type preference of a peer-reflexive candidate (RFC 8445 5.1.2.2), which this one becomes. */
    private static final int CHECK_PRIORITY = 110 << 24 | 0xffff << 8 | 255;

    private BindingRequest() {}

    /**
     * A check that nominates.
     *
     * @param transaction 12 bytes that nobody can guess
     */
    static byte[] write(byte[] transaction, IceCredentials client, IceCredentials node) {
        byte[] username = (node.ufrag() + ":" + client.ufrag()).getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(HEADER + 4 + username.length + 3 + 8 + 4 + 12 + 24 + 8);
        out.putShort((short) REQUEST).putShort((short) 0).putInt(MAGIC_COOKIE).put(transaction);
        attribute(out, USERNAME, username);
        attribute(out, PRIORITY, ByteBuffer.allocate(4).putInt(CHECK_PRIORITY).array());
        attribute(out, USE_CANDIDATE, new byte[0]);
        attribute(out, ICE_CONTROLLING, Arrays.copyOf(transaction, 8));
        setLength(out, 4 + INTEGRITY_LENGTH);
        attribute(out, MESSAGE_INTEGRITY, hmac(out, node.password()));
        setLength(out, 8);
        CRC32 crc = new CRC32();
        crc.update(out.array(), 0, out.position());
        attribute(
                out,
                FINGERPRINT,
                ByteBuffer.allocate(4)
                        .putInt((int) crc.getValue() ^ FINGERPRINT_MASK)
                        .array());
        return Arrays.copyOf(out.array(), out.position());
    }

    /** Whether the datagram is the good answer to the check with this transaction. */
    static boolean isAnswer(ByteBuffer datagram, byte[] transaction) {
        if (datagram.remaining() < HEADER || datagram.getShort(datagram.position()) != SUCCESS) {
            return false;
        }
        byte[] found = new byte[transaction.length];
        datagram.get(datagram.position() + 8, found);
        return Arrays.equals(found, transaction);
    }

    /** The header's length counts the attribute that comes next, as its value is computed (RFC 8489 14.5). */
    private static void setLength(ByteBuffer out, int next) {
        out.putShort(2, (short) (out.position() + next - HEADER));
    }

    private static void attribute(ByteBuffer out, int type, byte[] value) {
        out.putShort((short) type).putShort((short) value.length).put(value);
        while (out.position() % 4 != 0) {
            out.put((byte) 0);
        }
    }

    private static byte[] hmac(ByteBuffer message, String password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            mac.update(message.array(), 0, message.position());
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacSHA1", e);
        }
    }
}
