package org.auralink.media.ice;

import static org.auralink.media.ice.StunAttributes.HEADER;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.auralink.media.rtp.RtpBytes;

/** Writes answers to binding requests (RFC 8489 6.3), protected with our password. */
final class StunResponse {
    /** The client believes to have our role (RFC 8445 7.3.1.1). */
    static final int ROLE_CONFLICT = 487;
    /** There is an attribute that must be understood. */
    static final int UNKNOWN_ATTRIBUTE = 420;

    private static final int ROOM = 128;
    private static final int IPV4 = 1;
    private static final int IPV6 = 2;

    private final byte[] buf = new byte[ROOM];
    private int at = HEADER;

    private StunResponse(StunRequest request, int type) {
        RtpBytes.writeShort(buf, 0, type);
        RtpBytes.writeInt(buf, 4, StunAttributes.MAGIC_COOKIE);
        request.copyTransaction(buf, StunAttributes.TRANSACTION);
    }

    /** The answer to a good check: it says where the request came from. */
    static byte[] success(StunRequest request, InetSocketAddress source, StunIntegrity password) {
        StunResponse response = new StunResponse(request, StunAttributes.BINDING_SUCCESS);
        response.addMappedAddress(source);
        return response.finish(password);
    }

    /** A refusal. */
    static byte[] error(StunRequest request, int code, String reason, StunIntegrity password) {
        StunResponse response = new StunResponse(request, StunAttributes.BINDING_ERROR);
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        int value = response.begin(StunAttributes.ERROR_CODE, 4 + text.length);
        RtpBytes.writeInt(response.buf, value, code / 100 << 8 | code % 100);
        System.arraycopy(text, 0, response.buf, value + 4, text.length);
        if (code == UNKNOWN_ATTRIBUTE) {
            response.addUnknown(request.unknownAttributes());
        }
        return response.finish(password);
    }

    /** Starts an attribute and returns where its value goes. */
    private int begin(int type, int size) {
        RtpBytes.writeShort(buf, at, type);
        RtpBytes.writeShort(buf, at + 2, size);
        int value = at + 4;
        at = value + (size + 3) / 4 * 4;
        return value;
    }

    private void addMappedAddress(InetSocketAddress source) {
        InetAddress ip = source.getAddress();
        byte[] bytes = ip.getAddress();
        int value = begin(StunAttributes.XOR_MAPPED_ADDRESS, 4 + bytes.length);
        buf[value + 1] = (byte) (bytes.length == 4 ? IPV4 : IPV6);
        RtpBytes.writeShort(buf, value + 2, source.getPort() ^ StunAttributes.MAGIC_COOKIE >>> 16);
        for (int i = 0; i < bytes.length; i++) {
            // The mask is the magic cookie followed by the transaction's id, as they stand in the header.
            buf[value + 4 + i] = (byte) (bytes[i] ^ buf[4 + i]);
        }
    }

    private void addUnknown(int[] types) {
        int value = begin(StunAttributes.UNKNOWN_ATTRIBUTES, 2 * types.length);
        for (int i = 0; i < types.length; i++) {
            RtpBytes.writeShort(buf, value + 2 * i, types[i]);
        }
    }

    private byte[] finish(StunIntegrity password) {
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
