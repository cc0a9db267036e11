package org.auralink.shared.web;

import java.time.Duration;

/** What a request may ask of the doors, with reasons. How long a body may be is each door's own. */
final class Limits {
    /** Deepest object or list. What reads them calls itself for each level; what may be kept is much less, and says so. */
    static final int JSON_DEPTH = 500;

    /** Values, names and brackets. A thousand times what our own bodies have. */
    static final int JSON_TOKENS = 10_000;

    /** Of digits, sign, point and exponent together. What longer ones cost grows with the square; a thousand cost nothing. */
    static final int JSON_NUMBER_LENGTH = 1000;

    /** Characters in the name of a field. */
    static final int JSON_NAME_LENGTH = 256;

    /** From the end of the headers to the end of the body. The longest body, over a line of 32 kbit/s, takes eight seconds. */
    static final Duration BODY_DEADLINE = Duration.ofSeconds(10);

    /**
     * On their way at once, at all doors. A body comes within one round trip of its headers, so a thousand requests a second
     * have some hundred on their way; they hold no thread, only memory.
     */
    static final int BODIES_AWAITED = 256;

    /** Of bodies that are on their way or wait for their turn: a twelfth of the memory that the local stack gives the server. */
    static final long BODY_BYTES_AWAITED = 32 << 20;

    /** Of a chunk's size in hexadecimal digits: seven are 256 MiB, more than is read of any body. */
    static final int CHUNK_SIZE_DIGITS = 7;

    /** Of what may stand behind a chunk's size, and in all trailers together. Nobody here reads either. */
    static final int CHUNK_EXTRA_BYTES = 1024;

    /** Of a body above its door's limit, taken and thrown away. Who sends more does it on purpose and may see an error. */
    static final long FORGOTTEN_BYTES = 32 << 20;

    /**
     * Requests with bodies that are served at once; half of the server's threads, which the rest has too. More would wait
     * for one of 16 database connections, or for their turn at hashing.
     */
    static final int SERVED_AT_ONCE = 100;

    /**
     * Of the server's 200, before a client loses connections on which it takes no answers or asks on and on in advance. What
     * a browser asks at once is six; an office behind one address has this only when dozens of its lines are stuck.
     */
    static final int THREADS_OF_ONE_CLIENT = 48;

    /** Before the same holds for everybody. A quarter is left for those who come until the others are gone. */
    static final int THREADS_BUSY = 150;

    /** For a client to take what the system holds for it, 32 kB or so, before it counts as one who takes nothing. */
    static final Duration ANSWER_PATIENCE = Duration.ofMillis(500);

    /** From the last answer on a connection to its end: for a client that still sends to see the answer (RFC 9112, 9.6). */
    static final Duration LINGERING = Duration.ofSeconds(1);

    /** For a request that others crowded out: by then, the longest among those are gone. */
    static final Duration CROWDED_RETRY_AFTER = Duration.ofSeconds(2);

    /** Between looks whether a request's first thread has left it, which takes it less, and longer only on a busy machine. */
    static final Duration SERVICE_THREAD_LOOK = Duration.ofMillis(1);

    /** For requests that are under way when the notice is over; as long as a body may take. */
    static final Duration STOP_PATIENCE = BODY_DEADLINE;

    /** Rows of a page where the client does not say: a screen. */
    static final int USUAL_PAGE = 50;

    /** Rows of the longest page: an answer of 60 to a few hundred kilobytes. */
    static final int LARGEST_PAGE = 200;

    private Limits() {}
}
