package org.auralink.media.node.events;

/**
 * What the event log may keep.
 *
 * @param bytes of the heap, about, for all events together: some 30 000 of the usual size, twenty minutes of a node
 *     at 25 events a second. A node's whole heap may be 192 MB, and without it every call ends
 */
public record EventLimits(long bytes) {
    /** What the node uses. */
    public static final EventLimits DEFAULT = new EventLimits(16 << 20);
}
