package org.auralink.media.control;

import java.net.URI;

/**
 * A media node as it announces itself in the directory.
 *
 * @param bootId of this run of its process; empty when it does not say
 * @param url where the control plane reaches it
 * @param publicUrl what clients connect to, {@code ws} or {@code wss}
 * @param load how busy it is, comparable between nodes; 0 is idle
 * @param atMillis when it said so, milliseconds since 1970 by its own clock; 0 when it does not say
 */
public record AnnouncedNode(String nodeId, String bootId, URI url, URI publicUrl, double load, long atMillis) {}
