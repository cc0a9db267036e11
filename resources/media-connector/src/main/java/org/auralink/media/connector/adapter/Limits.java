package org.auralink.media.connector.adapter;

import java.time.Duration;

/**
 * Every bound of the connector.
 *
 * @param connectTimeout how long a TCP connection to a node may take. A node is near; a second means it is away
 * @param requestTimeout how long a node may take to answer a request, to the last byte. Requests change one room and take
 *     milliseconds
 * @param responseBytes the longest answer that is read. A list of 1000 participants is about 400 kB
 * @param eventBytes the longest event that is read. An event carries one participant and one track
 * @param tokenValidity how long a token for one request is good. Covers clocks that differ by a minute
 * @param silence the event stream is reconnected after this long without a byte. The node sends a comment every 2 s, so
 *     two were missed and the third is late
 * @param lostAfter a node that gave no sign of life for this long is reported lost. Long enough for a pause of the node or
 *     a restart of the network path; with silence, the next question and the pauses between attempts, a node that hangs
 *     is noticed within 10 s
 * @param goneAfter a node to which every connection is refused, as when its process is gone, is reported lost after this
 *     long: a few attempts. A network that refuses for a moment longer costs its calls a move to another node, two seconds
 *     without media, and nobody else anything; each second more is one that people of a killed node wait
 * @param backoffFirst pause before the second attempt of anything that failed, and between those that tell whether a
 *     node is gone
 * @param backoffMost longest pause between attempts; a node that is gone, or returns, is noticed late by as much
 * @param aliveEvery pause between two signs of life that are passed on to the application. The end of a call whose node
 *     vanished is wrong by no more than this
 * @param withoutStream pause between looks at a node that has no event stream (a stock LiveKit server)
 * @param followEvery pause between two questions to the application which nodes it follows. A node that comes, or whose
 *     former follower is gone, waits no longer for this
 */
record Limits(
        Duration connectTimeout,
        Duration requestTimeout,
        int responseBytes,
        int eventBytes,
        Duration tokenValidity,
        Duration silence,
        Duration lostAfter,
        Duration goneAfter,
        Duration backoffFirst,
        Duration backoffMost,
        Duration aliveEvery,
        Duration withoutStream,
        Duration followEvery) {

    /** Of a room, a participant or a session in a report that is read: nodes allow names of 256 characters, of two each. */
    static final int NAME_LENGTH = 512;

    /** Of a track's id or its source in a report, of which the rest is cut off: LiveKit's have some 20. */
    static final int WORD_LENGTH = 64;

    static final Limits DEFAULTS = new Limits(
            Duration.ofSeconds(1),
            Duration.ofSeconds(3),
            4 << 20,
            256 << 10,
            Duration.ofMinutes(2),
            Duration.ofMillis(5_500),
            Duration.ofSeconds(6),
            Duration.ofMillis(300),
            Duration.ofMillis(100),
            Duration.ofSeconds(1),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(2));
}
