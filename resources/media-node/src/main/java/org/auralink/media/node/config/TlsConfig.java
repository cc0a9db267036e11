package org.auralink.media.node.config;

import java.net.InetAddress;
import java.util.List;

/**
 * A second port for what is served at {@code port}, encrypted: for clients of pages that were loaded by https, where no proxy
 * ends TLS.
 *
 * @param port {@code tls.port}; {@link #OFF} (the default) for none, 0 lets the operating system choose
 * @param bindAddresses {@code tls.bind_addresses}; default those of {@code bind_addresses}
 * @param certFile {@code tls.cert_file}: the certificate with its chain, PEM
 * @param keyFile {@code tls.key_file}: its private key, PEM
 */
public record TlsConfig(int port, List<InetAddress> bindAddresses, String certFile, String keyFile) {
    /** Nothing is served over TLS. */
    public static final int OFF = -1;

    /** @param others where {@code port} listens */
    static TlsConfig read(Section tls, List<InetAddress> others) {
        var result = new TlsConfig(
                tls.number("port", OFF, 0, 65535),
                NodeConfig.addresses(tls, others),
                tls.text("cert_file", "", "a PEM file"),
                tls.text("key_file", "", "a PEM file"));
        tls.describeDefault("port", "");
        tls.describeDefault("bind_addresses", "those of bind_addresses");
        tls.finish();
        if (result.enabled() && result.certFile.isEmpty()) {
            tls.refuse("cert_file", "expected a PEM file, because there is a tls.port");
        }
        if (result.enabled() && result.keyFile.isEmpty()) {
            tls.refuse("key_file", "expected a PEM file, because there is a tls.port");
        }
        return result;
    }

    /** Whether anything is served over TLS. */
    public boolean enabled() {
        return port != OFF;
    }
}
