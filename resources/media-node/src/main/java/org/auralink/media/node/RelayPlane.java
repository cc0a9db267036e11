package org.auralink.media.node;

import io.netty.util.NetUtil;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    private final @Nullable ServedCertificate certificate;
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
        certificate = turn.tlsPort() == 0 || turn.externalTls()
                ? null
                : new ServedCertificate("relay", "turn", turn.certFile(), turn.keyFile(), clock);
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
                    () -> binds.forEach(
                            bind -> relay.listenOverTcp(new InetSocketAddress(bind, turn.tlsPort()), certificate)));
            overTls.add("turns:" + host + ":" + turn.tlsPortOfClients() + "?transport=tcp");
            anyWay.addAll(overTls);
            if (NetUtil.isValidIpV4Address(turn.domain()) || NetUtil.isValidIpV6Address(turn.domain())) {
                LOG.warn("turn.domain is an address, by which Firefox uses no relay over TLS; a name works everywhere");
            }
        }
    }

    /** Everything that clients may be told of it. */
    List<String> urls() {
        return List.copyOf(anyWay);
    }

    private void open(String key, String protocol, Runnable open) {
        try {
            open.run();
        } catch (UncheckedIOException e) {
            relay.close();
            throw new ConfigException(key, "expected a free " + protocol + " port: " + e.getMessage());
        }
    }

    /** With brackets where it is an address of IPv6. */
    static String inUrl(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    /** What a participant is told: where the relay is, and a credential of its own. */
    List<RelayOffer> offers(String participant, boolean tlsOnly) {
        List<String> urls = tlsOnly && !overTls.isEmpty() ? overTls : anyWay;
        TurnSecret.Credential credential = secret.issue(clock.millis() / 1000, participant);
        return List.of(new RelayOffer(List.copyOf(urls), credential.username(), credential.password()));
    }

    /** By which it is known; null when none is served here. */
    @Nullable
    ServedCertificate certificate() {
        return certificate;
    }

    /** Writes what goes through the relay. */
    void write(MetricsText text) {
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
