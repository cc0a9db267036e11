package org.auralink.media.connector;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A node that stopped answering.
 *
 * @param nodeUrl the address the connector is configured with
 * @param unreachableSince when the last sign of life came, by the connector's clock; {@code null} when this connector
 *     has never heard the node
 * @param refusedFor for how long every connection to its address has been refused, as when its process is gone;
 *     {@code null} when it is only silent
 */
public record NodeLost(
        String nodeUrl,
        @Nullable Instant unreachableSince,
        @Nullable Duration refusedFor) {

    /** A node that is only silent. */
    public NodeLost(String nodeUrl, @Nullable Instant unreachableSince) {
        this(nodeUrl, unreachableSince, null);
    }
}
