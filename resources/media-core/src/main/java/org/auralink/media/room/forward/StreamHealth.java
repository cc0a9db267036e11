package org.auralink.media.room.forward;

/**
 * How a stream arrived at its receiver since the time before.
 *
 * @param packets that should have come
 * @param lost of them that did not, before any repair
 * @param disordered that came after one with a higher number; 0 where the receiver does not tell
 * @param jitterNanos how evenly they come (RFC 3550 6.4.1)
 */
public record StreamHealth(long packets, long lost, long disordered, long jitterNanos) {
    /** What a client may claim, or a restart may look like: more is not believed. */
    private static final long MOST = 1_000_000;

    /** Of differences between sums, which a client may have made up. */
    static StreamHealth of(long packets, long lost, long disordered, long jitterNanos) {
        long believed = packets < 0 || packets > MOST ? 0 : packets;
        return new StreamHealth(
                believed,
                Math.max(0, Math.min(believed, lost)),
                Math.max(0, Math.min(believed, disordered)),
                jitterNanos);
    }
}
