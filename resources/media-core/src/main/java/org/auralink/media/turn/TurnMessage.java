package org.auralink.media.turn;

import static org.auralink.media.turn.TurnNumbers.HEADER;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.auralink.media.ice.StunIntegrity;
import org.auralink.media.rtp.RtpBytes;
import org.jspecify.annotations.Nullable;

/** A STUN message of a TURN client (RFC 8489 5, RFC 8656 17). Nothing in it is proven before {@link #isFrom}. */
final class TurnMessage {
    /** More than any message of a client has; each costs a look. */
    private static final int MAX_ATTRIBUTES = 32;

    private final byte[] buf;
    private final int from;
    private final List<int[]> attributes = new ArrayList<>();
    private int integrityAt = -1;

    private TurnMessage(byte[] buf, int from) {
        this.buf = buf;
        this.from = from;
    }

    /** Reads a message; null for anything that is not whole or no STUN. */
    static @Nullable TurnMessage parse(byte[] buf, int from, int size) {
        boolean stun = size >= HEADER
                && (buf[from] & 0xC0) == 0
                && size % 4 == 0
                && RtpBytes.readShort(buf, from + 2) == size - HEADER
                && RtpBytes.readInt(buf, from + 4) == TurnNumbers.MAGIC_COOKIE;
        if (!stun) {
            return null;
        }
        var message = new TurnMessage(buf, from);
        return message.readAttributes(from + size) ? message : null;
    }

    private boolean readAttributes(int end) {
        int at = from + HEADER;
        while (at < end) {
            int type = RtpBytes.readShort(buf, at);
            int size = RtpBytes.readShort(buf, at + 2);
            int next = at + 4 + (size + 3) / 4 * 4;
            if (next > end || attributes.size() == MAX_ATTRIBUTES) {
                return false;
            }
            if (type == TurnNumbers.FINGERPRINT) {
                return size == 4
                        && next == end
                        && RtpBytes.readInt(buf, at + 4) == StunIntegrity.fingerprint(buf, from, at);
            }
            // Whatever follows the integrity attribute is not protected by it, and so not for us.
            if (integrityAt < 0) {
                if (type == TurnNumbers.MESSAGE_INTEGRITY) {
                    if (size != 20) {
                        return false;
                    }
                    integrityAt = at;
                } else {
                    attributes.add(new int[] {type, at + 4, size});
                }
            }
            at = next;
        }
        return true;
    }

    /** Twelve bits that say what is wanted. */
    int method() {
        int type = RtpBytes.readShort(buf, from);
        return type & ~TurnNumbers.CLASS;
    }

    /** Request, indication, success or error. */
    int messageClass() {
        return RtpBytes.readShort(buf, from) & TurnNumbers.CLASS;
    }

    boolean hasIntegrity() {
        return integrityAt >= 0;
    }

    /** Whether the message is protected with this key. */
    boolean isFrom(StunIntegrity key) {
        return integrityAt >= 0 && key.protects(buf, from, integrityAt);
    }

    /** Where an attribute's value is, and how many bytes it has; of several the first counts (RFC 8489 14). */
    private int @Nullable [] find(int type) {
        for (int[] attribute : attributes) {
            if (attribute[0] == type) {
                return attribute;
            }
        }
        return null;
    }

    boolean has(int type) {
        return find(type) != null;
    }

    /** Text of an attribute; null without one, or if it is longer than RFC 8489 14 lets any be. */
    @Nullable
    String text(int type) {
        int[] found = find(type);
        return found == null || found[2] > 763 ? null : new String(buf, found[1], found[2], StandardCharsets.UTF_8);
    }

    /** An attribute of four bytes; -1 without one. */
    long number(int type) {
        int[] found = find(type);
        return found == null || found[2] != 4 ? -1 : RtpBytes.readInt(buf, found[1]) & 0xFFFF_FFFFL;
    }

    /** The peers that the message names; null when one of them is no address. */
    @Nullable
    List<InetSocketAddress> peers() {
        List<InetSocketAddress> peers = new ArrayList<>();
        for (int[] attribute : attributes) {
            if (attribute[0] == TurnNumbers.XOR_PEER_ADDRESS) {
                InetSocketAddress peer = address(attribute[1], attribute[2]);
                if (peer == null) {
                    return null;
                }
                peers.add(peer);
            }
        }
        return peers;
    }

    private @Nullable InetSocketAddress address(int at, int size) {
        int family = size < 4 ? 0 : buf[at + 1];
        int length = family == TurnNumbers.IPV4 ? 4 : 16;
        if (family != TurnNumbers.IPV4 && family != TurnNumbers.IPV6 || size != 4 + length) {
            return null;
        }
        byte[] bytes = Arrays.copyOfRange(buf, at + 4, at + size);
        for (int i = 0; i < length; i++) {
            bytes[i] ^= buf[from + 4 + i];
        }
        try {
            int port = RtpBytes.readShort(buf, at + 2) ^ TurnNumbers.MAGIC_COOKIE >>> 16;
            return new InetSocketAddress(InetAddress.getByAddress(bytes), port);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /** Where the data that shall be relayed is, and how many bytes it has; null without. */
    int @Nullable [] data() {
        int[] found = find(TurnNumbers.DATA);
        return found == null ? null : new int[] {found[1], found[2]};
    }

    /** Types of attributes that must be understood, and are not among these. */
    List<Integer> unknown(List<Integer> known) {
        return attributes.stream()
                .map(attribute -> attribute[0])
                .filter(type -> type < 0x8000 && !known.contains(type))
                .limit(8)
                .toList();
    }

    /** The id of the transaction: a request that is repeated has the same. */
    byte[] transaction() {
        return Arrays.copyOfRange(buf, from + TurnNumbers.TRANSACTION, from + HEADER);
    }

    boolean hasTransaction(byte[] id) {
        return Arrays.equals(buf, from + TurnNumbers.TRANSACTION, from + HEADER, id, 0, id.length);
    }

    /** Copies the transaction's id into an answer. */
    void copyTransaction(byte[] out) {
        System.arraycopy(buf, from + TurnNumbers.TRANSACTION, out, TurnNumbers.TRANSACTION, 12);
    }
}
