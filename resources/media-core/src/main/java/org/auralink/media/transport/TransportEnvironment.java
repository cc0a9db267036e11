package org.auralink.media.transport;

import org.auralink.media.dtls.HandshakeExecutor;
import org.auralink.media.dtls.LoopExecutor;
import org.auralink.media.dtls.NodeCertificate;

/**
 * What the transports of a loop need of it.
 *
 * @param limits bounds of each association
 * @param certificate ours, the same on every loop of a node
 * @param handshakes threads for DTLS handshakes
 * @param loop brings their results back to the loop's thread
 * @param datagrams takes what is sent
 * @param routes learns which datagrams are for which transport
 * @param drops gets what each transport drops, and outlives them
 */
public record TransportEnvironment(
        TransportLimits limits,
        NodeCertificate certificate,
        HandshakeExecutor handshakes,
        LoopExecutor loop,
        DatagramSink datagrams,
        TransportRoutes routes,
        DropCounters drops) {}
