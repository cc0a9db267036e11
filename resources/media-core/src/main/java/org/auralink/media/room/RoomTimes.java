package org.auralink.media.room;

import java.time.Duration;

/** How often a room does what, in nanoseconds. */
final class RoomTimes {
    /** While somebody is here. Bounds how late a NACK, a key frame request or an offer leaves. */
    static final long TICK = 20_000_000L;
    /** Reports to and about streams. RFC 3550 6.2 would allow more; LiveKit and browsers use a second as well. */
    static final long REPORT = 1_000_000_000L;
    /** How often subscribers' layers are reconsidered: a silent layer is noticed within this. */
    static final long RECONSIDER = 500_000_000L;
    /** Connection quality; LiveKit's interval. */
    static final long QUALITY = 5_000_000_000L;
    /** Counts in the room's information; LiveKit batches them the same way. */
    static final long ROOM_UPDATE = 5_000_000_000L;
    /** How long somebody stays whose signalling is lost and whose checks have stopped, so 15 s from the last check. */
    static final long GONE_AFTER = 5_000_000_000L;

    /**
     * How long somebody stays whose client closed its media connection, while its signalling is open. Clients close both
     * in the same instant, and why they do so, or where they want to come back, is said by signalling, which may be read later.
     */
    static final long LAST_WORDS = 1_000_000_000L;

    /** How long a client that asked to lose its next resume has for it; LiveKit's. */
    static final long LOSE_WITHIN = 5_000_000_000L;

    /**
     * ICE restarts of ours on one connection that may come at once. Another one follows only when the client completed
     * the one before and fell silent again, so it is a client that moves, as in a train; two seconds lie between at least.
     */
    static final int RESTARTS_AT_ONCE = 4;
    /** After which there is one more. Each costs the client new sockets and an answer: nobody gets one every two seconds for long. */
    static final Duration RESTART_EVERY = Duration.ofSeconds(5);

    /** A connection that lasted as long did not fail because of the way it takes. LiveKit's number. */
    static final long LASTING = 90_000_000_000L;

    /** For how long somebody who joins anew is shown fewer ways; a network may have become better since. */
    static final long FALLBACK_HOLDS = 300_000_000_000L;

    /**
     * Tracks in a participant's report, of those it publishes and of those it is sent. Browsers publish up to six and show
     * some nine at a time; a report stays below 4 kB.
     */
    static final int MOST_REPORTED = 16;

    /** Participants for whom that is remembered; the oldest is forgotten first. */
    static final int MOST_FALLBACKS = 1000;

    private RoomTimes() {}
}
