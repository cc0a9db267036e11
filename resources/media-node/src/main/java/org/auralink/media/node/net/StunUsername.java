package org.auralink.media.node.net;

import java.nio.charset.StandardCharsets;
import org.auralink.media.rtp.RtpBytes;
import org.jspecify.annotations.Nullable;

/** Finds for whom a STUN request is, and nothing else: its transport checks the rest (RFC 8489 5, 14.3). */
final class StunUsername {
    private static final int HEADER = 20;
    private static final int MAGIC_COOKIE = 0x2112A442;
    private static final int USERNAME = 0x0006;
    /** A fragment has at most 256 characters (RFC 8839 5.4). */
    private static final int MAX_FRAGMENT = 256;

    private StunUsername() {}

    /** The part of USERNAME before the colon, which is ours (RFC 8445 7.2.2); null when there is none. */
    static @Nullable String localFragment(byte[] buf, int from, int size) {
        int end = from + size;
        if (size < HEADER || RtpBytes.readInt(buf, from + 4) != MAGIC_COOKIE) {
            return null;
        }
        int at = from + HEADER;
        while (at + 4 <= end) {
            int length = RtpBytes.readShort(buf, at + 2);
            if (at + 4 + length > end) {
                return null;
            }
            if (RtpBytes.readShort(buf, at) == USERNAME) {
                return beforeColon(buf, at + 4, length);
            }
            at += 4 + (length + 3) / 4 * 4;
        }
        return null;
    }

    private static @Nullable String beforeColon(byte[] buf, int from, int length) {
        for (int i = 0; i < length && i <= MAX_FRAGMENT; i++) {
            if (buf[from + i] == ':') {
                return new String(buf, from, i, StandardCharsets.ISO_8859_1);
            }
        }
        return null;
    }
}
