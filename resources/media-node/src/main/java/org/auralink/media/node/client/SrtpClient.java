package org.auralink.media.node.client;

import java.io.IOException;
import java.util.Hashtable;
import org.auralink.media.dtls.Fingerprint;
import org.auralink.media.srtp.SrtpKeys;
import org.auralink.media.srtp.SrtpProfile;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.jspecify.annotations.Nullable;

/** The client's side of a handshake with use_srtp (RFC 5764 4.1): what it offers, and whom it accepts. */
final class SrtpClient extends DefaultTlsClient {
    private static final int HANDSHAKE_MILLIS = 10_000;

    private final ClientCertificate certificate;
    private final Fingerprint expected;
    private final SrtpProfile[] offered;
    private @Nullable SrtpProfile profile;
    private @Nullable SrtpKeys keys;

    /**
     * @param expected of the node's certificate
     * @param offered best first
     */
    SrtpClient(ClientCertificate certificate, Fingerprint expected, SrtpProfile... offered) {
        super(certificate.crypto());
        this.certificate = certificate;
        this.expected = expected;
        this.offered = offered.clone();
    }

    /** Both master keys; null before the handshake is complete. */
    @Nullable
    SrtpKeys keys() {
        return keys;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.DTLSv12.only();
    }

    @Override
    public int getHandshakeTimeoutMillis() {
        return HANDSHAKE_MILLIS;
    }

    @Override
    @SuppressWarnings({"rawtypes", "JdkObsolete"})
    public Hashtable getClientExtensions() throws IOException {
        Hashtable extensions = super.getClientExtensions();
        int[] codes = new int[offered.length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = offered[i].code();
        }
        TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(codes, TlsUtils.EMPTY_BYTES));
        return extensions;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void processServerExtensions(Hashtable extensions) throws IOException {
        super.processServerExtensions(extensions);
        UseSRTPData answer = TlsSRTPUtils.getUseSRTPExtension(extensions);
        for (SrtpProfile candidate : offered) {
            if (answer != null && answer.getProtectionProfiles()[0] == candidate.code()) {
                profile = candidate;
            }
        }
        if (profile == null) {
            throw new TlsFatalAlert(
                    AlertDescription.illegal_parameter, "the node chose no SRTP profile that was offered");
        }
    }

    @Override
    public TlsAuthentication getAuthentication() {
        return new TlsAuthentication() {
            @Override
            public void notifyServerCertificate(TlsServerCertificate server) throws IOException {
                if (!expected.matches(
                        server.getCertificate().getCertificateAt(0).getEncoded())) {
                    throw new TlsFatalAlert(AlertDescription.bad_certificate, "not the node's certificate");
                }
            }

            @Override
            public TlsCredentials getClientCredentials(CertificateRequest request) {
                return certificate.signer(context);
            }
        };
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        SrtpProfile chosen = profile;
        if (chosen != null) {
            int size = chosen.keyMaterialLength();
            keys = new SrtpKeys(chosen, context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, size));
        }
    }
}
