package org.auralink.media.dtls;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Hashtable;
import org.auralink.media.srtp.SrtpKeys;
import org.auralink.media.srtp.SrtpProfile;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for in a handshake that we begin, because the other side is {@code a=setup:passive}: the same as what a
 * {@link SrtpServer} agrees to. Who the server is follows from the fingerprint in its session description, which is
 * checked afterwards.
 */
final class SrtpClient extends DefaultTlsClient implements SrtpHandshake {
    /** Those of {@link SrtpServer}, and their like for the other side's RSA certificates, which are its choice. */
    private static final int[] CIPHER_SUITES = {
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384
    };

    private final NodeCertificate certificate;
    private final Duration handshakeWithin;
    private @Nullable SrtpProfile profile;
    private @Nullable SrtpKeys keys;
    private byte @Nullable [] serverCertificate;

    SrtpClient(NodeCertificate certificate, Duration handshakeWithin) {
        super(certificate.crypto());
        this.certificate = certificate;
        this.handshakeWithin = handshakeWithin;
    }

    @Override
    public DTLSTransport over(DatagramTransport datagrams) throws IOException {
        return new DTLSClientProtocol().connect(this, datagrams);
    }

    @Override
    public @Nullable SrtpKeys keys() {
        return keys;
    }

    @Override
    public byte @Nullable [] peerCertificate() {
        return serverCertificate;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.DTLSv12.only();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return CIPHER_SUITES.clone();
    }

    @Override
    public boolean requiresExtendedMasterSecret() {
        return true;
    }

    @Override
    public int getHandshakeTimeoutMillis() {
        return Math.toIntExact(handshakeWithin.toMillis());
    }

    @Override
    public int getMaxHandshakeMessageSize() {
        return MAX_MESSAGE;
    }

    @Override
    @SuppressWarnings({"rawtypes", "JdkObsolete"})
    public Hashtable getClientExtensions() throws IOException {
        Hashtable extensions = super.getClientExtensions();
        int[] preferred =
                Arrays.stream(SrtpProfile.values()).mapToInt(SrtpProfile::code).toArray();
        TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(preferred, TlsUtils.EMPTY_BYTES));
        return extensions;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void processServerExtensions(Hashtable extensions) throws IOException {
        super.processServerExtensions(extensions);
        UseSRTPData answer = TlsSRTPUtils.getUseSRTPExtension(extensions);
        // RFC 5764 4.1.1: one of those that were offered, and no MKI because none was offered.
        if (answer != null && answer.getProtectionProfiles().length == 1 && answer.getMki().length == 0) {
            for (SrtpProfile offered : SrtpProfile.values()) {
                profile = offered.code() == answer.getProtectionProfiles()[0] ? offered : profile;
            }
        }
        if (profile == null) {
            throw new TlsFatalAlert(AlertDescription.illegal_parameter, "no SRTP profile that was offered");
        }
    }

    @Override
    public TlsAuthentication getAuthentication() {
        return new TlsAuthentication() {
            @Override
            public void notifyServerCertificate(TlsServerCertificate server) throws IOException {
                Certificate chain = server.getCertificate();
                if (chain == null || chain.isEmpty()) {
                    throw new TlsFatalAlert(AlertDescription.handshake_failure, "no server certificate");
                }
                serverCertificate = chain.getCertificateAt(0).getEncoded();
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
            keys = SrtpHandshake.export(context, chosen);
        }
    }
}
