package org.auralink.media.connector;

import java.time.Instant;

/**
 * A sign of life of a node on which nothing happens.
 *
 * @param nodeUrl the address the connector is configured with
 * @param nodeId the node's own name
 * @param bootId this run of the node's process
 * @param heardAt when it came, by the connector's clock
 */
public record NodeAlive(String nodeUrl, String nodeId, String bootId, Instant heardAt) {}
