package org.auralink.media.dtls;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.auralink.media.srtp.SrtpKeys;
import org.bouncycastle.tls.DTLSTransport;
import org.jspecify.annotations.Nullable;

/**
 * Our side of one DTLS association: the server's when the other side begins, the client's when {@link #call} does. The
 * handshake, which blocks, runs on a thread of its own; what comes after it (repeated flights, alerts) is handled on the
 * loop, so that no thread stays with an association. All methods are for the loop's thread.
 */
public final class DtlsAssociation {
    /** What became of a datagram. */
    public enum Taken {
        /** It was handled, or waits for the handshake. */
        YES,
        /** It holds no DTLS records. */
        MALFORMED,
        /** The handshake does not keep up. */
        OVERFLOW,
        /** It came after the handshake and brought neither data nor the end: forged, repeated, or a late part of it. */
        NOTHING,
        /** The association is over. */
        CLOSED
    }

    /** Bytes that fit into one datagram with the header of its record, its nonce and its tag. */
    public static final int MAX_APPLICATION_DATA = RecordExchange.SEND_LIMIT - 13 - 24;

    private final NodeCertificate certificate;
    private final Duration handshakeWithin;
    private final HandshakeExecutor threads;
    private final LoopExecutor loop;
    private final DtlsEvents events;
    private final int maxRecords;
    private final byte[] applicationData;
    private @Nullable RecordExchange records;
    private boolean over;
    private @Nullable DTLSTransport secured;

    /**
     * @param handshakeWithin time for the handshake
     * @param maxRecords datagrams that may wait for the handshake
     * @param maxDatagram bytes of the largest
     */
    public DtlsAssociation(
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
        this.maxRecords = maxRecords;
        applicationData = new byte[maxDatagram];
    }

    /** Begins the handshake as its client; no effect when one has begun. */
    public void call(long now) {
        if (records == null && !over) {
            start(now, DtlsRole.CLIENT, ClientFlight.none());
        }
    }

    /** Takes a datagram from the other side; the first one starts the handshake with us as its server. Never throws. */
    public Taken receive(long now, byte[] buf, int from, int size) {
        if (over) {
            return Taken.CLOSED;
        }
        RecordExchange present = records;
        boolean first = present == null;
        if (!DtlsRecords.arePlausible(buf, from, size) || first && !DtlsRecords.beginHandshake(buf, from)) {
            return Taken.MALFORMED;
        }
        if (present == null) {
            present = start(now, DtlsRole.SERVER, ClientFlight.expected());
        }
        if (!present.offer(buf, from, size)) {
            return Taken.OVERFLOW;
        }
        DTLSTransport transport = secured;
        if (transport == null) {
            return Taken.YES;
        }
        boolean data = drain(now, transport, present);
        // An end is told by an event.
        return data || over ? Taken.YES : Taken.NOTHING;
    }

    private RecordExchange start(long now, DtlsRole role, ClientFlight flight) {
        var started = new RecordExchange(maxRecords, applicationData.length, flight, this::sendFromHandshake);
        records = started;
        if (!threads.start(() -> shakeHands(role, started))) {
            over = true;
            events.onHandshakeRefused(now);
        }
        return started;
    }

    /** On a thread of the pool. */
    private void shakeHands(DtlsRole role, RecordExchange exchange) {
        SrtpHandshake handshake = SrtpHandshake.of(role, certificate, handshakeWithin);
        try {
            DTLSTransport transport = handshake.over(exchange);
            SrtpKeys keys = handshake.keys();
            byte[] peer = handshake.peerCertificate();
            if (keys == null || peer == null) {
                throw new IOException("handshake without keys or certificate");
            }
            loop.execute(now -> secure(now, transport, exchange, role, keys, peer));
        } catch (IOException | RuntimeException e) {
            // The reason is the other side's business, which got an alert; here it is one failure among the counted.
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

    private void secure(
            long now, DTLSTransport transport, RecordExchange exchange, DtlsRole role, SrtpKeys keys, byte[] peer) {
        if (over) {
            return;
        }
        exchange.moveToLoop(events::onDtlsDatagram);
        secured = transport;
        events.onSecured(now, role, keys, peer);
        if (!over) {
            drain(now, transport, exchange);
        }
    }

    private void fail(long now) {
        if (!over) {
            end();
            events.onHandshakeFailed(now);
        }
    }

    private void end() {
        over = true;
        RecordExchange present = records;
        if (present != null) {
            present.close();
        }
    }

    /** Handles what waits; true when there was data in it. */
    private boolean drain(long now, DTLSTransport transport, RecordExchange exchange) {
        boolean data = false;
        try {
            while (!over) {
                int size = transport.receive(applicationData, 0, applicationData.length, 1);
                if (size > 0) {
                    data = true;
                    events.onApplicationData(now, applicationData, size);
                }
            }
        } catch (RecordExchange.Drained e) {
            return data;
        } catch (IOException | RuntimeException e) {
            exchange.close();
        }
        if (!over) {
            over = true;
            events.onDtlsClosed(now);
        }
        return data;
    }

    /** Whether a datagram of DTLS begins with application data, by its own word. */
    public static boolean isData(byte[] buf, int from) {
        return buf[from] == DtlsRecords.APPLICATION_DATA;
    }

    /**
     * Seals application data and hands it out as one datagram.
     *
     * @param size bytes, {@link #MAX_APPLICATION_DATA} at most
     * @return false when there is no complete handshake, or the association is over
     */
    public boolean send(byte[] buf, int from, int size) {
        DTLSTransport transport = secured;
        if (transport == null || over) {
            return false;
        }
        try {
            transport.send(buf, from, size);
            return true;
        } catch (IOException | RuntimeException e) {
            // The protocol ends an association that it cannot seal for; what comes next is dropped.
            return false;
        }
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
            // It is over either way; the other side notices by silence.
        } finally {
            end();
        }
    }
}
