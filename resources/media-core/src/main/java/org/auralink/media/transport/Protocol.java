package org.auralink.media.transport;

/** What a datagram on a media socket is, by its first byte (RFC 7983 7). */
enum Protocol {
    STUN,
    DTLS,
    MEDIA,
    UNKNOWN;

    static Protocol of(byte[] buf, int from) {
        int first = buf[from] & 0xff;
        if (first <= 3) {
            return STUN;
        }
        if (first >= 128 && first <= 191) {
            return MEDIA;
        }
        return first >= 20 && first <= 63 ? DTLS : UNKNOWN;
    }
}
