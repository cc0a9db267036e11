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

    /**
     * How long a call waits for a node that takes its people after theirs was lost. Longer than a restart of a fleet's only
     * other node, shorter than people stay before a dark screen.
     */
    public static final Duration INTERRUPTED = Duration.ofSeconds(60);

    /** Longer than anybody sends an invitation ahead. After that the guest link of a call that nobody joined ends too. */
    public static final Duration WAITING = Duration.ofDays(30);

    /** One transaction of some hundred short statements; the rest waits for the next hour. */
    public static final int EXPIRED_AT_ONCE = 200;

    /** As many lost characters as guesses are not worth: 71 random bits, unique within one room only. */
    public static final int GUEST_IDENTITY_LENGTH = 12;

    /**
     * For so long after having left somebody comes back to a locked call, or past its lobby: to load a page again, or to find
     * another network. Longer would make a lock worth less.
     */
    public static final Duration COMING_BACK = Duration.ofMinutes(2);

    /** Who wait at once to be let into one call: more than anybody looks through. */
    public static final int LOBBY_WAITING = 50;

    /** Who waits and has not asked for so long is gone. Browsers ask a page in the background once a minute only. */
    public static final Duration LOBBY_GONE = Duration.ofSeconds(90);

    /** How old it may be when somebody was seen, so that not every question is written. */
    public static final Duration LOBBY_SEEN = Duration.ofSeconds(15);

    /** How often who waits asks: as long as a person notices between being let in and being in. */
    public static final Duration LOBBY_ASK = Duration.ofSeconds(3);

    /** For so long nobody is asked again about somebody who was refused. */
    public static final Duration DENIED = Duration.ofMinutes(5);

    /** For so long no other server ends forgotten calls: shorter than an hour, after which the same one may do so again. */
    public static final Duration EXPIRY = Duration.ofMinutes(55);

    /** Characters of an identity that an organization's back end chooses. */
    public static final int TICKET_IDENTITY_LENGTH = 100;

    /** Characters of what travels with a participant: it goes to everybody in the call. */
    public static final int TICKET_METADATA_LENGTH = 1000;

    /** Rooms that a back end is told of at once: more open calls than one organization has, and one question to each node. */
    public static final int ROOMS_LISTED = 1000;

    private Limits() {}
}
