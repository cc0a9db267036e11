package org.auralink.media.ice;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Answers whoever asks whether they get here at all, as a STUN server does (RFC 8489 12), and needs no credentials. */
public final class StunEcho {
    private static final int ROOM = StunAttributes.HEADER + 4 + 20;

    private StunEcho() {}

    /**
     * The answer to a binding request that has nothing in it, which says where it came from: 12 bytes longer than the
     * question over IPv4, 24 over IPv6, so that nobody gains by drawing it to somebody else.
     *
     * @param source of the datagram {@code buf[0, size)}
     * @return null for anything else
     */
    public static byte @Nullable [] answer(byte[] buf, int size, InetSocketAddress source) {
        if (size != StunAttributes.HEADER || StunRequest.parse(buf, 0, size) == null) {
            return null;
        }
        var out = new StunWriter(StunAttributes.BINDING_SUCCESS, ROOM);
        System.arraycopy(
                buf,
                StunAttributes.TRANSACTION,
                out.buf(),
                StunAttributes.TRANSACTION,
                StunAttributes.TRANSACTION_LENGTH);
        out.addAddress(StunAttributes.XOR_MAPPED_ADDRESS, source);
        return out.finish();
    }
}
