package org.auralink.media.ice;

import java.nio.charset.StandardCharsets;
import org.auralink.media.rtp.RtpBytes;

/** Writes a binding request of the controlled side (RFC 8445 7.1). */
final class StunCheck {
    /** All attributes but the user name, which has at most 513 bytes. */
    private static final int ROOM = 128;
    /** Of a peer-reflexive candidate (RFC 8445 5.1.2), which is what a full agent may take us for. */
    private static final int PRIORITY = 110 << 24 | 0xffff << 8 | 255;

    private StunCheck() {}

    /** A check for whoever has these credentials, protected with their password. */
    static byte[] write(StunTransaction transaction, IceCredentials client, String ufrag, StunIntegrity password) {
        byte[] username = (client.ufrag() + ":" + ufrag).getBytes(StandardCharsets.UTF_8);
        StunWriter out = new StunWriter(StunAttributes.BINDING_REQUEST, ROOM + username.length);
        byte[] buf = out.buf();
        transaction.write(buf);
        System.arraycopy(username, 0, buf, out.begin(StunAttributes.USERNAME, username.length), username.length);
        RtpBytes.writeInt(buf, out.begin(StunAttributes.PRIORITY, 4), PRIORITY);
        // The tie-breaker (RFC 8445 7.1.2) decides nothing: a lite side never takes the other role. The id is as
        // random.
        int tieBreaker = out.begin(StunAttributes.ICE_CONTROLLED, Long.BYTES);
        System.arraycopy(buf, StunAttributes.TRANSACTION, buf, tieBreaker, Long.BYTES);
        return out.finish(password);
    }
}
