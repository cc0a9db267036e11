package org.auralink.media.connector;

import java.time.Instant;

/**
 * A node that stopped answering.
 *
 * @param nodeUrl the address the connector is configured with
 * @param unreachableSince when the last sign of life came
 */
public record NodeLost(String nodeUrl, Instant unreachableSince) {}
