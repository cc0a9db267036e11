package org.auralink.media.room;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.auralink.media.dtls.DtlsRole;
import org.auralink.media.dtls.Fingerprint;
import org.auralink.media.ice.IceCandidate;
import org.auralink.media.ice.IceCredentials;
import org.auralink.media.rtcp.RtcpCompound;
import org.auralink.media.rtcp.RtcpPacket;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.transport.DropCounters;
import org.auralink.media.transport.FailureReason;
import org.auralink.media.transport.MediaRate;
import org.auralink.media.transport.MediaSink;
import org.auralink.media.transport.PeerAddress;
import org.auralink.media.transport.PeerTransport;
import org.auralink.media.transport.TransportFactory;
import org.auralink.media.transport.TransportListener;
import org.auralink.media.transport.TransportState;
import org.jspecify.annotations.Nullable;

/** Associations without a network: what is sent is kept, what arrives is handed in. */
final class FakeTransports implements TransportFactory {
    static final Fingerprint OURS = Fingerprint.of("sha-256", new byte[] {1});

    final List<Association> opened = new ArrayList<>();
    /** Where the node is reached. */
    List<IceCandidate> candidates = List.of(IceCandidate.host("192.0.2.1", 7882, 65_535));
    /** Whether there is a relay over TLS. */
    boolean relay;

    @Override
    public PeerTransport open(long now, TransportListener listener, MediaSink media) {
        var association = new Association(listener, media, opened.size());
        opened.add(association);
        return association;
    }

    @Override
    public List<IceCandidate> candidates() {
        return candidates;
    }

    @Override
    public boolean offersRelay() {
        return relay;
    }

    @Override
    public Fingerprint fingerprint() {
        return OURS;
    }

    long stillOpen() {
        return opened.stream()
                .filter(each -> each.state != TransportState.CLOSED && each.state != TransportState.FAILED)
                .count();
    }

    /** One of them. */
    static final class Association implements PeerTransport {
        final List<RtpPacket> rtp = new ArrayList<>();
        final List<RtcpPacket> rtcp = new ArrayList<>();
        /** What is inside of DTLS. */
        final List<byte[]> data = new ArrayList<>();

        private final TransportListener listener;
        private final MediaSink media;
        private final DropCounters drops = new DropCounters();
        private final int number;
        private IceCredentials local;
        private int restarts;
        private TransportState state = TransportState.NEW;
        /** Whether its path is silent, as the test wants it. */
        boolean silent;
        /** What it was told last to expect. */
        MediaRate expected = MediaRate.NONE;

        private @Nullable Fingerprint remote;
        private @Nullable DtlsRole role;

        Association(TransportListener listener, MediaSink media, int number) {
            this.listener = listener;
            this.media = media;
            this.number = number;
            local = credentials();
        }

        private IceCredentials credentials() {
            return new IceCredentials(
                    "local" + number + "x" + restarts, "local-password-local-password-" + number + "x" + restarts);
        }

        void become(long now, TransportState next, @Nullable FailureReason reason) {
            boolean over = state == TransportState.FAILED || state == TransportState.CLOSED;
            if (state != next && !over) {
                state = next;
                listener.onState(now, this, next, reason);
            }
        }

        void arrive(long now, RtpPacket packet) {
            media.onRtp(now, this, packet);
        }

        void arrive(long now, RtcpPacket... packets) {
            media.onRtcp(now, this, List.of(packets));
        }

        void arriveData(long now, byte[] packet) {
            media.onData(now, this, packet, 0, packet.length);
        }

        @Nullable
        DtlsRole role() {
            return role;
        }

        @Nullable
        Fingerprint remote() {
            return remote;
        }

        @Override
        public void expect(long now, MediaRate rate) {
            expected = rate;
        }

        @Override
        public boolean sendRtp(long now, byte[] buf, int from, int size) {
            if (state != TransportState.CONNECTED) {
                return false;
            }
            var packet = new RtpPacket();
            if (!packet.parse(Arrays.copyOfRange(buf, from, from + size), 0, size)) {
                throw new AssertionError("the room sent something that is not RTP");
            }
            rtp.add(packet);
            return true;
        }

        @Override
        public boolean sendData(long now, byte[] buf, int from, int size) {
            if (state != TransportState.CONNECTED) {
                return false;
            }
            data.add(Arrays.copyOfRange(buf, from, from + size));
            return true;
        }

        @Override
        public DtlsRole dtlsRole() {
            return DtlsRole.SERVER;
        }

        @Override
        public boolean sendRtcp(long now, byte[] buf, int from, int size) {
            List<RtcpPacket> packets = RtcpCompound.parse(buf, from, size);
            if (packets.isEmpty()) {
                throw new AssertionError("the room sent something that is not RTCP");
            }
            rtcp.addAll(packets);
            return state == TransportState.CONNECTED;
        }

        @Override
        public TransportState state() {
            return state;
        }

        @Override
        public IceCredentials localCredentials() {
            return local;
        }

        @Override
        public void setRemote(long now, IceCredentials credentials, Fingerprint fingerprint, DtlsRole ours) {
            if (remote != null && !remote.equals(fingerprint)) {
                become(now, TransportState.FAILED, FailureReason.FINGERPRINT_MISMATCH);
            }
            remote = fingerprint;
            role = ours;
        }

        @Override
        public IceCredentials restartIce(long now) {
            restarts++;
            local = credentials();
            return local;
        }

        @Override
        public void receive(long now, byte[] buf, int from, int size, PeerAddress source) {}

        @Override
        public void handleTimeout(long now) {}

        @Override
        public long nextTimeoutNanos() {
            return Long.MAX_VALUE;
        }

        @Override
        public boolean heardFrom(long now, PeerAddress address) {
            return state == TransportState.CONNECTED;
        }

        @Override
        public boolean isSilent() {
            return silent;
        }

        @Override
        public void close(long now) {
            become(now, TransportState.CLOSED, FailureReason.CLOSED_LOCALLY);
        }

        @Override
        public DropCounters drops() {
            return drops;
        }
    }
}
