package org.auralink.media.room;

/**
 * When somebody counts as speaking.
 *
 * @param loud quietest level that counts, in -dBov: 0 loudest, 127 silent
 * @param percent share of an interval that has to be that loud
 * @param intervalNanos how often it is decided and told
 * @param smoothed over how many intervals a level is averaged; 0 or 1 for none
 */
public record SpeakerRule(int loud, int percent, long intervalNanos, int smoothed) {
    /** LiveKit's, so that its components behave as their authors know it. A lower level would take noise for speech. */
    public static final SpeakerRule DEFAULT = new SpeakerRule(35, 40, 400_000_000L, 2);

    /** What nearly all clients put into an audio packet. */
    private static final long PACKET_NANOS = 20_000_000L;

    /** Packets of an interval that have to be loud. */
    int loudPackets() {
        return (int) Math.max(1, intervalNanos / PACKET_NANOS * percent / 100);
    }

    /** Weight of the newest interval in the moving average. */
    double newest() {
        return 2.0 / (Math.max(1, smoothed) + 1);
    }
}
