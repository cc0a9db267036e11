package org.auralink.media.dtls;

import org.auralink.media.rtp.RtpBytes;

/** Looks at record headers (RFC 6347 4.1), so that nonsense from the network is not brought before the protocol. */
final class DtlsRecords {
    private static final int HEADER = 13;
    private static final int EPOCH = 3;
    private static final int LENGTH = 11;
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int HANDSHAKE = 22;
    private static final int CERTIFICATE_VERIFY = 15;
    static final int APPLICATION_DATA = 23;
    private static final int MAJOR_VERSION = 0xFE;
    /** Explicit nonce and tag of AES-GCM. The protocol takes a shorter record for an attack and ends everything. */
    private static final int SEALED_MINIMUM = 8 + 16;

    private DtlsRecords() {}

    /** Whether the datagram consists of records that can be ours. */
    static boolean arePlausible(byte[] buf, int from, int size) {
        int end = from + size;
        int at = from;
        while (at + HEADER <= end) {
            int type = buf[at] & 0xff;
            int length = RtpBytes.readShort(buf, at + LENGTH);
            boolean isSealed = RtpBytes.readShort(buf, at + EPOCH) != 0;
            if (type < CHANGE_CIPHER_SPEC
                    || type > APPLICATION_DATA
                    || (buf[at + 1] & 0xff) != MAJOR_VERSION
                    || length == 0
                    || isSealed && length < SEALED_MINIMUM) {
                return false;
            }
            at += HEADER + length;
        }
        return at == end && size > 0;
    }

    /** Whether the datagram begins with a plain handshake record, as a ClientHello does. */
    static boolean beginHandshake(byte[] buf, int from) {
        return (buf[from] & 0xff) == HANDSHAKE && RtpBytes.readShort(buf, from + EPOCH) == 0;
    }

    /** Whether a plausible datagram holds a message that proves the key of a certificate, in clear. */
    static boolean holdCertificateVerify(byte[] datagram) {
        for (int at = 0; at < datagram.length; at += size(datagram, at)) {
            if (beginHandshake(datagram, at) && (datagram[at + HEADER] & 0xff) == CERTIFICATE_VERIFY) {
                return true;
            }
        }
        return false;
    }

    /** Whether a plausible datagram holds records that come after the last message in clear. */
    static boolean holdSealedPart(byte[] datagram) {
        for (int at = 0; at < datagram.length; at += size(datagram, at)) {
            if ((datagram[at] & 0xff) == CHANGE_CIPHER_SPEC || RtpBytes.readShort(datagram, at + EPOCH) != 0) {
                return true;
            }
        }
        return false;
    }

    private static int size(byte[] datagram, int at) {
        return HEADER + RtpBytes.readShort(datagram, at + LENGTH);
    }
}
