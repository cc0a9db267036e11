package org.auralink.media.node.rooms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.auralink.media.dtls.Fingerprint;
import org.auralink.media.ice.IceCandidate;
import org.auralink.media.rtcp.RtcpPacket;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.transport.FailureReason;
import org.auralink.media.transport.FanOut;
import org.auralink.media.transport.MediaSink;
import org.auralink.media.transport.MediaTransport;
import org.auralink.media.transport.PeerTransport;
import org.auralink.media.transport.ReadBatch;
import org.auralink.media.transport.TransportFactory;
import org.auralink.media.transport.TransportListener;
import org.auralink.media.transport.TransportState;
import org.jspecify.annotations.Nullable;

/**
 * A room's transports, watched: packets reach the room without passing its host, and a fault there must end this room
 * once, instead of being met again with every packet.
 */
public final class GuardedTransports implements TransportFactory {
    private final TransportFactory loop;
    private final Consumer<RuntimeException> onFault;
    private final Map<PeerTransport, Guard> open = new LinkedHashMap<>();
    private final Batch batch = new Batch();
    private boolean broken;

    /** @param onFault told once, from within the packet's way: it must only plan what to do */
    public GuardedTransports(TransportFactory loop, Consumer<RuntimeException> onFault) {
        this.loop = loop;
        this.onFault = onFault;
    }

    @Override
    public PeerTransport open(long now, TransportListener listener, MediaSink media) {
        var guard = new Guard(this, listener, media);
        PeerTransport transport = loop.open(now, guard, guard);
        open.put(transport, guard);
        return transport;
    }

    @Override
    public void adopt(PeerTransport transport, TransportFactory from) {
        if (from instanceof GuardedTransports other) {
            Guard guard = other.open.remove(transport);
            if (guard != null) {
                guard.owner = this;
                open.put(transport, guard);
            }
        }
    }

    @Override
    public ReadBatch batch() {
        return batch;
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

    /** The room is over: nothing reaches it any more, and clients that go on sending are let go. */
    void close(long now) {
        broken = true;
        for (PeerTransport transport : List.copyOf(open.keySet())) {
            transport.close(now);
        }
    }

    private void fault(RuntimeException cause) {
        broken = true;
        onFault.accept(cause);
    }

    /** Stands between what the loop reads together and the room's work with it. */
    private final class Batch implements ReadBatch, ReadBatch.Part {
        private final List<Part> parts = new ArrayList<>();

        @Override
        public boolean isOpen() {
            return loop.batch().isOpen();
        }

        @Override
        public void add(Part part) {
            if (parts.isEmpty()) {
                loop.batch().add(this);
            }
            parts.add(part);
        }

        @Override
        public void batchRead(long now) {
            try {
                for (int i = 0; i < parts.size() && !broken; i++) {
                    parts.get(i).batchRead(now);
                }
            } catch (RuntimeException e) {
                fault(e);
            } finally {
                parts.clear();
            }
        }
    }

    /** Stands between a transport and the room that it belongs to at present. */
    private static final class Guard implements TransportListener, MediaSink {
        private final TransportListener listener;
        private final MediaSink media;
        private GuardedTransports owner;

        Guard(GuardedTransports owner, TransportListener listener, MediaSink media) {
            this.owner = owner;
            this.listener = listener;
            this.media = media;
        }

        @Override
        public void onState(long now, PeerTransport transport, TransportState state, @Nullable FailureReason reason) {
            if (state == TransportState.FAILED || state == TransportState.CLOSED) {
                owner.open.remove(transport);
            }
            if (!owner.broken) {
                try {
                    listener.onState(now, transport, state, reason);
                } catch (RuntimeException e) {
                    owner.fault(e);
                }
            }
        }

        @Override
        public void onRtp(long now, MediaTransport from, RtpPacket packet) {
            if (!owner.broken) {
                try {
                    media.onRtp(now, from, packet);
                } catch (RuntimeException e) {
                    owner.fault(e);
                }
            }
        }

        @Override
        public void onRtcp(long now, MediaTransport from, List<RtcpPacket> packets) {
            if (!owner.broken) {
                try {
                    media.onRtcp(now, from, packets);
                } catch (RuntimeException e) {
                    owner.fault(e);
                }
            }
        }

        @Override
        public void onData(long now, MediaTransport from, byte[] buf, int at, int size) {
            if (!owner.broken) {
                try {
                    media.onData(now, from, buf, at, size);
                } catch (RuntimeException e) {
                    owner.fault(e);
                }
            }
        }
    }
}
