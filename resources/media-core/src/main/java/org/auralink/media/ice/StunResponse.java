package org.auralink.media.ice;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.auralink.media.rtp.RtpBytes;

/** Writes answers to binding requests (RFC 8489 6.3), protected with our password. */
final class StunResponse {
    /** The client believes to have our role (RFC 8445 7.3.1.1). */
    static final int ROLE_CONFLICT = 487;
    /** There is an attribute that must be understood. */
    static final int UNKNOWN_ATTRIBUTE = 420;

    private static final int ROOM = 128;

    private StunResponse() {}

    private static StunWriter begin(StunRequest request, int type) {
        StunWriter out = new StunWriter(type, ROOM);
        request.copyTransaction(out.buf(), StunAttributes.TRANSACTION);
        return out;
    }

    /** The answer to a good check: it says where the request came from. */
    static byte[] success(StunRequest request, InetSocketAddress source, StunIntegrity password) {
        StunWriter out = begin(request, StunAttributes.BINDING_SUCCESS);
        out.addAddress(StunAttributes.XOR_MAPPED_ADDRESS, source);
        return out.finish(password);
    }

    /** A refusal. */
    static byte[] error(StunRequest request, int code, String reason, StunIntegrity password) {
        StunWriter out = begin(request, StunAttributes.BINDING_ERROR);
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        int value = out.begin(StunAttributes.ERROR_CODE, 4 + text.length);
        RtpBytes.writeInt(out.buf(), value, code / 100 << 8 | code % 100);
        System.arraycopy(text, 0, out.buf(), value + 4, text.length);
        if (code == UNKNOWN_ATTRIBUTE) {
            addUnknown(out, request.unknownAttributes());
        }
        return out.finish(password);
    }

    private static void addUnknown(StunWriter out, int[] types) {
        int value = out.begin(StunAttributes.UNKNOWN_ATTRIBUTES, 2 * types.length);
        for (int i = 0; i < types.length; i++) {
            RtpBytes.writeShort(out.buf(), value + 2 * i, types[i]);
        }
    }
}
