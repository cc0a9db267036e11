package org.auralink.media.connector;

/**
 * A place in a node's event stream.
 *
 * @param bootId identifies one run of the node's process; sequences of different boots have nothing to do with each
 *     other
 * @param sequence counts the events of that boot from 1
 */
public record StreamPosition(String bootId, long sequence) {

    /** Of an event that came by itself, out of no stream. */
    public static final StreamPosition NONE = new StreamPosition("", 0);

    /** The form of the header {@code Last-Event-ID}: {@code <boot_id>:<sequence>}. */
    public String headerValue() {
        return bootId + ":" + sequence;
    }

    /**
     * Reads the form {@code <boot_id>:<sequence>}.
     *
     * @throws IllegalArgumentException when the text has another form or the sequence is negative
     */
    public static StreamPosition parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("an event id has the form <boot_id>:<sequence>");
        }
        long sequence;
        try {
            sequence = Long.parseLong(text.substring(colon + 1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the sequence of an event id is a number", e);
        }
        if (sequence < 0) {
            throw new IllegalArgumentException("the sequence of an event id is not negative");
        }
        return new StreamPosition(text.substring(0, colon), sequence);
    }
}
