package org.auralink.media.room.model;

import java.util.random.RandomGenerator;

/** Makes LiveKit's ids: a prefix and twelve base62 characters, about 71 bits. */
public final class SidGenerator {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int LENGTH = 12;

    private final RandomGenerator random;

    /** @param random unpredictable in production, seeded in tests */
    public SidGenerator(RandomGenerator random) {
        this.random = random;
    }

    /** A new id of a room. */
    public RoomSid room() {
        return new RoomSid(next("RM_"));
    }

    /** A new id of a participant's session. */
    public ParticipantSid participant() {
        return new ParticipantSid(next("PA_"));
    }

    /** A new id of a track; the letters after {@code TR_} tell kind and source, as clients of LiveKit expect. */
    public TrackSid track(TrackKind kind, TrackSource source) {
        return new TrackSid(next("TR_" + (kind == TrackKind.AUDIO ? 'A' : 'V') + source.letter()));
    }

    /** A new id of a data track. */
    public TrackSid dataTrack() {
        return new TrackSid(next("DTR_"));
    }

    /** Where it has them from. */
    public RandomGenerator random() {
        return random;
    }

    /** A random 32 bit number that is not zero, for SSRCs and first sequence numbers. */
    public int number() {
        int number;
        do {
            number = random.nextInt();
        } while (number == 0);
        return number;
    }

    private String next(String prefix) {
        var text = new StringBuilder(prefix.length() + LENGTH).append(prefix);
        for (int i = 0; i < LENGTH; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
