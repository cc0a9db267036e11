package org.auralink.media.boundary;

import java.time.Instant;

/**
 * A node that is gone.
 *
 * @param nodeId its own name, by which its rooms are known
 * @param lastSeenAt until when it was there for certain, by our clock
 */
public record LostNode(String nodeId, Instant lastSeenAt) {}
