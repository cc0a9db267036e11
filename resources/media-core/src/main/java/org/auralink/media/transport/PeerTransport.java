package org.auralink.media.transport;

import org.auralink.media.dtls.DtlsRole;
import org.auralink.media.dtls.Fingerprint;
import org.auralink.media.ice.IceCredentials;

/**
 * One client's association: ICE-lite, DTLS, SRTP. It has no socket, thread or clock: datagrams, time and
 * handshake results are handed in, all on one loop's thread. Made by a {@link TransportFactory}.
 */
public interface PeerTransport extends MediaTransport {
    /** Our user name fragment and password, for the session description. Change with {@link #restartIce}. */
    IceCredentials localCredentials();

    /**
     * What the client's session description says. Until then checks are answered and the handshake goes on, but no
     * media passes. Call it again with each description; other credentials are the client's ICE restart. A fingerprint
     * that differs from the first fails the transport: DTLS is not renegotiated.
     *
     * @param ours our side of the handshake, as the client's {@code a=setup} leaves it to us; once a handshake has begun
     *     it stays (RFC 8842 5.5)
     */
    void setRemote(long now, IceCredentials credentials, Fingerprint fingerprint, DtlsRole ours);

    /**
     * Begins an ICE restart (RFC 8445 2.4): new credentials of ours. Media goes on over the present address until the
     * client is checked with the new ones.
     */
    IceCredentials restartIce(long now);

    /**
     * How much RTP the tracks bring that the client announced; a multiple of it is let through, and what is above is shed.
     * Until this is said the client may send next to nothing.
     */
    void expect(long now, MediaRate expected);

    /**
     * Seals application data of the DTLS association (RFC 8261) and sends it as one datagram.
     *
     * @param size bytes, {@link org.auralink.media.dtls.DtlsAssociation#MAX_APPLICATION_DATA} at most
     * @return false when it was dropped, and counted: not connected
     */
    boolean sendData(long now, byte[] buf, int from, int size);

    /** Our side of the DTLS handshake, once it is connected. */
    DtlsRole dtlsRole();

    /** A datagram for this transport. Never throws, whatever the bytes are. */
    void receive(long now, byte[] buf, int from, int size, PeerAddress source);

    /** The way to one of the client's addresses ended; what was sent there is lost. */
    default void lost(PeerAddress address) {}

    /**
     * Whether media from an address that no transport is known at looks like this client's, who has moved, or whose NAT
     * gave it another port. Costs some nanoseconds; nothing is proven by it.
     */
    default boolean mayHaveSent(byte[] buf, int from, int size) {
        return false;
    }

    /**
     * Media that {@link #mayHaveSent} says yes to. When it is this client's, which no one else can have sealed, it is
     * taken, and the address is asked whether it can receive. Never throws.
     *
     * @return whether it was
     */
    default boolean receiveFromElsewhere(long now, byte[] buf, int from, int size, PeerAddress source) {
        return false;
    }

    /** Does what is due: consent, checks of ours, timeouts. */
    void handleTimeout(long now);

    /** When {@link #handleTimeout} is wanted next, in nanoseconds of the loop's clock; {@link Long#MAX_VALUE}: never. */
    long nextTimeoutNanos();

    /** Whether something authentic came from this address within the last few seconds. */
    boolean heardFrom(long now, PeerAddress address);

    /**
     * Whether a client that answers our checks left some unanswered at the address in use, and nothing came from there
     * since: its NAT may have given it another port, which only an ICE restart finds out while it has nothing to send.
     * Media still goes to the address. False again with the first sign of the client, and while ICE is restarted.
     */
    default boolean isSilent() {
        return false;
    }

    /** Says goodbye on DTLS and ends. Safe to call twice. */
    void close(long now);

    /** What was dropped, readable from any thread. */
    DropCounters drops();
}
