package org.auralink.media.node;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.auralink.media.ice.IceCandidate;
import org.auralink.media.node.config.ConfigException;
import org.auralink.media.node.config.MediaAddresses;
import org.auralink.media.node.config.NodeConfig;
import org.auralink.media.node.config.RtcConfig;
import org.auralink.media.node.config.TurnConfig;
import org.auralink.media.node.metrics.MetricsText;
import org.auralink.media.node.net.DatagramLoop;
import org.auralink.media.node.net.DatagramLoops;
import org.auralink.media.node.net.ExternalAddress;
import org.auralink.media.node.net.MediaListener;
import org.auralink.media.node.net.MediaPlace;
import org.auralink.media.node.net.NetLimits;
import org.auralink.media.node.net.StreamCounters;
import org.auralink.media.node.net.StreamLimits;
import org.auralink.media.node.net.Transports;
import org.auralink.media.node.protocol.RelayOffer;
import org.auralink.media.transport.DropReason;
import org.auralink.media.transport.TransportLimits;
import org.jspecify.annotations.Nullable;

/** The media threads with their sockets, the threads for handshakes, and the certificate of this start. */
final class MediaPlane implements AutoCloseable {
    /** RFC 6544 4.2 leaves 13 bits. */
    private static final int BEST_PASSIVE = 0x1fff;

    private final Transports transports = new Transports(TransportLimits.DEFAULT, NetLimits.DEFAULT);
    private final DatagramLoops loops;
    private final @Nullable MediaListener tcp;
    private final @Nullable RelayPlane relay;

    /** @throws ConfigException when a port is taken or the address is not this host's */
    MediaPlane(NodeConfig config) {
        RtcConfig rtc = config.rtc();
        List<MediaPlace> places = places(rtc.addresses());
        try {
            loops = DatagramLoops.open(
                    config.node().eventLoops(),
                    places,
                    rtc.udpPorts()::forLoop,
                    transports.fingerprint(),
                    transports,
                    NetLimits.DEFAULT);
        } catch (UncheckedIOException e) {
            transports.close();
            throw new ConfigException("rtc.udp_port", "expected free UDP ports: " + e.getMessage());
        }
        tcp = rtc.tcpPort() == 0 ? null : listen(rtc, places);
        relay = config.turn().enabled() ? relay(config.turn(), places) : null;
        transports.warmUp();
    }

    private RelayPlane relay(TurnConfig turn, List<MediaPlace> places) {
        try {
            var opened = new RelayPlane(
                    turn,
                    places.stream().map(MediaPlace::bind).toList(),
                    places.get(0).advertised().getHostAddress(),
                    loops);
            if (turn.tlsPort() != 0) {
                loops.all().forEach(DatagramLoop::offerRelay);
            }
            return opened;
        } catch (ConfigException e) {
            closeSockets();
            throw e;
        }
    }

    /** By which the relay is known; null when it shows none. */
    @Nullable
    ServedCertificate certificate() {
        return relay == null ? null : relay.certificate();
    }

    /** What clients are told of the relay; nothing without one. */
    RelayOffer.Source relayOffers() {
        RelayPlane present = relay;
        return present == null ? (participant, tlsOnly) -> List.of() : present::offers;
    }

    private MediaListener listen(RtcConfig rtc, List<MediaPlace> places) {
        try {
            List<InetSocketAddress> binds = places.stream()
                    .map(place -> new InetSocketAddress(place.bind(), rtc.tcpPort()))
                    .toList();
            var listener = new MediaListener(binds, loops, StreamLimits.DEFAULT);
            List<IceCandidate> passive = IntStream.range(0, places.size())
                    .mapToObj(i -> IceCandidate.passive(
                            places.get(i).advertised().getHostAddress(), listener.port(), BEST_PASSIVE - i))
                    .toList();
            loops.all().forEach(loop -> loop.advertise(passive));
            return listener;
        } catch (UncheckedIOException e) {
            closeSockets();
            throw new ConfigException("rtc.tcp_port", "expected a free TCP port, or 0 for none: " + e.getMessage());
        }
    }

    List<DatagramLoop> loops() {
        return loops.all();
    }

    /** Where clients send media to, and the relay, as the directory has them. */
    List<String> addresses() {
        Stream<String> direct = loops.all().stream()
                .flatMap(loop -> loop.candidates().stream())
                .map(candidate -> candidate.transport().name().toLowerCase(Locale.ROOT) + ":"
                        + RelayPlane.inUrl(candidate.address()) + ":" + candidate.port());
        Stream<String> relayed = relay == null ? Stream.empty() : relay.urls().stream();
        return Stream.concat(direct, relayed).distinct().toList();
    }

    /** Nanoseconds since the media thread that is furthest behind last came round. */
    long sinceTick() {
        return loops.all().stream()
                .mapToLong(loop -> loop.now() - loop.lastTickNanos())
                .max()
                .orElse(0);
    }

    private static List<MediaPlace> places(MediaAddresses addresses) {
        List<MediaPlace> places = new ArrayList<>();
        addresses.places().forEach(place -> places.add(new MediaPlace(place.bind(), place.advertised())));
        if (addresses.askOutside()) {
            MediaPlace first = places.get(0);
            InetAddress seen = ExternalAddress.ask(first.bind(), addresses.stunServers())
                    .orElseThrow(() -> new ConfigException(
                            "rtc.use_external_ip",
                            "expected an answer from one of rtc.stun_servers within two seconds; the external address"
                                    + " may be written as rtc.node_ip instead"));
            places.set(0, new MediaPlace(first.bind(), seen));
        }
        return places;
    }

    /** Writes what went through the sockets and what was dropped. */
    void write(MetricsText text) {
        text.counter("livekit_packet_total", "Datagrams by loop and direction.");
        for (DatagramLoop loop : loops.all()) {
            String port = Integer.toString(loop.port());
            text.sample(loop.traffic().packetsIn(), "port", port, "direction", "incoming");
            text.sample(loop.traffic().packetsOut(), "port", port, "direction", "outgoing");
        }
        text.counter("livekit_packet_bytes", "Their bytes, without UDP and IP headers.");
        for (DatagramLoop loop : loops.all()) {
            String port = Integer.toString(loop.port());
            text.sample(loop.traffic().bytesIn(), "port", port, "direction", "incoming");
            text.sample(loop.traffic().bytesOut(), "port", port, "direction", "outgoing");
        }
        text.counter(
                "auralink_datagrams_helped_total",
                "Of the outgoing datagrams those that threads of other loops sent, as in large rooms.");
        for (DatagramLoop loop : loops.all()) {
            text.sample(loop.traffic().packetsHelped(), "port", Integer.toString(loop.port()));
        }
        text.counter("auralink_datagrams_dropped_total", "Datagrams that were dropped, by loop and reason.");
        for (DatagramLoop loop : loops.all()) {
            for (DropReason reason : DropReason.values()) {
                long count = loop.drops().get(reason);
                if (count > 0) {
                    String name = reason.name().toLowerCase(Locale.ROOT);
                    text.sample(count, "port", Integer.toString(loop.port()), "reason", name);
                }
            }
        }
        text.gauge(
                "livekit_forward_latency", "From reading datagrams to handing over what they caused, in nanoseconds.");
        for (DatagramLoop loop : loops.all()) {
            text.sample(loop.forwarding().latency(), "port", Integer.toString(loop.port()));
        }
        text.gauge("livekit_forward_jitter", "How far read batches are from that, in nanoseconds.");
        for (DatagramLoop loop : loops.all()) {
            text.sample(loop.forwarding().jitter(), "port", Integer.toString(loop.port()));
        }
        text.gauge("auralink_transports", "Associations with clients, by loop.");
        for (DatagramLoop loop : loops.all()) {
            text.sample(loop.transports(), "port", Integer.toString(loop.port()));
        }
        if (tcp != null) {
            write(text, tcp.counters());
        }
        if (relay != null) {
            relay.write(text);
        }
    }

    private static void write(MetricsText text, StreamCounters connections) {
        text.gauge("auralink_media_connections", "TCP connections for media.").sample(connections.openNow());
        text.counter("auralink_media_connections_proven_total", "TCP connections that a good check came over.")
                .sample(connections.provenSoFar());
        text.counter("auralink_media_connections_ended_total", "TCP connections for media that were ended, by reason.");
        for (StreamCounters.End reason : StreamCounters.End.values()) {
            text.sample(connections.endedSoFar(reason), "reason", reason.name().toLowerCase(Locale.ROOT));
        }
    }

    @Override
    public void close() {
        closeSockets();
        if (relay != null) {
            relay.close();
        }
    }

    private void closeSockets() {
        loops.close();
        if (tcp != null) {
            tcp.close();
        }
        transports.close();
    }
}
