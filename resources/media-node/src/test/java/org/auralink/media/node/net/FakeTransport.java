package org.auralink.media.node.net;

import java.util.ArrayList;
import java.util.List;
import org.auralink.media.dtls.DtlsRole;
import org.auralink.media.dtls.Fingerprint;
import org.auralink.media.ice.IceCredentials;
import org.auralink.media.transport.DropCounters;
import org.auralink.media.transport.MediaRate;
import org.auralink.media.transport.PeerAddress;
import org.auralink.media.transport.PeerTransport;
import org.auralink.media.transport.TransportRoutes;
import org.auralink.media.transport.TransportState;

/** Believes every check, answers every datagram with itself, and writes down what it was told. */
final class FakeTransport implements PeerTransport {
    /** A check with this as its last byte is one that fails authentication. */
    static final byte FORGED = 'x';

    final IceCredentials credentials = IceCredentials.random();
    final List<byte[]> received = new ArrayList<>();
    final DropCounters drops = new DropCounters();
    private final TransportRoutes routes;
    private final Reply reply;
    PeerAddress address;
    boolean audible = true;
    boolean closed;
    volatile int timeouts;
    /** How often a connection of its client ended. */
    volatile int lost;

    volatile long nextTimeout = Long.MAX_VALUE;

    interface Reply {
        void send(byte[] buf, int from, int size, PeerAddress to);
    }

    FakeTransport(TransportRoutes routes, Reply reply) {
        this.routes = routes;
        this.reply = reply;
        routes.opened(this);
        routes.addUfrag(credentials.ufrag(), this);
    }

    @Override
    public void expect(long now, MediaRate expected) {
        // What is let through is no matter here.
    }

    @Override
    public void receive(long now, byte[] buf, int from, int size, PeerAddress source) {
        byte[] copy = java.util.Arrays.copyOfRange(buf, from, from + size);
        received.add(copy);
        if (size == 0) {
            return;
        }
        boolean check = copy[0] >= 0 && copy[0] <= 3;
        if (check && copy[size - 1] != FORGED && routes.addAddress(now, source, this)) {
            address = source;
        }
        if (copy[size - 1] != FORGED) {
            reply.send(copy, 0, size, source);
        }
    }

    @Override
    public void lost(PeerAddress gone) {
        lost++;
        routes.removeAddress(gone, this);
    }

    @Override
    public boolean heardFrom(long now, PeerAddress from) {
        return audible && from.equals(address);
    }

    @Override
    public void close(long now) {
        closed = true;
        routes.removeUfrag(credentials.ufrag());
        if (address != null) {
            routes.removeAddress(address, this);
            reply.send("bye".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, 3, address);
        }
        routes.closed(this);
    }

    @Override
    public void handleTimeout(long now) {
        timeouts++;
    }

    @Override
    public long nextTimeoutNanos() {
        return nextTimeout;
    }

    @Override
    public DropCounters drops() {
        return drops;
    }

    @Override
    public IceCredentials localCredentials() {
        return credentials;
    }

    @Override
    public void setRemote(long now, IceCredentials remote, Fingerprint fingerprint, DtlsRole ours) {}

    @Override
    public IceCredentials restartIce(long now) {
        return credentials;
    }

    @Override
    public boolean sendRtp(long now, byte[] buf, int from, int size) {
        return false;
    }

    @Override
    public boolean sendRtcp(long now, byte[] buf, int from, int size) {
        return false;
    }

    @Override
    public TransportState state() {
        return TransportState.NEW;
    }

    /** Media that is this client's wherever it comes from. */
    byte[] elsewhere;
    /** How often it was asked for media from an unknown address. */
    int searched;
    /** How often it opened such media. */
    int tried;

    @Override
    public boolean mayHaveSent(byte[] buf, int from, int size) {
        searched++;
        return elsewhere != null;
    }

    @Override
    public boolean receiveFromElsewhere(long now, byte[] buf, int from, int size, PeerAddress source) {
        tried++;
        byte[] datagram = java.util.Arrays.copyOfRange(buf, from, from + size);
        boolean ours = java.util.Arrays.equals(datagram, elsewhere);
        if (ours) {
            received.add(datagram);
        }
        return ours;
    }

    @Override
    public boolean sendData(long now, byte[] buf, int from, int size) {
        return false;
    }

    @Override
    public DtlsRole dtlsRole() {
        return DtlsRole.SERVER;
    }
}
