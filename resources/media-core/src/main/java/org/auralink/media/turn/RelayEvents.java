package org.auralink.media.turn;

import java.net.InetSocketAddress;

/** What a relay tells the node. */
public interface RelayEvents {
    /** A client sends this datagram to a media port of ours; the bytes are free again on return. */
    void toNode(long now, Allocation allocation, InetSocketAddress peer, byte[] buf, int from, int size);

    /** An allocation is over. */
    void ended(long now, Allocation allocation);
}
