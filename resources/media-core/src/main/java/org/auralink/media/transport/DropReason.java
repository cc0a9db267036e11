package org.auralink.media.transport;

/** Why a datagram went no further. Each has a counter; none is an exception. */
public enum DropReason {
    /** First byte belongs to no protocol of RFC 7983, or the datagram is empty. */
    UNKNOWN_PROTOCOL,
    /** Larger than {@link TransportLimits#maxDatagram()}. */
    TOO_LARGE,
    /** STUN that is malformed or no binding request. */
    STUN_MALFORMED,
    /** STUN whose user name or integrity is not ours. */
    STUN_UNAUTHENTICATED,
    /** DTLS or media from an address no check came from. */
    ADDRESS_NOT_CHECKED,
    /** No transport has this user name fragment or address. */
    NO_TRANSPORT,
    /** DTLS record with an impossible header. */
    DTLS_MALFORMED,
    /** More DTLS records than the handshake takes in. */
    DTLS_OVERFLOW,
    /** DTLS after the handshake that brought neither data nor the end: forged, repeated or late. */
    DTLS_UNUSED,
    /** Media or data before the keys are there or the fingerprint has been checked. */
    NOT_CONNECTED,
    /** RTP or RTCP with an impossible header, or RTCP without any packet of a known type. */
    MEDIA_MALFORMED,
    /** Authentication tag does not fit. */
    MEDIA_UNAUTHENTICATED,
    /** Seen before, or too old to tell (RFC 3711 3.3.2). */
    MEDIA_REPLAYED,
    /** A new SSRC beyond {@link TransportLimits#maxStreams()} or {@link TransportLimits#maxSentStreams()}. */
    TOO_MANY_STREAMS,
    /** Not looked at, because what came before from there, or for this transport, was too much. */
    SHED,
    /** Ours: packet to send before the transport is connected. */
    SEND_NOT_CONNECTED,
    /**
     * Ours: to an address that is not heard from any more, or that has not shown that it can receive and had its share
     * ({@link PathLimits#unprovenFactor()}).
     */
    SEND_WITHOUT_CONSENT,
    /** Ours: packet to send that is no RTP or RTCP, or too large. */
    SEND_MALFORMED,
    /** Ours: packet to send under a number that another packet had, which would weaken the key. */
    SEND_NUMBER_USED,
    /** Ours: the socket takes no more for now, and late media is worth nothing. */
    SEND_QUEUE_FULL
}
