package org.auralink.media.control;

import java.net.URI;

/**
 * A media node as it announces itself in the directory.
 *
 * @param bootId of this run of its process; empty when it does not say
 * @param url where the control plane reaches it
 * @param publicUrl what clients connect to, {@code ws} or {@code wss}
 * @param report what it tells of itself
 */
public record AnnouncedNode(String nodeId, String bootId, URI url, URI publicUrl, NodeReport report) {

    /** A node of which nothing is known but how busy it is. */
    public AnnouncedNode(String nodeId, String bootId, URI url, URI publicUrl, double load, long atMillis) {
        this(nodeId, bootId, url, publicUrl, NodeReport.ofLoad(load, atMillis));
    }
}
