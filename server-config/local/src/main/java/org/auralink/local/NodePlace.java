package org.auralink.local;

import java.net.URI;

/**
 * Where one of the media nodes is. The first has the ports of the settings, each further one all of them
 * {@link #PORT_STEP} higher.
 *
 * @param name of the part, as {@code ./auralink part} takes it
 * @param signalPort signalling and the node's HTTP API
 * @param signalTlsPort the same over TLS, where there is TLS
 * @param mediaPort first UDP port
 * @param mediaTcpPort for browsers that UDP does not reach
 * @param metricsPort metrics, on loopback
 * @param url {@code ws:} or {@code wss:} address that browsers reach it at
 */
record NodePlace(
        String name, int signalPort, int signalTlsPort, int mediaPort, int mediaTcpPort, int metricsPort, URI url) {
    /** What one node may take: signalling, media over TCP, and eight ports for media over UDP. */
    static final int PORT_STEP = 10;

    /** @param index 0 for the first */
    static NodePlace of(
            int index, int signalPort, int signalTlsPort, int mediaPort, int mediaTcpPort, int metricsPort, URI url) {
        int higher = index * PORT_STEP;
        String name = index == 0 ? MediaNode.NAME : MediaNode.NAME + "-" + (index + 1);
        return new NodePlace(
                name,
                signalPort + higher,
                signalTlsPort + higher,
                mediaPort + higher,
                mediaTcpPort + higher,
                metricsPort + higher,
                url);
    }
}
