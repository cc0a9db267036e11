package org.auralink.media.connector;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A node that stopped answering.
 *
 * @param nodeUrl the address the connector is configured with
 * @param unreachableSince when the last sign of life came, by the connector's clock; {@code null} when this connector
 *     has never heard the node
 */
public record NodeLost(String nodeUrl, @Nullable Instant unreachableSince) {}
