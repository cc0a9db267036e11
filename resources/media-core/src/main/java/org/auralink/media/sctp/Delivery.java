package org.auralink.media.sctp;

/**
 * How much is done for a message to arrive (RFC 8831 6.1, RFC 3758, RFC 7496).
 *
 * @param ordered whether it comes after those sent before on its stream
 * @param maxRetransmissions how often a part of it is sent again at most, or {@link #UNLIMITED}
 * @param lifetimeMillis how long it may take, or {@link #UNLIMITED}; then it is given up
 */
public record Delivery(boolean ordered, long maxRetransmissions, long lifetimeMillis) {
    /** No bound. */
    public static final long UNLIMITED = -1;

    /** It arrives, in order. */
    public static final Delivery RELIABLE = new Delivery(true, UNLIMITED, UNLIMITED);

    /** It arrives, when it comes. */
    public static final Delivery UNORDERED = new Delivery(false, UNLIMITED, UNLIMITED);

    /** Sent that often again and no more; LiveKit's {@code _lossy} is unordered and has zero. */
    public static Delivery retransmitted(boolean ordered, long times) {
        return new Delivery(ordered, times, UNLIMITED);
    }

    /** Tried for so long and no longer. */
    public static Delivery within(boolean ordered, long millis) {
        return new Delivery(ordered, UNLIMITED, millis);
    }

    /** Whether it may be given up. */
    public boolean isLossy() {
        return maxRetransmissions != UNLIMITED || lifetimeMillis != UNLIMITED;
    }
}
