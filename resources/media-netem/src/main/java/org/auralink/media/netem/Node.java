package org.auralink.media.netem;

/** What is at an end of a {@link Network}. Times are nanoseconds of the network's clock. */
public interface Node {
    /** A packet arrived. */
    void receive(long now, byte[] packet);

    /** Does what is due. */
    void advance(long now);

    /** When something is due next; {@link Long#MAX_VALUE} for never. */
    long nextTimeout();

    /** Sends what it has to send. */
    void transmit(long now, Output output);

    /** Where packets are sent; the array is free again on return. */
    interface Output {
        void send(byte[] buf, int from, int size);
    }
}
