package org.auralink.media.node.net;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import org.auralink.media.dtls.Fingerprint;
import org.auralink.media.dtls.HandshakeRehearsal;
import org.auralink.media.dtls.NodeCertificate;
import org.auralink.media.transport.AssociationTransport;
import org.auralink.media.transport.MediaSink;
import org.auralink.media.transport.PeerTransport;
import org.auralink.media.transport.TransportEnvironment;
import org.auralink.media.transport.TransportLimits;
import org.auralink.media.transport.TransportListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the transports of all loops of a node: one certificate and one pool of handshake threads for all. */
public final class Transports implements TransportOpener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Transports.class);

    private final TransportLimits limits;
    private final NodeCertificate certificate;
    private final HandshakePool handshakes;

    /** With a new certificate. */
    public Transports(TransportLimits limits, NetLimits net) {
        this.limits = limits;
        certificate = NodeCertificate.generate(new SecureRandom(), Clock.systemUTC());
        handshakes = new HandshakePool(net);
    }

    /** Shakes hands with itself on two of the threads, so that the first client finds everything loaded. */
    public void warmUp() {
        var rehearsal = new HandshakeRehearsal(certificate);
        handshakes.start(this, () -> quietly(rehearsal::serve));
        handshakes.start(this, () -> quietly(rehearsal::call));
    }

    private interface Handshake {
        void shake() throws IOException;
    }

    private static void quietly(Handshake handshake) {
        try {
            handshake.shake();
        } catch (IOException | RuntimeException e) {
            // The node works without; only its first client waits a little longer.
            LOG.debug("The rehearsal of a handshake failed", e);
        }
    }

    /** Of the certificate, for {@link DatagramLoops#open}. */
    public Fingerprint fingerprint() {
        return certificate.fingerprint();
    }

    @Override
    public PeerTransport open(long now, DatagramLoop loop, Object room, TransportListener listener, MediaSink media) {
        return AssociationTransport.open(now, environment(loop, room), listener, media);
    }

    private TransportEnvironment environment(DatagramLoop loop, Object room) {
        return new TransportEnvironment(
                limits,
                certificate,
                handshake -> handshakes.start(room, handshake),
                task -> loop.execute(task::accept),
                loop,
                loop.routes(),
                loop.drops());
    }

    /** Ends handshakes that are under way. Close it after the loops. */
    @Override
    public void close() {
        handshakes.close();
    }
}
