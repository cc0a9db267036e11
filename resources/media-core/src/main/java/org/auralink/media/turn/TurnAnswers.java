package org.auralink.media.turn;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.auralink.media.ice.StunIntegrity;
import org.auralink.media.ice.StunWriter;
import org.auralink.media.rtp.RtpBytes;

/** Writes answers of the relay (RFC 8489 6.3, RFC 8656 7 to 12). */
final class TurnAnswers {
    private static final int ROOM = 256;

    private TurnAnswers() {}

    static StunWriter success(TurnMessage request) {
        return begin(request, TurnNumbers.SUCCESS);
    }

    private static StunWriter begin(TurnMessage request, int messageClass) {
        var out = new StunWriter(request.method() | messageClass, ROOM);
        request.copyTransaction(out.buf());
        return out;
    }

    static void number(StunWriter out, int type, long value) {
        RtpBytes.writeInt(out.buf(), out.begin(type, 4), (int) value);
    }

    /** A refusal of somebody who has shown who they are. */
    static byte[] refusal(TurnMessage request, TurnRefusal why, StunIntegrity key) {
        return refuse(request, why).finish(key);
    }

    /** A refusal of somebody who has not. */
    static byte[] refusal(TurnMessage request, TurnRefusal why) {
        return refuse(request, why).finish();
    }

    /** Says how to show who one is. Not twice as long as what it answers, so that it amplifies nothing. */
    static byte[] challenge(TurnMessage request, TurnRefusal why, String nonce) {
        StunWriter out = refuse(request, why);
        text(out, TurnNumbers.REALM, TurnSecret.REALM);
        text(out, TurnNumbers.NONCE, nonce);
        return out.finish();
    }

    static byte[] unknown(TurnMessage request, List<Integer> types, StunIntegrity key) {
        StunWriter out = refuse(request, TurnRefusal.UNKNOWN_ATTRIBUTE);
        int value = out.begin(TurnNumbers.UNKNOWN_ATTRIBUTES, 2 * types.size());
        for (int i = 0; i < types.size(); i++) {
            RtpBytes.writeShort(out.buf(), value + 2 * i, types.get(i));
        }
        return out.finish(key);
    }

    private static StunWriter refuse(TurnMessage request, TurnRefusal why) {
        StunWriter out = begin(request, TurnNumbers.ERROR);
        number(out, TurnNumbers.ERROR_CODE, (long) why.code() / 100 << 8 | why.code() % 100);
        return out;
    }

    private static void text(StunWriter out, int type, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, out.buf(), out.begin(type, bytes.length), bytes.length);
    }
}
