package org.auralink.media.ice;

import static org.auralink.media.ice.StunAttributes.HEADER;

import java.net.InetSocketAddress;
import java.util.Arrays;
import org.auralink.media.rtp.RtpBytes;

/** Puts a STUN message together, attribute by attribute (RFC 8489 5 and 14). */
public final class StunWriter {
    private static final int IPV4 = 1;
    private static final int IPV6 = 2;

    private final byte[] buf;
    private int at = HEADER;

    /**
     * Begins a message; the transaction's id, twelve bytes from index 8 on, is left to the caller.
     *
     * @param room bytes that the whole message takes at most
     */
    public StunWriter(int type, int room) {
        buf = new byte[room];
        RtpBytes.writeShort(buf, 0, type);
        RtpBytes.writeInt(buf, 4, StunAttributes.MAGIC_COOKIE);
    }

    /** The message so far; values are written into it. */
    public byte[] buf() {
        return buf;
    }

    /** Starts an attribute and returns where its value goes. */
    public int begin(int type, int size) {
        RtpBytes.writeShort(buf, at, type);
        RtpBytes.writeShort(buf, at + 2, size);
        int value = at + 4;
        at = value + (size + 3) / 4 * 4;
        return value;
    }

    /** Adds an address, hidden from translators that change addresses wherever they see them (RFC 8489 14.2). */
    public void addAddress(int type, InetSocketAddress address) {
        byte[] bytes = address.getAddress().getAddress();
        int value = begin(type, 4 + bytes.length);
        buf[value + 1] = (byte) (bytes.length == 4 ? IPV4 : IPV6);
        RtpBytes.writeShort(buf, value + 2, address.getPort() ^ StunAttributes.MAGIC_COOKIE >>> 16);
        for (int i = 0; i < bytes.length; i++) {
            // The mask is the magic cookie followed by the transaction's id, as they stand in the header.
            buf[value + 4 + i] = (byte) (bytes[i] ^ buf[4 + i]);
        }
    }

    /** The message as it is, for who has no password. */
    public byte[] finish() {
        RtpBytes.writeShort(buf, 2, at - HEADER);
        return Arrays.copyOf(buf, at);
    }

    /** The message with its integrity and fingerprint. */
    public byte[] finish(StunIntegrity password) {
        int attribute = at;
        begin(StunAttributes.MESSAGE_INTEGRITY, StunAttributes.INTEGRITY_LENGTH);
        byte[] integrity = password.of(buf, 0, attribute);
        System.arraycopy(integrity, 0, buf, attribute + 4, integrity.length);
        int fingerprint = at;
        begin(StunAttributes.FINGERPRINT, 4);
        RtpBytes.writeShort(buf, 2, at - HEADER);
        RtpBytes.writeInt(buf, fingerprint + 4, StunIntegrity.fingerprint(buf, 0, fingerprint));
        return Arrays.copyOf(buf, at);
    }
}
