package org.auralink.media.node.net;

import java.util.List;
import org.auralink.media.dtls.Fingerprint;
import org.auralink.media.ice.IceCandidate;
import org.auralink.media.transport.FanOut;
import org.auralink.media.transport.MediaSink;
import org.auralink.media.transport.PeerTransport;
import org.auralink.media.transport.ReadBatch;
import org.auralink.media.transport.TransportFactory;
import org.auralink.media.transport.TransportListener;

/** The transports of one room on one loop: what is scarce on the node is shared out among rooms. */
record RoomTransports(DatagramLoop loop, Object room) implements TransportFactory {
    @Override
    public PeerTransport open(long now, TransportListener listener, MediaSink media) {
        return loop.open(now, room, listener, media);
    }

    @Override
    public ReadBatch batch() {
        return loop.batch();
    }

    @Override
    public FanOut fanOut() {
        return loop.fanOut();
    }

    @Override
    public List<IceCandidate> candidates() {
        return loop.candidates();
    }

    @Override
    public boolean offersRelay() {
        return loop.offersRelay();
    }

    @Override
    public Fingerprint fingerprint() {
        return loop.fingerprint();
    }
}
