package org.auralink.media.dtls;

import java.io.IOException;
import java.util.Hashtable;
import java.util.Vector;
import org.auralink.media.srtp.SrtpKeys;
import org.auralink.media.srtp.SrtpProfile;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;

/** The server of a handshake that the node begins, honest or not. */
public final class HandshakeServer extends DefaultTlsServer {
    private final NodeCertificate own;
    private final int[] answered;
    private int[] offered = {};
    private byte[] clientCertificate = {};
    private SrtpKeys keys;

    /** Answers with these profiles, whatever was offered; with no use_srtp at all when there are none. */
    public HandshakeServer(NodeCertificate certificate, int... answered) {
        super(certificate.crypto());
        own = certificate;
        this.answered = answered;
    }

    /** Codes of the profiles that the node offered, in its order. */
    public int[] offered() {
        return offered;
    }

    /** What the node showed. */
    public byte[] clientCertificate() {
        return clientCertificate;
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
    protected int[] getSupportedCipherSuites() {
        return new int[] {CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256};
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
    @SuppressWarnings("rawtypes")
    public void processClientExtensions(Hashtable extensions) throws IOException {
        super.processClientExtensions(extensions);
        offered = TlsSRTPUtils.getUseSRTPExtension(extensions).getProtectionProfiles();
    }

    @Override
    @SuppressWarnings({"rawtypes", "JdkObsolete"})
    public Hashtable getServerExtensions() throws IOException {
        Hashtable extensions = super.getServerExtensions();
        if (answered.length > 0) {
            TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(answered, TlsUtils.EMPTY_BYTES));
        }
        return extensions;
    }

    @Override
    @SuppressWarnings("JdkObsolete")
    public CertificateRequest getCertificateRequest() {
        Vector<SignatureAndHashAlgorithm> signatures = new Vector<>();
        signatures.add(SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
        return new CertificateRequest(new short[] {ClientCertificateType.ecdsa_sign}, signatures, null);
    }

    @Override
    public void notifyClientCertificate(Certificate chain) throws IOException {
        clientCertificate = chain.getCertificateAt(0).getEncoded();
    }

    @Override
    protected TlsCredentialedSigner getECDSASignerCredentials() {
        return own.signer(context);
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        for (SrtpProfile profile : SrtpProfile.values()) {
            if (answered.length > 0 && profile.code() == answered[0]) {
                int size = profile.keyMaterialLength();
                keys = new SrtpKeys(profile, context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, size));
            }
        }
    }
}
