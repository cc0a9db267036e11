package org.auralink.media.ice;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.auralink.media.rtp.RtpBytes;
import org.jspecify.annotations.Nullable;

/** Asks a STUN server for the address that it sees (RFC 8489 12), without any credentials. */
public final class StunQuestion {
    private static final int IPV4 = 1;
    private static final int IPV6 = 2;

    private final StunTransaction transaction = StunTransaction.random();

    /** The datagram to send. */
    public byte[] datagram() {
        var out = new StunWriter(StunAttributes.BINDING_REQUEST, StunAttributes.HEADER);
        transaction.write(out.buf());
        return out.finish();
    }

    /** The address that an answer to this question names; null for anything else. */
    public @Nullable InetSocketAddress answer(byte[] buf, int size) {
        if (!StunRequest.isStun(buf, 0, size)
                || RtpBytes.readShort(buf, 0) != StunAttributes.BINDING_SUCCESS
                || !transaction.isOf(buf, 0)) {
            return null;
        }
        int at = StunAnswer.find(buf, 0, size, StunAttributes.XOR_MAPPED_ADDRESS);
        return at < 0 ? null : address(buf, at + 4, RtpBytes.readShort(buf, at + 2));
    }

    private static @Nullable InetSocketAddress address(byte[] buf, int at, int size) {
        int family = size < 4 ? 0 : buf[at + 1];
        int length = family == IPV4 ? 4 : 16;
        if (family != IPV4 && family != IPV6 || size != 4 + length) {
            return null;
        }
        byte[] bytes = Arrays.copyOfRange(buf, at + 4, at + size);
        for (int i = 0; i < length; i++) {
            bytes[i] ^= buf[4 + i];
        }
        try {
            int port = RtpBytes.readShort(buf, at + 2) ^ StunAttributes.MAGIC_COOKIE >>> 16;
            return new InetSocketAddress(InetAddress.getByAddress(bytes), port);
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
