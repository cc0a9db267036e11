package org.auralink.media.ice;

import static org.auralink.media.ice.StunAttributes.HEADER;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.auralink.media.rtp.RtpBytes;
import org.jspecify.annotations.Nullable;

/** A binding request (RFC 8489 3) as read from a datagram. Nothing in it is proven before {@link #isFrom}. */
public final class StunRequest {
    /** Longest user name of RFC 8489 14.3, in bytes. */
    private static final int MAX_USERNAME = 508;
    /** Unknown attributes reported; whoever sends more has no use for the list. */
    private static final int MAX_UNKNOWN = 8;

    private final byte[] buf;
    private final int from;
    private @Nullable String username;
    private boolean useCandidate;
    private boolean controlled;
    private final int[] unknown = new int[MAX_UNKNOWN];
    private int unknownCount;
    private int integrityAt = -1;

    private StunRequest(byte[] buf, int from) {
        this.buf = buf;
        this.from = from;
    }

    /** Reads a request; null for anything else, malformed or not. The array is looked at again by {@link #isFrom}. */
    public static @Nullable StunRequest parse(byte[] buf, int from, int size) {
        if (!isStun(buf, from, size) || RtpBytes.readShort(buf, from) != StunAttributes.BINDING_REQUEST) {
            return null;
        }
        StunRequest request = new StunRequest(buf, from);
        return request.readAttributes(from + size) ? request : null;
    }

    /** Whether it has a STUN header whose length fits the datagram. */
    public static boolean isStun(byte[] buf, int from, int size) {
        return size >= HEADER
                && (buf[from] & 0xC0) == 0
                && RtpBytes.readShort(buf, from + 2) == size - HEADER
                && size % 4 == 0
                && RtpBytes.readInt(buf, from + 4) == StunAttributes.MAGIC_COOKIE;
    }

    private boolean readAttributes(int end) {
        int at = from + HEADER;
        while (at + 4 <= end) {
            int type = RtpBytes.readShort(buf, at);
            int size = RtpBytes.readShort(buf, at + 2);
            int next = at + 4 + (size + 3) / 4 * 4;
            if (next > end) {
                return false;
            }
            if (type == StunAttributes.FINGERPRINT) {
                return size == 4
                        && next == end
                        && RtpBytes.readInt(buf, at + 4) == StunIntegrity.fingerprint(buf, from, at);
            }
            // Whatever follows the integrity attribute is not protected by it, and so not for us.
            if (integrityAt < 0 && !readAttribute(type, at, size)) {
                return false;
            }
            at = next;
        }
        return at == end;
    }

    private boolean readAttribute(int type, int at, int size) {
        switch (type) {
            case StunAttributes.USERNAME -> {
                if (size > MAX_USERNAME) {
                    return false;
                }
                // A second one does not count (RFC 8489 14); the loop dispatches by the first, too.
                if (username == null) {
                    username = new String(buf, at + 4, size, StandardCharsets.UTF_8);
                }
            }
            case StunAttributes.MESSAGE_INTEGRITY -> {
                if (size != StunAttributes.INTEGRITY_LENGTH) {
                    return false;
                }
                integrityAt = at;
            }
            case StunAttributes.USE_CANDIDATE -> useCandidate = true;
            case StunAttributes.ICE_CONTROLLED -> controlled = true;
            case StunAttributes.PRIORITY, StunAttributes.ICE_CONTROLLING -> {
                // A lite agent has one role and no use for priorities.
            }
            default -> {
                if (StunAttributes.mustBeUnderstood(type) && unknownCount < MAX_UNKNOWN) {
                    unknown[unknownCount++] = type;
                }
            }
        }
        return true;
    }

    /** The receiver's half of the user name: the fragment that says which transport is meant. */
    public String receiverUfrag() {
        String both = username;
        int colon = both == null ? -1 : both.indexOf(':');
        return both == null || colon < 0 ? "" : both.substring(0, colon);
    }

    /** The sender's half of the user name. */
    public String senderUfrag() {
        String both = username;
        return both == null ? "" : both.substring(both.indexOf(':') + 1);
    }

    /** Whether the client chose this pair. */
    public boolean useCandidate() {
        return useCandidate;
    }

    /** Whether the client believes to be the controlled side, which only we are. */
    public boolean claimsControlledRole() {
        return controlled;
    }

    /** Types of attributes that must be understood and are not; the first few. */
    public int[] unknownAttributes() {
        return Arrays.copyOf(unknown, unknownCount);
    }

    /** Whether the message is protected with this password. */
    boolean isFrom(StunIntegrity password) {
        return integrityAt >= 0 && password.protects(buf, from, integrityAt);
    }

    /** Copies the transaction's id into an answer. */
    void copyTransaction(byte[] out, int at) {
        System.arraycopy(buf, from + StunAttributes.TRANSACTION, out, at, StunAttributes.TRANSACTION_LENGTH);
    }
}
