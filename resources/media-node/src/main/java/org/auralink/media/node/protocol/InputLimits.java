package org.auralink.media.node.protocol;

/**
 * What one message from the network may consist of, so that reading the worst one costs less than 50 ms of CPU. Lengths
 * alone do not do that: a number of many digits or with a large exponent costs the square of its length and more, and
 * what a message lists costs far more to make than its two bytes on the wire.
 *
 * @param length characters of JSON, or bytes of protobuf
 * @param depth objects and lists within each other, or messages within each other. Those of LiveKit reach nine
 * @param entries values in all, whatever they belong to; those that take an exception to read count tenfold
 * @param number characters of a number, and of a text where a number or the name of an enum belongs. A double has 24,
 *     the longest name of an enum 44
 */
public record InputLimits(int length, int depth, int entries, int number) {
    private static final int DEPTH = 20;
    private static final int NUMBER = 64;

    /** Signalling as JSON. No SDK sends it; people do who look into what happens, and tests. */
    public static final InputLimits SIGNAL_JSON = new InputLimits(64 * 1024, DEPTH, 5_000, NUMBER);

    /** Signalling as protobuf, up to LiveKit's largest message. The state of a client with 32 tracks has 2000 entries. */
    public static final InputLimits SIGNAL = new InputLimits(2 * 1024 * 1024, DEPTH, 5_000, NUMBER);

    /** What a server tells its participants, as our own client reads it: everybody in a room of some thousand people. */
    public static final InputLimits TOLD = new InputLimits(16 * 1024 * 1024, DEPTH, 500_000, NUMBER);

    /** A body of the server API, in either form. Metadata of a megabyte stays below, also when half of it is escaped. */
    public static final InputLimits SERVER_API = new InputLimits(4 * 1024 * 1024, DEPTH, 5_000, NUMBER);

    /** What an agent's worker says as protobuf: the largest is an agent with its metadata and attributes. */
    public static final InputLimits WORKER = new InputLimits(1024 * 1024, DEPTH, 5_000, NUMBER);

    /** The same as JSON. No SDK sends it; people do who look into what happens. */
    public static final InputLimits WORKER_JSON = new InputLimits(64 * 1024, DEPTH, 5_000, NUMBER);

    /** A part of a token. It has to fit into a request line, so that it is as short as one. */
    public static final InputLimits TOKEN = new InputLimits(64 * 1024, DEPTH, 5_000, NUMBER);

    /** A join request as it stands in the request line. */
    public static final InputLimits WRAPPED_JOIN = new InputLimits(64 * 1024, 2, 16, NUMBER);

    /** The join request in it, up to LiveKit's largest. A client that resumes tells of 32 tracks like {@link #SIGNAL}. */
    public static final InputLimits JOIN = new InputLimits(1024 * 1024, DEPTH, 5_000, NUMBER);

    /** Attributes in the query of {@code /rtc}, which has to fit into a request line too. */
    public static final InputLimits ATTRIBUTES = new InputLimits(64 * 1024, DEPTH, 1_000, NUMBER);

    /** A candidate as browsers write it: a line of SDP and three short fields. */
    public static final InputLimits CANDIDATE = new InputLimits(4 * 1024, 2, 32, NUMBER);
}
