package org.auralink.shared.limits;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a request comes from, as far as limits count: an IPv4 address, or the /64 of an IPv6 address, because whoever has
 * one of a network has them all (RFC 6177). Does not print itself.
 */
public final class ClientAddress {
    private static final String BYTE = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final String DOTTED = BYTE + "(?:\\." + BYTE + "){3}";
    private static final Pattern IPV4 = Pattern.compile(DOTTED);
    private static final Pattern IPV6 =
            Pattern.compile("(?=.*:)(?:[0-9a-fA-F:]{2,39}|[0-9a-fA-F:]{2,30}:" + DOTTED + ")");
    private static final int NETWORK_BYTES = 8;

    /** Of a request that came by no network, such as the application's own. */
    public static final ClientAddress NONE = new ClientAddress(new byte[0]);

    private final byte[] address;

    private ClientAddress(byte[] address) {
        this.address = address;
    }

    /**
     * @param text a literal address, also with a zone; nothing is ever looked up
     * @return empty when it is none. An IPv4 address that is written as IPv6 (RFC 4291, 2.5.5.2) is an IPv4 address
     */
    public static Optional<ClientAddress> parse(String text) {
        int zone = text.indexOf('%');
        String literal = zone < 0 ? text : text.substring(0, zone);
        // What has the form of a literal is never asked a name server for.
        if (!IPV4.matcher(literal).matches() && !IPV6.matcher(literal).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ClientAddress(InetAddress.getByName(literal).getAddress()));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** What is counted together, in hexadecimal. For hashes and keys only: it is somebody's address. */
    public String network() {
        byte[] network = address.length > NETWORK_BYTES ? Arrays.copyOf(address, NETWORK_BYTES) : address;
        return HexFormat.of().formatHex(network);
    }

    /** From where, as far as it is kept: without the last byte of an IPv4 address, the /48 of an IPv6 address; or empty. */
    public String coarse() {
        if (address.length == 0) {
            return "";
        }
        byte[] kept = Arrays.copyOf(Arrays.copyOf(address, address.length > 4 ? 6 : 3), address.length);
        try {
            return InetAddress.getByAddress(kept).getHostAddress() + (address.length > 4 ? "/48" : "/24");
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Is the address in the network that has this one's first bits? */
    boolean isIn(ClientAddress network, int bits) {
        if (address.length != network.address.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % 8;
            if (((address[bit / 8] ^ network.address[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /** 32 or 128. */
    int bits() {
        return address.length * 8;
    }

    /** The same network, hence the same client to limits. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ClientAddress that && network().equals(that.network());
    }

    @Override
    public int hashCode() {
        return network().hashCode();
    }

    @Override
    public String toString() {
        return "ClientAddress[redacted]";
    }
}
