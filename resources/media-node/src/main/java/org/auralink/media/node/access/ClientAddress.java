package org.auralink.media.node.access;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * What budgets are kept by: an IPv4 address, or the first 64 bits of an IPv6 address, which is what a customer is given
 * at least (RFC 6177). Does not print itself.
 */
record ClientAddress(boolean six, long bits) {
    static ClientAddress of(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return bytes.remaining() == Integer.BYTES
                ? new ClientAddress(false, bytes.getInt())
                : new ClientAddress(true, bytes.getLong());
    }

    @Override
    public String toString() {
        return "ClientAddress";
    }
}
