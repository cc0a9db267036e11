package org.auralink.media.room;

/**
 * How sound is forwarded: of how many at once it goes to everybody, and with how much besides. In a large room most who could
 * speak are silent or far from their microphones, and each of them costs every receiver 50 packets a second.
 *
 * @param loudest how many are heard at the same time; as many again may be heard that have just stopped. 0 for everybody,
 *     as with LiveKit's server
 * @param from how many have to send sound until some are left out; below that everybody is heard
 * @param redundancyOnLoss whether packets that repeat what was sent before (RED, RFC 2198) go as such to receivers that lose
 *     packets, and to others as their newest part; otherwise as such to all that take them, as with LiveKit's server
 */
public record AudioRule(int loudest, int from, boolean redundancyOnLoss) {
    /**
     * Six is twice as many as anybody follows, so that who interrupts is heard beside those who go on; in rooms below 20
     * everybody is, as with LiveKit's server.
     */
    public static final AudioRule DEFAULT = new AudioRule(6, 20, true);

    /** Everybody is heard, with all that they send. */
    public static final AudioRule EVERYTHING = new AudioRule(0, 0, false);

    /** Whether some are left out where so many send sound. */
    boolean applies(int sending) {
        return loudest > 0 && sending >= Math.max(from, loudest + 1);
    }
}
