package org.auralink.media.ice;

/**
 * A host candidate of ours over UDP for component 1 (RFC 8839 5.1).
 *
 * @param foundation equal for candidates of one base address
 * @param priority RFC 8445 5.1.2
 * @param address IPv4 or IPv6
 * @param port 1..65535
 */
public record IceCandidate(String foundation, long priority, String address, int port) {
    /** RFC 8445 5.1.2.2 recommends 126 for host candidates. */
    private static final int HOST_PREFERENCE = 126;

    private static final int COMPONENT = 1;

    /**
     * Our candidate.
     *
     * @param preference 0..65535, the best address has the highest
     */
    public static IceCandidate host(String address, int port, int preference) {
        long priority = (long) HOST_PREFERENCE << 24 | (long) preference << 8 | 256 - COMPONENT;
        String foundation = Integer.toUnsignedString(("host udp " + address).hashCode());
        return new IceCandidate(foundation, priority, address, port);
    }

    /** As in {@code a=candidate:} and in trickle, with the prefix {@code candidate:} and without {@code a=}. */
    public String attribute() {
        return "candidate:" + foundation + " " + COMPONENT + " udp " + priority + " " + address + " " + port
                + " typ host";
    }

    @Override
    public String toString() {
        return "IceCandidate[port=" + port + "]";
    }
}
