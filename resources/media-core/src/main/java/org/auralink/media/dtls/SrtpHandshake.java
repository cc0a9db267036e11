package org.auralink.media.dtls;

import java.io.IOException;
import java.time.Duration;
import org.auralink.media.srtp.SrtpKeys;
import org.auralink.media.srtp.SrtpProfile;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.TlsContext;
import org.jspecify.annotations.Nullable;

/** One side of a handshake that agrees on keys for media. Used once, by one thread. */
interface SrtpHandshake {
    /** Bytes of a handshake message, for which memory is set aside; a certificate with RSA has two thousand at most. */
    int MAX_MESSAGE = 8192;

    /** Our side, in the given role. */
    static SrtpHandshake of(DtlsRole role, NodeCertificate certificate, Duration within) {
        return switch (role) {
            case CLIENT -> new SrtpClient(certificate, within);
            case SERVER -> new SrtpServer(certificate, within);
        };
    }

    /** Shakes hands, which blocks. */
    DTLSTransport over(DatagramTransport datagrams) throws IOException;

    /** Both master keys; null before the handshake is complete. */
    @Nullable
    SrtpKeys keys();

    /** The other side's certificate, DER; null before it was received. */
    byte @Nullable [] peerCertificate();

    /** The keys of a complete handshake (RFC 5764 4.2). */
    static SrtpKeys export(TlsContext context, SrtpProfile profile) {
        return new SrtpKeys(
                profile, context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, profile.keyMaterialLength()));
    }
}
