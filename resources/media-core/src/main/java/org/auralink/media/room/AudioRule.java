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
 * @param quiet how many at most are heard of those who are not as loud as speech, and have not been for a while
 * @param lateNanos by how much the beginning of a word may be sent late that came before it was noticed; 0 to leave it out
 */
public record AudioRule(int loudest, int from, boolean redundancyOnLoss, int quiet, long lateNanos) {
    /**
     * Six is twice as many as anybody follows, so that who interrupts is heard beside those who go on; in rooms below 20
     * everybody is, as with LiveKit's server.
     */
    public static final AudioRule DEFAULT = new AudioRule(6, 20, true);

    /** Everybody is heard, with all that they send. */
    public static final AudioRule EVERYTHING = new AudioRule(0, 0, false);

    /** Two, so that nobody who speaks quietly to a bad microphone is lost while nobody else speaks. */
    private static final int SAVING_QUIET = 2;

    /** The loudest, as loud as speech or not, and from when it was noticed. */
    public AudioRule(int loudest, int from, boolean redundancyOnLoss) {
        this(loudest, from, redundancyOnLoss, loudest, 0);
    }

    /**
     * The same with less of those who are silent, in smaller rooms too: as many who speak are heard as before. Where everybody is to
     * be heard, everybody is.
     *
     * @param late {@link #lateNanos}
     */
    public AudioRule saving(long late) {
        return loudest == 0
                ? this
                : new AudioRule(
                        loudest,
                        Math.min(from, SAVING_QUIET + 1),
                        redundancyOnLoss,
                        Math.min(loudest, SAVING_QUIET),
                        late);
    }

    /** Whether some are left out where so many send sound. */
    boolean applies(int sending) {
        return loudest > 0 && sending >= Math.max(from, Math.min(loudest, quiet) + 1);
    }
}
