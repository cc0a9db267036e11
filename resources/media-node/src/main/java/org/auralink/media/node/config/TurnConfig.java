package org.auralink.media.node.config;

import java.util.regex.Pattern;

/**
 * The relay for clients that reach nothing else.
 *
 * @param enabled {@code turn.enabled}; default false
 * @param domain {@code turn.domain}: the name in the certificate, by which clients reach the relay. Without TLS the address
 *     of the node will do
 * @param udpPort {@code turn.udp_port}; default 3478, 0 for none
 * @param tlsPort {@code turn.tls_port}; default 5349 where there is a certificate or {@code external_tls}, 0 for none
 * @param certFile {@code turn.cert_file}: the certificate with its chain, PEM
 * @param keyFile {@code turn.key_file}: its private key, PEM
 * @param externalTls {@code turn.external_tls}: a balancer in front ends TLS and passes what is inside to {@code tls_port};
 *     clients are sent to its port 443
 */
public record TurnConfig(
        boolean enabled,
        String domain,
        int udpPort,
        int tlsPort,
        String certFile,
        String keyFile,
        boolean externalTls) {
    private static final int BALANCER_PORT = 443;
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:-]{1,253}");

    static TurnConfig read(Section turn) {
        boolean externalTls = turn.flag("external_tls", false);
        String certFile = turn.text("cert_file", "", "a PEM file");
        var result = new TurnConfig(
                turn.flag("enabled", false),
                turn.text("domain", "", HOST, "the name or address of a host"),
                turn.number("udp_port", 3478, 0, 65535),
                turn.number("tls_port", externalTls || !certFile.isEmpty() ? 5349 : 0, 0, 65535),
                certFile,
                turn.text("key_file", "", "a PEM file"),
                externalTls);
        turn.describeDefault("tls_port", "5349 where there is a certificate or external_tls");
        turn.describeDefault("domain", "rtc.node_ip");
        turn.finish();
        if (result.enabled) {
            result.check(turn);
        }
        return result;
    }

    private void check(Section turn) {
        if (udpPort == 0 && tlsPort == 0) {
            turn.refuse("udp_port", "expected a port, or one in " + turn.at("tls_port") + ", or turn.enabled: false");
        }
        if (tlsPort == 0) {
            return;
        }
        if (domain.isEmpty()) {
            turn.refuse("domain", "expected the name in the certificate, because there is a tls_port");
        }
        if (!externalTls && certFile.isEmpty()) {
            turn.refuse("cert_file", "expected a PEM file, or external_tls: true, because there is a tls_port");
        }
        if (!externalTls && keyFile.isEmpty()) {
            turn.refuse("key_file", "expected a PEM file, or external_tls: true, because there is a tls_port");
        }
    }

    /** The port that clients of TLS are sent to. */
    public int tlsPortOfClients() {
        return externalTls ? BALANCER_PORT : tlsPort;
    }
}
