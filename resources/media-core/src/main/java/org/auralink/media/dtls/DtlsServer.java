package org.auralink.media.dtls;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.auralink.media.srtp.SrtpKeys;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of one DTLS association. The handshake, which blocks, runs on a thread of its own; what comes after
 * it (repeated flights, alerts) is handled on the loop, so that no thread stays with an association. All methods are for
 * the loop's thread.
 */
public final class DtlsServer {
    /** What became of a datagram. */
    public enum Taken {
        /** It was handled, or waits for the handshake. */
        YES,
        /** It holds no DTLS records. */
        MALFORMED,
        /** The handshake does not keep up. */
        OVERFLOW,
        /** It carried application data, which nothing takes. */
        APPLICATION_DATA,
        /** The association is over. */
        CLOSED
    }

    private final NodeCertificate certificate;
    private final Duration handshakeWithin;
    private final HandshakeExecutor threads;
    private final LoopExecutor loop;
    private final DtlsEvents events;
    private final RecordExchange records;
    private final byte[] applicationData;
    private boolean started;
    private boolean over;
    private @Nullable DTLSTransport secured;

    /**
     * @param handshakeWithin time for the handshake
     * @param maxRecords datagrams that may wait for the handshake
     * @param maxDatagram bytes of the largest
     */
    public DtlsServer(
            NodeCertificate certificate,
            Duration handshakeWithin,
            int maxRecords,
            int maxDatagram,
            HandshakeExecutor threads,
            LoopExecutor loop,
            DtlsEvents events) {
        this.certificate = certificate;
        this.handshakeWithin = handshakeWithin;
        this.threads = threads;
        this.loop = loop;
        this.events = events;
        records = new RecordExchange(maxRecords, maxDatagram, ClientFlight.expected(), this::sendFromHandshake);
        applicationData = new byte[maxDatagram];
    }

    /** Takes a datagram from the client; the first one starts the handshake. Never throws. */
    public Taken receive(long now, byte[] buf, int from, int size) {
        if (over) {
            return Taken.CLOSED;
        }
        if (!DtlsRecords.arePlausible(buf, from, size) || !started && !DtlsRecords.beginHandshake(buf, from)) {
            return Taken.MALFORMED;
        }
        if (!records.offer(buf, from, size)) {
            return Taken.OVERFLOW;
        }
        if (!started) {
            start(now);
        }
        DTLSTransport transport = secured;
        return transport != null && drain(now, transport) ? Taken.APPLICATION_DATA : Taken.YES;
    }

    private void start(long now) {
        started = true;
        if (!threads.start(this::shakeHands)) {
            over = true;
            events.onHandshakeRefused(now);
        }
    }

    /** On a thread of the pool. */
    private void shakeHands() {
        SrtpServer server = new SrtpServer(certificate, handshakeWithin);
        try {
            DTLSTransport transport = new DTLSServerProtocol().accept(server, records);
            SrtpKeys keys = server.keys();
            byte[] client = server.clientCertificate();
            if (keys == null || client == null) {
                throw new IOException("handshake without keys or client certificate");
            }
            loop.execute(now -> secure(now, transport, keys, client));
        } catch (IOException | RuntimeException e) {
            // The reason is the client's business, which got an alert; here it is one failure among the counted.
            loop.execute(this::fail);
        }
    }

    /** On the handshake's thread; the array is the protocol's. */
    private void sendFromHandshake(byte[] buf, int from, int size) {
        byte[] copy = Arrays.copyOfRange(buf, from, from + size);
        loop.execute(now -> {
            if (!over) {
                events.onDtlsDatagram(copy, 0, copy.length);
            }
        });
    }

    private void secure(long now, DTLSTransport transport, SrtpKeys keys, byte[] client) {
        if (over) {
            return;
        }
        records.moveToLoop(events::onDtlsDatagram);
        secured = transport;
        events.onSecured(now, keys, client);
        if (!over) {
            drain(now, transport);
        }
    }

    private void fail(long now) {
        if (!over) {
            over = true;
            records.close();
            events.onHandshakeFailed(now);
        }
    }

    /** Handles what waits; true when there was application data in it. */
    private boolean drain(long now, DTLSTransport transport) {
        boolean application = false;
        try {
            while (!over) {
                application |= transport.receive(applicationData, 0, applicationData.length, 1) >= 0;
            }
        } catch (RecordExchange.Drained e) {
            return application;
        } catch (IOException | RuntimeException e) {
            records.close();
        }
        if (!over) {
            over = true;
            events.onDtlsClosed(now);
        }
        return application;
    }

    /** Says goodbye when there is somebody to say it to, and ends a handshake under way. */
    public void close() {
        if (over) {
            return;
        }
        DTLSTransport transport = secured;
        try {
            if (transport != null) {
                transport.close();
            }
        } catch (IOException | RuntimeException e) {
            // It is over either way; the client notices by silence.
        } finally {
            over = true;
            records.close();
        }
    }
}
