package org.auralink.media.dtls;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Vector;
import org.auralink.media.srtp.SrtpKeys;
import org.auralink.media.srtp.SrtpProfile;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.jspecify.annotations.Nullable;

/**
 * What is agreed to in a handshake (RFC 8827 6.5, RFC 5764 4.1): DTLS 1.2, ECDHE with AES-GCM, the extended master
 * secret, a client certificate and an SRTP profile, or no association.
 */
final class SrtpServer extends DefaultTlsServer implements SrtpHandshake {
    /** The first is mandatory for WebRTC; the second is for clients that want 256 bits. */
    private static final int[] CIPHER_SUITES = {
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384
    };

    /** ECDSA is what browsers have; RSA is what older native clients have. */
    private static final List<SignatureAndHashAlgorithm> CLIENT_SIGNATURES = List.of(
            SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa),
            SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha384, SignatureAlgorithm.ecdsa),
            SignatureAndHashAlgorithm.rsa_pss_rsae_sha256,
            SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.rsa));

    private final NodeCertificate certificate;
    private final Duration handshakeWithin;
    private @Nullable SrtpProfile profile;
    private @Nullable SrtpKeys keys;
    private byte @Nullable [] clientCertificate;

    SrtpServer(NodeCertificate certificate, Duration handshakeWithin) {
        super(certificate.crypto());
        this.certificate = certificate;
        this.handshakeWithin = handshakeWithin;
    }

    /** P-256, which every client has (RFC 8827 6.5), where it is native code; what the client likes best otherwise. */
    @Override
    protected int selectECDH(int minimumCurveBits) {
        int[] offered = context.getSecurityParametersHandshake().getClientSupportedGroups();
        boolean prefers = certificate.crypto() instanceof HandshakeCrypto
                && offered != null
                && Arrays.stream(offered).anyMatch(group -> group == NamedGroup.secp256r1);
        return prefers && minimumCurveBits <= NamedGroup.getCurveBits(NamedGroup.secp256r1)
                ? NamedGroup.secp256r1
                : super.selectECDH(minimumCurveBits);
    }

    @Override
    public DTLSTransport over(DatagramTransport datagrams) throws IOException {
        return new DTLSServerProtocol().accept(this, datagrams);
    }

    @Override
    public @Nullable SrtpKeys keys() {
        return keys;
    }

    @Override
    public byte @Nullable [] peerCertificate() {
        return clientCertificate;
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
    @SuppressWarnings("rawtypes")
    public void processClientExtensions(Hashtable extensions) throws IOException {
        super.processClientExtensions(extensions);
        UseSRTPData offer = TlsSRTPUtils.getUseSRTPExtension(extensions);
        profile = offer == null ? null : choose(offer.getProtectionProfiles());
        if (profile == null) {
            throw new TlsFatalAlert(AlertDescription.handshake_failure, "no SRTP profile in common");
        }
    }

    private static @Nullable SrtpProfile choose(int[] offered) {
        for (SrtpProfile candidate : SrtpProfile.values()) {
            for (int code : offered) {
                if (code == candidate.code()) {
                    return candidate;
                }
            }
        }
        return null;
    }

    @Override
    @SuppressWarnings({"rawtypes", "JdkObsolete"})
    public Hashtable getServerExtensions() throws IOException {
        Hashtable extensions = super.getServerExtensions();
        SrtpProfile chosen = profile;
        if (chosen != null) {
            UseSRTPData answer = new UseSRTPData(new int[] {chosen.code()}, TlsUtils.EMPTY_BYTES);
            TlsSRTPUtils.addUseSRTPExtension(extensions, answer);
        }
        return extensions;
    }

    @Override
    @SuppressWarnings("JdkObsolete")
    public CertificateRequest getCertificateRequest() {
        short[] types = {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign};
        return new CertificateRequest(types, new Vector<>(CLIENT_SIGNATURES), null);
    }

    @Override
    public void notifyClientCertificate(Certificate chain) throws IOException {
        if (chain == null || chain.isEmpty()) {
            throw new TlsFatalAlert(AlertDescription.handshake_failure, "no client certificate");
        }
        // Who the client is follows from the fingerprint in its session description, not from the certificate.
        clientCertificate = chain.getCertificateAt(0).getEncoded();
    }

    @Override
    protected TlsCredentialedSigner getECDSASignerCredentials() {
        return certificate.signer(context);
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
