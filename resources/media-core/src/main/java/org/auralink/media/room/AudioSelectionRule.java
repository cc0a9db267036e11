package org.auralink.media.room;

/**
 * Of how many at once the sound goes to everybody. In a large room most who could speak are silent or far from their
 * microphones, and each of them costs every receiver 50 packets a second.
 *
 * @param loudest how many are heard at the same time; as many again may be heard that have just stopped. 0 for everybody,
 *     as with LiveKit's server
 * @param from how many have to send sound until some are left out; below that everybody is heard
 */
public record AudioSelectionRule(int loudest, int from) {
    /**
     * Six is twice as many as anybody follows, so that who interrupts is heard beside those who go on; rooms below 20 behave as
     * with LiveKit's server in every respect.
     */
    public static final AudioSelectionRule DEFAULT = new AudioSelectionRule(6, 20);

    /** Everybody is heard. */
    public static final AudioSelectionRule NONE = new AudioSelectionRule(0, 0);

    /** Whether some are left out where so many send sound. */
    boolean applies(int sending) {
        return loudest > 0 && sending >= Math.max(from, loudest + 1);
    }
}
