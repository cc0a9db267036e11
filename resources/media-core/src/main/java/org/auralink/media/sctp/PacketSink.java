package org.auralink.media.sctp;

/** Takes packets that leave, each to be sealed as one record of DTLS. */
@FunctionalInterface
public interface PacketSink {
    /** Sends {@code size} bytes from {@code buf[from]}; the array is free again on return. */
    void send(byte[] buf, int from, int size);
}
