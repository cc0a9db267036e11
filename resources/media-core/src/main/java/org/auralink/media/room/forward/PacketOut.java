package org.auralink.media.room.forward;

/** Where a subscriber's packets go: its association seals and sends them. */
@FunctionalInterface
public interface PacketOut {
    /** Sends a complete RTP packet; the array is free again on return. False when it was dropped. */
    boolean sendRtp(long now, byte[] buf, int from, int size);
}
