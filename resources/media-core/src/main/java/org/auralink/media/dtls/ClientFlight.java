package org.auralink.media.dtls;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Puts the client's last flight in order. The protocol changes its keys as soon as ChangeCipherSpec arrives and takes
 * nothing in clear after that, so when CertificateVerify was lost or overtaken on the way, its repetition would be
 * ignored and the handshake could never end. What comes too early waits here. One thread.
 */
final class ClientFlight {
    /** ChangeCipherSpec and Finished, some of them repeated. What is too much is repeated by the client. */
    private static final int MAX_EARLY = 4;

    private final Deque<byte[]> early = new ArrayDeque<>(MAX_EARLY);
    private boolean proven;

    private ClientFlight(boolean proven) {
        this.proven = proven;
    }

    /** For what a server receives. */
    static ClientFlight expected() {
        return new ClientFlight(false);
    }

    /** For what a client receives: everything passes. */
    static ClientFlight none() {
        return new ClientFlight(true);
    }

    /** A datagram that was held back and may pass now, or null. */
    byte @Nullable [] next() {
        return proven ? early.poll() : null;
    }

    /** Whether a datagram may pass now; it is held back otherwise. */
    boolean mayPass(byte[] datagram) {
        proven = proven || DtlsRecords.holdCertificateVerify(datagram);
        if (proven || !DtlsRecords.holdSealedPart(datagram)) {
            return true;
        }
        if (early.size() < MAX_EARLY) {
            early.add(datagram);
        }
        return false;
    }
}
