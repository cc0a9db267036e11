package org.auralink.media.transport;

/** Takes datagrams that leave. Called on the loop's thread; the bytes are copied before it returns. */
@FunctionalInterface
public interface DatagramSink {
    /** Sends {@code size} bytes from {@code buf[from]}, with whatever else leaves in this batch. */
    void send(byte[] buf, int from, int size, PeerAddress to);
}
