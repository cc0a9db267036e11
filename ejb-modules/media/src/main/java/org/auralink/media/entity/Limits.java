package org.auralink.media.entity;

import java.time.Duration;

/** Every bound of the capability that knows the media nodes. */
public final class Limits {

    /**
     * From "join" to the connected socket, with a slow device permission dialog between. The node renews it inside. As
     * long as a room waits for the first who joins: nodes need not open rooms for a token.
     */
    public static final Duration JOIN_TOKEN_VALIDITY = Duration.ofMinutes(10);

    /** Longer than any call lasts without somebody joining or joining again, which renews it. */
    public static final Duration ROOM_OWNER_VALIDITY = Duration.ofHours(24);

    /** A lost node is noticed within ten seconds, a restarting one needs about five. */
    public static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    /** More than clocks of servers with any time service differ. Nodes that announced themselves longer ago are not asked for. */
    public static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    /**
     * How long a room that was opened again waits for the first who comes back. SDKs try the old node for about half a
     * minute before they give up and a person presses "join".
     */
    public static final Duration COMING_BACK = Duration.ofSeconds(90);

    /**
     * So long before the deadline of a drain its rooms are opened elsewhere: a few looks, and clocks that differ by seconds.
     * Whoever joins from then on is led there already.
     */
    public static final Duration MOVED_BEFORE_DEADLINE = Duration.ofSeconds(6);

    /** Most calls are over by then; those that are not go on elsewhere. */
    public static final Duration USUAL_DRAIN = Duration.ofMinutes(10);

    /** As nodes take it. */
    public static final Duration LONGEST_DRAIN = Duration.ofDays(1);

    /** As many addresses of other nodes as a node takes for its last clients. */
    public static final int NODES_TOLD = 8;

    /** Nodes whose health operators are shown, each asked on a thread of its own. */
    public static final int NODES_ASKED = 100;

    /** Of a node with 32 media threads on two addresses, and its relay. Each is asked when somebody wants to know. */
    public static final int MEDIA_ADDRESSES = 68;

    /** Nodes whose media an examination asks for; a few hundred questions within its seconds. */
    public static final int NODES_EXAMINED = 50;

    /** Between two attempts that tell whether a node's process is gone: longer than a listening socket takes to be replaced. */
    public static final Duration SECOND_LOOK = Duration.ofMillis(150);

    /** What was found of a node in doubt holds for so long: a few looks in a second, however many want to know. */
    public static final Duration DOUBT_SETTLED = Duration.ofMillis(300);

    /** Longer than finding out and writing it takes, also while the database is slow. */
    public static final Duration DOUBT = Duration.ofSeconds(10);

    /** That a node is there is written every ten seconds; twice that, and a moment. */
    public static final Duration HEARD_LATELY = Duration.ofSeconds(25);

    /** Events that change nothing, read over without moving the position: what a restart reads again in a moment. */
    public static final int EVENTS_READ_OVER = 500;

    /** The position is not behind for longer while events come. Also what tells that the node is there. */
    public static final Duration READING_OVER = Duration.ofSeconds(5);

    /**
     * How long one server of the application takes a node's events without asking again, which it does every two seconds:
     * four questions may fail. After so long another one takes over from a server that died.
     */
    public static final Duration FOLLOWING = Duration.ofSeconds(10);

    /** For so long no other server does what is done hourly: shorter than that, after which the same one may do so again. */
    public static final Duration HOURLY_WORK = Duration.ofMinutes(55);

    /** Characters of a webhook's id; LiveKit's have 15. */
    public static final int WEBHOOK_ID = 100;

    private Limits() {}
}
