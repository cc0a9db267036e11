package org.auralink.media.node;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.NetUtil;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.auralink.media.node.config.ConfigException;
import org.auralink.media.node.config.TurnConfig;
import org.auralink.media.node.metrics.MetricsText;
import org.auralink.media.node.net.DatagramLoops;
import org.auralink.media.node.net.NetLimits;
import org.auralink.media.node.net.Relay;
import org.auralink.media.node.net.StreamCounters;
import org.auralink.media.node.net.StreamLimits;
import org.auralink.media.node.protocol.RelayOffer;
import org.auralink.media.turn.TurnDrop;
import org.auralink.media.turn.TurnLimits;
import org.auralink.media.turn.TurnSecret;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The relay of this node with its ports, its certificate, and what clients are told of it. */
final class RelayPlane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RelayPlane.class);

    private final TurnSecret secret = new TurnSecret(TurnLimits.DEFAULT);
    private final InstantSource clock = InstantSource.system();
    private final Relay relay;
    private final @Nullable Instant expiry;
    private final List<String> anyWay = new ArrayList<>();
    private final List<String> overTls = new ArrayList<>();

    /**
     * Opens the ports.
     *
     * @param binds where they listen
     * @param nodeIp the address of clients' media
     * @throws ConfigException naming the key, when a port is taken or a file cannot be read
     */
    RelayPlane(TurnConfig turn, List<InetAddress> binds, String nodeIp, DatagramLoops loops) {
        SslContext tls = turn.tlsPort() == 0 || turn.externalTls() ? null : certificate(turn);
        expiry = tls == null ? null : expiry(turn);
        relay = new Relay(loops, secret, TurnLimits.DEFAULT, StreamLimits.DEFAULT, turn.externalTls());
        String host = inUrl(turn.domain().isEmpty() ? nodeIp : turn.domain());
        if (turn.udpPort() != 0) {
            open(
                    "turn.udp_port",
                    "UDP",
                    () -> binds.forEach(bind ->
                            relay.listenOverUdp(new InetSocketAddress(bind, turn.udpPort()), NetLimits.DEFAULT)));
            anyWay.add("turn:" + host + ":" + turn.udpPort() + "?transport=udp");
        }
        if (turn.tlsPort() != 0) {
            open(
                    "turn.tls_port",
                    "TCP",
                    () -> binds.forEach(bind -> relay.listenOverTcp(new InetSocketAddress(bind, turn.tlsPort()), tls)));
            overTls.add("turns:" + host + ":" + turn.tlsPortOfClients() + "?transport=tcp");
            anyWay.addAll(overTls);
            if (NetUtil.isValidIpV4Address(turn.domain()) || NetUtil.isValidIpV6Address(turn.domain())) {
                LOG.warn("turn.domain is an address, by which Firefox uses no relay over TLS; a name works everywhere");
            }
        }
    }

    private void open(String key, String protocol, Runnable open) {
        try {
            open.run();
        } catch (UncheckedIOException e) {
            relay.close();
            throw new ConfigException(key, "expected a free " + protocol + " port: " + e.getMessage());
        }
    }

    private static @Nullable SslContext certificate(TurnConfig turn) {
        File cert = readable("turn.cert_file", turn.certFile());
        File key = readable("turn.key_file", turn.keyFile());
        try {
            return SslContextBuilder.forServer(cert, key).build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new ConfigException(
                    "turn.cert_file", "expected a certificate (PEM), and its key (PKCS #8, PEM) in turn.key_file");
        }
    }

    /** Of the first certificate in the file, which is the relay's own. */
    private static Instant expiry(TurnConfig turn) {
        try (InputStream file = new FileInputStream(turn.certFile())) {
            var certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(file);
            return certificate.getNotAfter().toInstant();
        } catch (IOException | CertificateException e) {
            throw new ConfigException("turn.cert_file", "expected a certificate (PEM)");
        }
    }

    private static File readable(String key, String name) {
        var file = new File(name);
        if (!file.isFile() || !file.canRead()) {
            throw new ConfigException(key, "expected a file that can be read");
        }
        return file;
    }

    private static String inUrl(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    /** What a participant is told: where the relay is, and a credential of its own. */
    List<RelayOffer> offers(String participant, boolean tlsOnly) {
        List<String> urls = tlsOnly && !overTls.isEmpty() ? overTls : anyWay;
        TurnSecret.Credential credential = secret.issue(clock.millis() / 1000, participant);
        return List.of(new RelayOffer(List.copyOf(urls), credential.username(), credential.password()));
    }

    /** Writes what goes through the relay, and until when its certificate is good. */
    void write(MetricsText text) {
        if (expiry != null) {
            text.gauge(
                            "auralink_certificate_expiry_timestamp_seconds",
                            "When the certificate that is served runs out, in seconds since 1970.")
                    .sample(expiry.getEpochSecond(), "certificate", "relay");
        }
        text.gauge("auralink_relay_allocations", "Clients' allocations at the relay.")
                .sample(relay.allocations());
        text.gauge("auralink_relay_connections", "TCP connections to the relay.")
                .sample(relay.counters().openNow());
        text.gauge("livekit_connection_total", "TCP connections to the relay, and its clients' allocations.")
                .sample(relay.counters().openNow(), "kind", "incoming")
                .sample(relay.allocations(), "kind", "outgoing");
        text.counter(
                "auralink_relay_connections_ended_total", "TCP connections to the relay that were ended, by reason.");
        for (StreamCounters.End reason : StreamCounters.End.values()) {
            text.sample(relay.counters().endedSoFar(reason), "reason", lower(reason));
        }
        text.counter("auralink_relay_dropped_total", "What was not relayed or not answered, by reason.");
        for (TurnDrop reason : TurnDrop.values()) {
            text.sample(relay.dropped(reason), "reason", lower(reason));
        }
    }

    private static String lower(Enum<?> reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        relay.close();
    }
}
