package org.auralink.media.sctp.channel;

import java.util.Objects;
import org.auralink.media.sctp.Delivery;

/**
 * How a channel is opened (RFC 8831 6.5, RFC 8832 5.1).
 *
 * @param delivery how much is done for its messages to arrive
 * @param protocol name of what is spoken on it, may be empty
 */
public record ChannelOptions(Delivery delivery, String protocol) {
    /** Everything arrives, in order. */
    public static final ChannelOptions RELIABLE = new ChannelOptions(Delivery.RELIABLE, "");

    /** Sent once, delivered as it comes: LiveKit's {@code _lossy} and {@code _data_track}. */
    public static final ChannelOptions LOSSY = new ChannelOptions(Delivery.retransmitted(false, 0), "");

    public ChannelOptions {
        Objects.requireNonNull(delivery);
        Objects.requireNonNull(protocol);
        if (delivery.maxRetransmissions() != Delivery.UNLIMITED && delivery.lifetimeMillis() != Delivery.UNLIMITED) {
            throw new IllegalArgumentException("a channel has maxRetransmissions or lifetimeMillis, not both");
        }
    }
}
