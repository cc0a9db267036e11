package org.auralink.media.dtls;

import java.io.IOException;
import java.util.Hashtable;
import org.auralink.media.srtp.SrtpKeys;
import org.auralink.media.srtp.SrtpProfile;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.TlsStreamSigner;

/** The client of a handshake, honest or not. */
public class HandshakeClient extends DefaultTlsClient {
    private final NodeCertificate own;
    private final SrtpProfile[] offered;
    private NodeCertificate shown;
    private SrtpProfile profile;
    private SrtpKeys keys;

    /** Offers these profiles in this order, or no use_srtp at all. */
    public HandshakeClient(NodeCertificate certificate, SrtpProfile... offered) {
        super(certificate.crypto());
        own = certificate;
        shown = certificate;
        this.offered = offered;
    }

    /** Shows somebody else's certificate without having its key; null shows none. */
    public HandshakeClient showing(NodeCertificate other) {
        shown = other;
        return this;
    }

    /** The profile the server chose. */
    public SrtpProfile profile() {
        return profile;
    }

    /** Both master keys. */
    public SrtpKeys keys() {
        return keys;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return ProtocolVersion.DTLSv12.only();
    }

    @Override
    public int getHandshakeTimeoutMillis() {
        return 15_000;
    }

    @Override
    public int getHandshakeResendTimeMillis() {
        return 100;
    }

    @Override
    @SuppressWarnings({"rawtypes", "JdkObsolete"})
    public Hashtable getClientExtensions() throws IOException {
        Hashtable extensions = super.getClientExtensions();
        if (offered.length > 0) {
            int[] codes = new int[offered.length];
            for (int i = 0; i < codes.length; i++) {
                codes[i] = offered[i].code();
            }
            TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(codes, TlsUtils.EMPTY_BYTES));
        }
        return extensions;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void processServerExtensions(Hashtable extensions) throws IOException {
        super.processServerExtensions(extensions);
        UseSRTPData answer = TlsSRTPUtils.getUseSRTPExtension(extensions);
        for (SrtpProfile candidate : SrtpProfile.values()) {
            if (answer != null && answer.getProtectionProfiles()[0] == candidate.code()) {
                profile = candidate;
            }
        }
    }

    @Override
    public TlsAuthentication getAuthentication() {
        return new TlsAuthentication() {
            @Override
            public void notifyServerCertificate(TlsServerCertificate server) {}

            @Override
            public TlsCredentials getClientCredentials(CertificateRequest request) {
                return shown == null ? null : new Pretender(own.signer(context), shown.signer(context));
            }
        };
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        if (profile != null) {
            int size = profile.keyMaterialLength();
            keys = new SrtpKeys(profile, context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, size));
        }
    }

    /** Signs with one key and shows the certificate of another, or of the same. */
    private record Pretender(TlsCredentialedSigner signer, TlsCredentialedSigner face)
            implements TlsCredentialedSigner {
        @Override
        public byte[] generateRawSignature(byte[] hash) throws IOException {
            return signer.generateRawSignature(hash);
        }

        @Override
        public SignatureAndHashAlgorithm getSignatureAndHashAlgorithm() {
            return signer.getSignatureAndHashAlgorithm();
        }

        @Override
        public TlsStreamSigner getStreamSigner() throws IOException {
            return signer.getStreamSigner();
        }

        @Override
        public Certificate getCertificate() {
            return face.getCertificate();
        }
    }
}
