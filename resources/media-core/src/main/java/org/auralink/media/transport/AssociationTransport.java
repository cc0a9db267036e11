package org.auralink.media.transport;

import org.auralink.media.dtls.DtlsAssociation;
import org.auralink.media.dtls.DtlsEvents;
import org.auralink.media.dtls.DtlsRole;
import org.auralink.media.dtls.Fingerprint;
import org.auralink.media.ice.IceCredentials;
import org.auralink.media.ice.IceLiteAgent;
import org.auralink.media.srtp.SrtpKeys;
import org.jspecify.annotations.Nullable;

/**
 * The transport that a browser meets: tells STUN, DTLS and media apart (RFC 7983), and lets media pass once an address
 * was checked, keys were agreed on and the client's certificate proved to be the one of its session description.
 */
public final class AssociationTransport implements PeerTransport {
    private final TransportLimits limits;
    private final TransportListener listener;
    private final MediaSink media;
    private final IceLiteAgent agent = new IceLiteAgent(IceCredentials.random());
    private final PathChoice paths;
    private final Registration registration;
    private final DtlsAssociation dtls;
    private final Shedding shedding;
    private final DropCounters drops;
    private final StateTimes times;
    private TransportState state = TransportState.NEW;
    private final PeerSecurity security = new PeerSecurity();
    private final ConnectivityChecks checks;
    private boolean nominated;
    private boolean callsFirst;
    private @Nullable MediaProtection protection;

    private AssociationTransport(
            long now, TransportEnvironment environment, TransportListener listener, MediaSink media) {
        drops = new DropCounters(environment.drops());
        this.listener = listener;
        this.media = media;
        limits = environment.limits();
        times = new StateTimes(limits, now);
        shedding = new Shedding(limits.traffic());
        paths = new PathChoice(limits.paths(), agent, environment.datagrams(), drops);
        dtls = new DtlsAssociation(
                environment.certificate(),
                limits.handshakeWithin(),
                limits.maxHandshakeRecords(),
                limits.maxDatagram(),
                environment.handshakes(),
                environment.loop(),
                new Handshake());
        registration = new Registration(environment.routes(), this, agent, paths);
        checks = new ConnectivityChecks(agent, registration, paths, shedding, drops, this::checked);
    }

    /**
     * A new association with credentials of its own, waiting for the client's checks.
     *
     * @param now nanoseconds of the loop's clock
     */
    public static AssociationTransport open(
            long now, TransportEnvironment environment, TransportListener listener, MediaSink media) {
        AssociationTransport transport = new AssociationTransport(now, environment, listener, media);
        transport.registration.open();
        return transport;
    }

    @Override
    public IceCredentials localCredentials() {
        return agent.local();
    }

    @Override
    public TransportState state() {
        return state;
    }

    @Override
    public DropCounters drops() {
        return drops;
    }

    @Override
    public void setRemote(long now, IceCredentials credentials, Fingerprint described, DtlsRole ours) {
        if (isOver()) {
            return;
        }
        agent.setRemote(credentials);
        if (!security.describe(described)) {
            end(now, TransportState.FAILED, FailureReason.FINGERPRINT_MISMATCH);
            return;
        }
        callsFirst = ours == DtlsRole.CLIENT;
        paths.onRemote(now);
        callIfReady(now);
        connectIfReady(now);
    }

    @Override
    public IceCredentials restartIce(long now) {
        if (isOver()) {
            return agent.local();
        }
        return registration.restart();
    }

    @Override
    public void expect(long now, MediaRate expected) {
        shedding.expect(now, expected);
    }

    @Override
    public void receive(long now, byte[] buf, int from, int size, PeerAddress source) {
        if (size == 0 || size > limits.maxDatagram()) {
            drops.add(size == 0 ? DropReason.UNKNOWN_PROTOCOL : DropReason.TOO_LARGE);
            return;
        }
        if (isOver()) {
            drops.add(DropReason.NOT_CONNECTED);
            return;
        }
        Path path = paths.find(source);
        if (path != null) {
            path.received(size);
        }
        Protocol protocol = Protocol.of(buf, from);
        if (!shedding.admits(now, protocol, protection != null && DtlsAssociation.isData(buf, from))) {
            drops.add(DropReason.SHED);
        } else if (protocol == Protocol.STUN) {
            checks.receive(now, buf, from, size, source, path);
        } else if (path == null) {
            drops.add(DropReason.ADDRESS_NOT_CHECKED);
        } else {
            switch (protocol) {
                case MEDIA -> onMedia(now, buf, from, size, path);
                case DTLS -> onDtls(now, buf, from, size, path);
                default -> drops.add(DropReason.UNKNOWN_PROTOCOL);
            }
        }
    }

    @Override
    public void lost(PeerAddress address) {
        registration.lost(address);
    }

    private void onMedia(long now, byte[] buf, int from, int size, Path path) {
        MediaProtection connected = protection;
        if (connected == null) {
            drops.add(DropReason.NOT_CONNECTED);
        } else if (connected.open(now, buf, from, size)) {
            paths.onMedia(now, path);
            connected.deliver(now, this);
        }
    }

    @Override
    public boolean mayHaveSent(byte[] buf, int from, int size) {
        MediaProtection connected = protection;
        return connected != null && size <= limits.maxDatagram() && connected.continuesStream(buf, from, size);
    }

    @Override
    public boolean receiveFromElsewhere(long now, byte[] buf, int from, int size, PeerAddress source) {
        MediaProtection connected = protection;
        if (connected == null || !mayHaveSent(buf, from, size) || !connected.open(now, buf, from, size)) {
            return false;
        }
        Path path = registration.admit(now, source, size, paths.find(source));
        if (path != null) {
            paths.onMedia(now, path);
        }
        connected.deliver(now, this);
        return true;
    }

    private void onDtls(long now, byte[] buf, int from, int size, Path path) {
        paths.onHandshake(path);
        switch (dtls.receive(now, buf, from, size)) {
            case MALFORMED -> drops.add(DropReason.DTLS_MALFORMED);
            case OVERFLOW -> drops.add(DropReason.DTLS_OVERFLOW);
            case NOTHING -> {
                shedding.recordFailed(now);
                drops.add(DropReason.DTLS_UNUSED);
            }
            case CLOSED -> drops.add(DropReason.NOT_CONNECTED);
            case YES -> {
                // Nothing was dropped.
            }
        }
    }

    private void checked(long now, boolean nominates) {
        if (state == TransportState.DISCONNECTED) {
            change(now, TransportState.CONNECTED, null);
        }
        nominated |= nominates;
        callIfReady(now);
        connectIfReady(now);
    }

    /** Begins the handshake when that is left to us, once the client chose an address: before that it may not listen. */
    private void callIfReady(long now) {
        if (callsFirst && nominated) {
            dtls.call(now);
        }
    }

    @Override
    public boolean heardFrom(long now, PeerAddress address) {
        Path path = isOver() ? null : paths.find(address);
        return path != null
                && now - path.heardAt() <= limits.disconnectedAfter().toNanos();
    }

    @Override
    public boolean isSilent() {
        return !isOver() && paths.isSilent();
    }

    @Override
    public boolean sendRtp(long now, byte[] buf, int from, int size) {
        MediaProtection connected = protectionToSend();
        return connected != null && connected.sendRtp(now, buf, from, size, paths);
    }

    @Override
    public boolean sendRtcp(long now, byte[] buf, int from, int size) {
        MediaProtection connected = protectionToSend();
        return connected != null && connected.sendRtcp(now, buf, from, size, paths);
    }

    @Override
    public boolean sendData(long now, byte[] buf, int from, int size) {
        if (state == TransportState.NEW || !dtls.send(buf, from, size)) {
            drops.add(DropReason.SEND_NOT_CONNECTED);
            return false;
        }
        return true;
    }

    @Override
    public DtlsRole dtlsRole() {
        return security.role();
    }

    private @Nullable MediaProtection protectionToSend() {
        if (protection == null) {
            drops.add(DropReason.SEND_NOT_CONNECTED);
        }
        return protection;
    }

    private void connectIfReady(long now) {
        if (state != TransportState.NEW || !security.isComplete()) {
            return;
        }
        if (!security.isGenuine()) {
            end(now, TransportState.FAILED, FailureReason.FINGERPRINT_MISMATCH);
            return;
        }
        protection = new MediaProtection(security.role(), security.takeKeys(), limits, shedding, media, drops);
        change(now, TransportState.CONNECTED, null);
    }

    @Override
    public void handleTimeout(long now) {
        if (isOver()) {
            return;
        }
        paths.handleTimeout(now);
        if (now - times.dueAt(state, agent.lastCheckNanos()) < 0) {
            return;
        }
        switch (state) {
            case NEW -> end(now, TransportState.FAILED, FailureReason.CONNECT_TIMEOUT);
            case CONNECTED -> change(now, TransportState.DISCONNECTED, null);
            case DISCONNECTED -> end(now, TransportState.FAILED, FailureReason.CONSENT_EXPIRED);
            case FAILED, CLOSED -> {
                // Over: nothing is due.
            }
        }
    }

    @Override
    public long nextTimeoutNanos() {
        return isOver() ? Long.MAX_VALUE : paths.nextTimeoutNanos(times.dueAt(state, agent.lastCheckNanos()));
    }

    @Override
    public void close(long now) {
        end(now, TransportState.CLOSED, FailureReason.CLOSED_LOCALLY);
    }

    private boolean isOver() {
        return state == TransportState.FAILED || state == TransportState.CLOSED;
    }

    private void end(long now, TransportState last, FailureReason reason) {
        if (isOver()) {
            return;
        }
        dtls.close();
        state = last;
        protection = null;
        registration.close();
        listener.onState(now, this, last, reason);
    }

    private void change(long now, TransportState next, @Nullable FailureReason reason) {
        state = next;
        listener.onState(now, this, next, reason);
    }

    /** What DTLS reports. */
    private final class Handshake implements DtlsEvents {
        @Override
        public void onDtlsDatagram(byte[] buf, int from, int size) {
            paths.sendHandshake(buf, from, size);
        }

        @Override
        public void onSecured(long now, DtlsRole ours, SrtpKeys agreed, byte[] clientCertificate) {
            security.agreed(ours, agreed, clientCertificate);
            paths.onSecured(now);
            connectIfReady(now);
        }

        @Override
        public void onApplicationData(long now, byte[] buf, int size) {
            // Before the certificate is known to be the client's, it could be anybody's.
            if (protection == null) {
                drops.add(DropReason.NOT_CONNECTED);
            } else {
                media.onData(now, AssociationTransport.this, buf, 0, size);
            }
        }

        @Override
        public void onHandshakeFailed(long now) {
            end(now, TransportState.FAILED, FailureReason.HANDSHAKE_FAILED);
        }

        @Override
        public void onHandshakeRefused(long now) {
            end(now, TransportState.FAILED, FailureReason.HANDSHAKES_EXHAUSTED);
        }

        @Override
        public void onDtlsClosed(long now) {
            end(now, TransportState.CLOSED, FailureReason.CLOSE_NOTIFY);
        }
    }
}
