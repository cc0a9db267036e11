package org.auralink.media.room.forward;

import java.util.List;

/** Times and sizes of forwarding, in one place. Nanoseconds unless the name says otherwise. */
public final class ForwardLimits {
    /**
     * A layer that sent nothing for this long is taken for switched off. Screen shares send a frame per second at
     * least.
     */
    static final long LAYER_SILENT_AFTER = 1_500_000_000L;
    /** A packet is repeated to a subscriber again after this at the earliest; a NACK storm repeats sooner. */
    static final long RETRANSMIT_SPACING = 15_000_000L;
    /**
     * How often one packet is repeated to a subscriber at most. Browsers ask ten times; what did not get through by
     * then is too late, and requests without end would turn a few bytes into many.
     */
    static final int MAX_REPETITIONS = 10;
    /** How long a layer is not raised after it was lowered: going up and down costs two key frames. */
    static final long RISE_AFTER = 3_000_000_000L;
    /** Packets that are sent again at most to fill a probe in one go: 60 kB, which is 24 Mbit/s for a tick. */
    static final int FILLING = 64;
    /** Packets of sound that are sent late at most, when they turn out to be a word's beginning: a second of it. */
    static final int LATE = 50;

    /** Sent packets a subscriber can ask for again; a power of two, like the source's history. */
    static final int SENT_VIDEO = 512;
    /** As {@link #SENT_VIDEO}, for audio, where a repair after 5 s is worth nothing. */
    static final int SENT_AUDIO = 128;

    /**
     * What the sizes inside one stream take of it, each with those below it. Encoders give each size about three times what
     * the one below it has; it differs with the picture, so what is chosen by it is corrected by what the whole takes then.
     */
    static final List<Integer> SCALABLE_PERCENT = List.of(8, 31, 100);

    private ForwardLimits() {}
}
