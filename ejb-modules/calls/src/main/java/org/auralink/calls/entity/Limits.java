package org.auralink.calls.entity;

import java.time.Duration;

/** Every bound of the calls capability. */
public final class Limits {

    /** A line of a list, not a text. The column has the same length. */
    public static final int NAME_LENGTH = 255;

    /** Shown on a tile of a few hundred pixels. The column has the same length. */
    public static final int DISPLAY_NAME_LENGTH = 100;

    /** LiveKit's identities may have 256; the column of the original schema has 255. */
    public static final int IDENTITY_LENGTH = 255;

    /** Fewer would be nobody to talk to. */
    public static final int LEAST_PARTICIPANTS = 2;

    /** When the request does not say. */
    public static final int USUAL_PARTICIPANTS = 50;

    /** What one room on one event loop can forward to; more needs rooms that span nodes. */
    public static final int MOST_PARTICIPANTS = 1000;

    /** A screen of history. */
    public static final int USUAL_PAGE = 50;

    /** An answer of about 100 kB. */
    public static final int LARGEST_PAGE = 200;

    /**
     * From "join" to the connected socket, with a slow device permission dialog between. The node renews it inside. As
     * long as a room waits for the first who joins: nodes need not open rooms for a token.
     */
    public static final Duration JOIN_TOKEN_VALIDITY = Duration.ofMinutes(10);

    /** Longer than any call lasts without somebody joining or joining again, which renews it. */
    public static final Duration ROOM_OWNER_VALIDITY = Duration.ofHours(24);

    /** A lost node is noticed within twelve seconds, a restarting one needs about five. */
    public static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    /** Longer than anybody sends an invitation ahead. After that the guest link of a call that nobody joined ends too. */
    public static final Duration WAITING = Duration.ofDays(30);

    /** One transaction of some hundred short statements; the rest waits for the next hour. */
    public static final int EXPIRED_AT_ONCE = 200;

    /** Events that change no call, read over without moving the position: what a restart reads again in a moment. */
    public static final int EVENTS_READ_OVER = 500;

    /** The position is not behind for longer while events come. Also what tells that the node is there. */
    public static final Duration READING_OVER = Duration.ofSeconds(5);

    /** As many lost characters as guesses are not worth: 71 random bits, unique within one room only. */
    public static final int GUEST_IDENTITY_LENGTH = 12;

    private Limits() {}
}
