package org.auralink.media.node.config;

import java.net.InetAddress;

/**
 * A range of IP addresses (RFC 4632).
 *
 * @param base an address in the range
 * @param prefix how many leading bits all addresses of the range share
 */
public record Cidr(InetAddress base, int prefix) {
    private static final String EXPECTED = "expected a range such as 10.0.0.0/8 or fd00::/8, or one address";

    /**
     * Reads {@code 10.0.0.0/8}, or a single address.
     *
     * @throws ConfigException naming {@code path} when it is neither
     */
    static Cidr parse(String path, String text) {
        int slash = text.indexOf('/');
        InetAddress base;
        try {
            base = NodeAddress.literal(path, slash < 0 ? text : text.substring(0, slash));
        } catch (ConfigException e) {
            throw new ConfigException(path, EXPECTED);
        }
        int bits = base.getAddress().length * Byte.SIZE;
        String length = slash < 0 ? String.valueOf(bits) : text.substring(slash + 1);
        if (!length.matches("\\d{1,3}") || Integer.parseInt(length) > bits) {
            throw new ConfigException(path, EXPECTED);
        }
        return new Cidr(base, Integer.parseInt(length));
    }

    /** Whether the address is in the range; one of the other version of IP never is. */
    public boolean contains(InetAddress address) {
        byte[] ours = base.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit += Byte.SIZE) {
            int shared = Math.min(Byte.SIZE, prefix - bit);
            int mask = 0xff << (Byte.SIZE - shared);
            if (((ours[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask & 0xff) != 0) {
                return false;
            }
        }
        return true;
    }
}
