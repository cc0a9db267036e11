package org.auralink.media.node.events;

/**
 * What the event log may keep.
 *
 * @param bytes of the heap, about, for all events together: some 30 000 of the usual size, twenty minutes of a node
 *     at 25 events a second. A node's whole heap may be 192 MB, and without it every call ends
 * @param reports of participants' media that wait for readers, apart from the events: of a thousand participants, for
 *     ten seconds. About 1 kB each, 4 kB of those with very many tracks
 */
public record EventLimits(long bytes, int reports) {
    /** What the node uses. */
    public static final EventLimits DEFAULT = new EventLimits(16 << 20, 1000);

    /** With the usual number of reports. */
    public EventLimits(long bytes) {
        this(bytes, DEFAULT.reports);
    }
}
