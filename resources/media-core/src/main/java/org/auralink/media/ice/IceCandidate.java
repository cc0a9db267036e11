package org.auralink.media.ice;

/**
 * A host candidate of ours for component 1 (RFC 8839 5.1, RFC 6544 4.5).
 *
 * @param transport what clients speak to it
 * @param foundation equal for candidates of one base address and transport
 * @param priority RFC 8445 5.1.2
 * @param address IPv4 or IPv6
 * @param port 1..65535
 */
public record IceCandidate(Transport transport, String foundation, long priority, String address, int port) {
    /** RFC 8445 5.1.2.2 recommends 126 for host candidates. */
    private static final int HOST_PREFERENCE = 126;

    /** Below relayed ones over UDP as well (RFC 6544 4.2 leaves it to us): media that waits for what was lost is late. */
    private static final int TCP_PREFERENCE = 90;

    /** Of passive ones among TCP candidates of a host (RFC 6544 4.2), above 13 bits for everything else. */
    private static final int PASSIVE = 4 << 13;

    private static final int COMPONENT = 1;

    /** What carries datagrams to a candidate. */
    public enum Transport {
        /** Each by itself. */
        UDP,
        /** In a connection that the client opens, framed (RFC 4571). */
        TCP
    }

    /**
     * Our candidate over UDP.
     *
     * @param preference 0..65535, the best address has the highest
     */
    public static IceCandidate host(String address, int port, int preference) {
        return of(Transport.UDP, address, port, HOST_PREFERENCE, preference);
    }

    /**
     * Our candidate for connections of the client's (passive, RFC 6544 4.1).
     *
     * @param preference 0..8191, the best address has the highest
     */
    public static IceCandidate passive(String address, int port, int preference) {
        return of(Transport.TCP, address, port, TCP_PREFERENCE, PASSIVE | preference);
    }

    private static IceCandidate of(Transport transport, String address, int port, int type, int local) {
        long priority = (long) type << 24 | (long) local << 8 | 256 - COMPONENT;
        String foundation = Integer.toUnsignedString(("host " + name(transport) + " " + address).hashCode());
        return new IceCandidate(transport, foundation, priority, address, port);
    }

    private static String name(Transport transport) {
        return transport == Transport.UDP ? "udp" : "tcp";
    }

    /** As in {@code a=candidate:} and in trickle, with the prefix {@code candidate:} and without {@code a=}. */
    public String attribute() {
        return "candidate:" + foundation + " " + COMPONENT + " " + name(transport) + " " + priority + " " + address
                + " " + port + " typ host" + (transport == Transport.TCP ? " tcptype passive" : "");
    }

    @Override
    public String toString() {
        return "IceCandidate[" + name(transport) + ", port=" + port + "]";
    }
}
