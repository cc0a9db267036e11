package org.auralink.media.ice;

import java.security.SecureRandom;
import org.auralink.media.rtp.RtpBytes;

/**
 * The id of one check of ours (RFC 8489 5): nobody who did not get the check can answer it. It does not print.
 *
 * @param high the first 64 of its 96 bits
 * @param low the others
 */
public record StunTransaction(long high, int low) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** One that nobody can guess. */
    public static StunTransaction random() {
        return new StunTransaction(RANDOM.nextLong(), RANDOM.nextInt());
    }

    /** Whether the message with its header at {@code from} carries this id. */
    boolean isOf(byte[] buf, int from) {
        int at = from + StunAttributes.TRANSACTION;
        return RtpBytes.readInt(buf, at) == (int) (high >>> 32)
                && RtpBytes.readInt(buf, at + 4) == (int) high
                && RtpBytes.readInt(buf, at + 8) == low;
    }

    void write(byte[] buf) {
        int at = StunAttributes.TRANSACTION;
        RtpBytes.writeInt(buf, at, (int) (high >>> 32));
        RtpBytes.writeInt(buf, at + 4, (int) high);
        RtpBytes.writeInt(buf, at + 8, low);
    }

    @Override
    public String toString() {
        return "StunTransaction";
    }
}
