package org.auralink.media.node.client;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Writes good answers to connectivity checks (RFC 8489 6.3.1), whoever makes them: a load generator has no enemies. */
final class BindingAnswer {
    private static final int MAGIC_COOKIE = 0x2112A442;
    private static final int HEADER = 20;
    private static final int TRANSACTION = 8;
    private static final int TRANSACTION_SIZE = 12;
    private static final int REQUEST = 0x0001;
    private static final int SUCCESS = 0x0101;
    private static final int XOR_MAPPED_ADDRESS = 0x0020;
    private static final int MESSAGE_INTEGRITY = 0x0008;
    private static final int INTEGRITY_LENGTH = 20;
    private static final int FINGERPRINT = 0x8028;
    private static final int FINGERPRINT_MASK = 0x5354554E;
    private static final int IPV4 = 1;
    private static final int IPV6 = 2;
    private static final int ROOM = 128;

    private BindingAnswer() {}

    static boolean isRequest(byte[] datagram, int size) {
        return size >= HEADER
                && ByteBuffer.wrap(datagram).getShort(0) == REQUEST
                && ByteBuffer.wrap(datagram).getInt(4) == MAGIC_COOKIE;
    }

    /** @param password our own, which protects the answer */
    static byte[] write(byte[] request, InetSocketAddress from, String password) {
        ByteBuffer out = ByteBuffer.allocate(ROOM);
        out.putShort((short) SUCCESS).putShort((short) 0).putInt(MAGIC_COOKIE);
        out.put(request, TRANSACTION, TRANSACTION_SIZE);
        byte[] address = from.getAddress().getAddress();
        out.putShort((short) XOR_MAPPED_ADDRESS).putShort((short) (4 + address.length));
        out.putShort((short) (address.length == 4 ? IPV4 : IPV6));
        out.putShort((short) (from.getPort() ^ MAGIC_COOKIE >>> 16));
        for (int i = 0; i < address.length; i++) {
            out.put((byte) (address[i] ^ out.get(4 + i)));
        }
        setLength(out, 4 + INTEGRITY_LENGTH);
        byte[] integrity = hmac(out, password);
        out.putShort((short) MESSAGE_INTEGRITY)
                .putShort((short) INTEGRITY_LENGTH)
                .put(integrity);
        setLength(out, 8);
        CRC32 crc = new CRC32();
        crc.update(out.array(), 0, out.position());
        out.putShort((short) FINGERPRINT).putShort((short) 4).putInt((int) crc.getValue() ^ FINGERPRINT_MASK);
        return Arrays.copyOf(out.array(), out.position());
    }

    /** The header's length counts the attribute that comes next (RFC 8489 14.5). */
    private static void setLength(ByteBuffer out, int next) {
        out.putShort(2, (short) (out.position() + next - HEADER));
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
