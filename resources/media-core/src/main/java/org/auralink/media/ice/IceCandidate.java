package org.auralink.media.ice;

import java.util.Locale;

/**
 * A host candidate over UDP for component 1 (RFC 8839 5.1), ours or the client's.
 *
 * @param foundation equal for candidates of one base address
 * @param priority RFC 8445 5.1.2
 * @param address IPv4, IPv6 or a {@code .local} name (mDNS)
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

    /**
     * Whether a client's candidate is worth a look: syntactically a UDP candidate with an address, no mDNS name. An
     * ICE-lite agent sends no checks, so nothing else about it matters; other candidates are no error.
     */
    public static boolean isUsable(String attribute) {
        String[] parts = attribute.strip().split(" ", 9);
        return parts.length >= 8
                && parts[2].equalsIgnoreCase("udp")
                && !parts[4].toLowerCase(Locale.ROOT).endsWith(".local");
    }

    @Override
    public String toString() {
        return "IceCandidate[port=" + port + "]";
    }
}
