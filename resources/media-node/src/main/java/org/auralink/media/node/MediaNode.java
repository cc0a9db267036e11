package org.auralink.media.node;

import com.google.protobuf.ByteString;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.auralink.media.node.access.AccessLimits;
import org.auralink.media.node.access.Authenticator;
import org.auralink.media.node.access.ClientAddresses;
import org.auralink.media.node.access.Entrance;
import org.auralink.media.node.access.JoinBudget;
import org.auralink.media.node.access.Revocations;
import org.auralink.media.node.agents.AgentLimits;
import org.auralink.media.node.agents.Agents;
import org.auralink.media.node.agents.NodeHands;
import org.auralink.media.node.config.ConfigException;
import org.auralink.media.node.config.NodeConfig;
import org.auralink.media.node.config.PrometheusConfig;
import org.auralink.media.node.directory.Announcer;
import org.auralink.media.node.drain.Drain;
import org.auralink.media.node.drain.DrainRoute;
import org.auralink.media.node.events.EventLimits;
import org.auralink.media.node.events.EventLog;
import org.auralink.media.node.events.EventStreamRoute;
import org.auralink.media.node.http.HttpLimits;
import org.auralink.media.node.http.HttpServer;
import org.auralink.media.node.http.HttpThreads;
import org.auralink.media.node.http.Routes;
import org.auralink.media.node.metrics.AicMetrics;
import org.auralink.media.node.metrics.MetricsRoute;
import org.auralink.media.node.metrics.MetricsText;
import org.auralink.media.node.metrics.ProcessMetrics;
import org.auralink.media.node.metrics.TwirpCounters;
import org.auralink.media.node.net.DatagramLoop;
import org.auralink.media.node.organizations.Organizations;
import org.auralink.media.node.protocol.Descriptions;
import org.auralink.media.node.protocol.NodeFacts;
import org.auralink.media.node.protocol.ServerMessages;
import org.auralink.media.node.rooms.RoomAdministration;
import org.auralink.media.node.rooms.RoomRegistry;
import org.auralink.media.node.rooms.RoomSettings;
import org.auralink.media.node.signal.OpenSessions;
import org.auralink.media.node.signal.SharedMessages;
import org.auralink.media.node.signal.SignalCounters;
import org.auralink.media.node.signal.SignalCounters.Outcome;
import org.auralink.media.node.signal.SignalLimits;
import org.auralink.media.node.signal.SignalRoute;
import org.auralink.media.node.signal.SignalServices;
import org.auralink.media.node.token.TokenIssuer;
import org.auralink.media.node.token.TokenVerifier;
import org.auralink.media.node.twirp.AgentDispatchService;
import org.auralink.media.node.twirp.RoomService;
import org.auralink.media.node.twirp.Unimplemented;
import org.auralink.media.node.webhooks.Webhooks;
import org.auralink.media.room.data.DataRefusal;
import org.auralink.media.room.model.DisconnectReason;
import org.auralink.traces.Traces;
import org.jspecify.annotations.Nullable;

/** A running node. Also usable as a library, with port 0 for whatever is free. */
public final class MediaNode implements AutoCloseable {
    /** For rooms to say goodbye; the whole stop stays below five seconds. */
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    /** For readers of the event stream to get the last events. */
    private static final long LAST_EVENTS_MILLIS = 300;

    private static final int FRAME_TRAILER_BYTES = 16;

    private final NodeConfig config;
    private final String id;
    private final String bootId = Identifiers.random("");
    private final InstantSource clock = InstantSource.system();
    private final ClientAddresses addresses;
    private final Entrance entrance;
    private final TwirpCounters twirpCounters = new TwirpCounters();
    private final SignalCounters signalCounters = new SignalCounters();
    private final EventLog log;
    private final Traces traces;
    private final MediaPlane media;
    private final RoomRegistry rooms;
    private final OpenSessions sessions = new OpenSessions();
    private final EventStreamRoute events;
    private final Webhooks webhooks;
    private final RoomSettings settings;
    private final NodeFacts facts;
    private final TokenIssuer issuer;
    private final Agents agents;
    private final HttpThreads httpThreads;
    private final HttpServer http;
    private final @Nullable ServedCertificate certificate;
    private final @Nullable HttpServer metrics;
    private final Announcement announcement;
    private final Drain drain;
    private final @Nullable Announcer announcer;

    private MediaNode(NodeConfig config) {
        this.config = config;
        id = config.node().id().isEmpty()
                ? Identifiers.random("ND_")
                : config.node().id();
        addresses = new ClientAddresses(config.node().trustedProxies());
        entrance = entrance(config);
        log = new EventLog(bootId, EventLimits.DEFAULT);
        media = new MediaPlane(config);
        rooms = new RoomRegistry(
                media.loops(), log, clock, RoomsAsConfigured.limits(config.limit()), RoomsAsConfigured.tuning(config));
        traces = Traces.start(
                "auralink-media-node",
                Version.product(),
                id,
                config.tracing().endpoint(),
                config.tracing().sampling());
        rooms.trace(traces);
        events = new EventStreamRoute(id, log, entrance.doors());
        settings = new RoomSettings(config.room());
        drain = new Drain(rooms, clock);
        announcement = new Announcement(config, id, bootId, media.addresses(), this::port, rooms, clock);
        facts = new NodeFacts(id, config.region(), frameTrailer(), media.relayOffers(), drain::elsewhere);
        issuer = new TokenIssuer(config.keys(), clock);
        webhooks = new Webhooks(config.webhook(), log, issuer);
        var hands = new NodeHands(rooms, issuer, new Descriptions(config.limit()));
        agents = new Agents(rooms, settings, entrance.doors(), hands, facts.serverInfo(), clock, AgentLimits.DEFAULT);
        httpThreads = new HttpThreads();
        try {
            http = HttpServer.start(
                    config.bindAddresses(),
                    config.port(),
                    "port",
                    addresses::isProxy,
                    routes(),
                    HttpLimits.DEFAULT,
                    httpThreads);
            certificate = ServedCertificate.ofSignalling(config.tls(), clock);
            if (certificate != null) {
                http.listenOverTls(config.tls().bindAddresses(), config.tls().port(), "tls", certificate);
            }
            metrics = config.prometheus().enabled() ? serveMetrics() : null;
        } catch (ConfigException e) {
            // With what listens on them.
            httpThreads.close();
            agents.close();
            events.close();
            webhooks.close();
            traces.close();
            media.close();
            throw e;
        }
        announcer = config.redis().enabled() ? Announcer.start(config.redis(), id, this::announced) : null;
    }

    private Entrance entrance(NodeConfig config) {
        AccessLimits access = AccessLimits.DEFAULT.forAddress(
                config.limit().joinsPerAddress(), config.limit().connectionsPerAddress());
        return new Entrance(
                new Authenticator(
                        new TokenVerifier(config.keys(), clock), config.keys(), addresses, access, System::nanoTime),
                new JoinBudget(addresses, access, System::nanoTime),
                new Revocations(access, clock));
    }

    private HttpServer serveMetrics() {
        PrometheusConfig prometheus = config.prometheus();
        return HttpServer.start(
                prometheus.addresses(config.bindAddresses()),
                prometheus.port(),
                "prometheus.port",
                address -> false,
                new Routes().exact("/metrics", new MetricsRoute(prometheus, this::page)),
                HttpLimits.DEFAULT,
                new HttpThreads());
    }

    /**
     * Starts a node.
     *
     * @throws ConfigException when a port or an address cannot be used
     */
    public static MediaNode start(NodeConfig config) {
        return new MediaNode(config);
    }

    /** The node's id, as clients and the control plane see it. */
    public String id() {
        return id;
    }

    /** The bound HTTP port. */
    public int port() {
        return http.port();
    }

    /** The bound port of what is served over TLS; empty when nothing is. */
    public OptionalInt tlsPort() {
        return http.tlsPort();
    }

    /** The bound port of {@code /metrics}; empty when none is configured. */
    public OptionalInt metricsPort() {
        return metrics == null ? OptionalInt.empty() : OptionalInt.of(metrics.port());
    }

    /** The bound UDP ports, one per loop. */
    public List<Integer> udpPorts() {
        return media.loops().stream().map(DatagramLoop::port).toList();
    }

    /** How it is emptied before it goes away. */
    public Drain drain() {
        return drain;
    }

    /** What happened on signalling connections so far. */
    public SignalCounters signalling() {
        return signalCounters;
    }

    private Routes routes() {
        var signalling = new SignalRoute(
                services(),
                entrance,
                rooms,
                settings,
                config.limit(),
                config.redis().enabled());
        var administration = new RoomAdministration(rooms, settings, entrance.revocations());
        var health = new HealthRoute(this::behindNanos, rooms::closing);
        var organizations = new Organizations(config.controlPlane(), config.keys(), addresses, id, System::nanoTime);
        var routes = new Routes();
        Unimplemented.routes(entrance.doors(), twirpCounters)
                .forEach(route -> routes.prefix(route.prefix(), route.with(traces)));
        return routes.forPages("/")
                .forPages("/rtc")
                .exact("/", health)
                .exact("/health/live", health.live())
                .exact("/health/started", health.started())
                .exact("/health/ready", health.ready())
                .exact("/rtc", organizations.signalling(signalling))
                .exact("/rtc/validate", organizations.signalling(signalling::validate))
                .exact("/rtc/v1", organizations.signalling(signalling::handleJoinRequest))
                .exact("/rtc/v1/validate", organizations.signalling(signalling::validateJoinRequest))
                .prefix(
                        "/twirp/livekit.AgentDispatchService/",
                        AgentDispatchService.route(
                                        agents, new Descriptions(config.limit()), entrance.doors(), twirpCounters)
                                .with(traces))
                .prefix(
                        "/twirp/",
                        RoomService.route(
                                        administration,
                                        new Descriptions(config.limit()),
                                        entrance.doors(),
                                        twirpCounters)
                                .with(traces)
                                .with(organizations))
                .exact("/agent", agents)
                .exact("/auralink/v1/events", events)
                .exact("/auralink/v1/drain", new DrainRoute(drain, config.drain(), entrance.doors()));
    }

    private long behindNanos() {
        return Math.max(media.sinceTick(), httpThreads.behindNanos());
    }

    private static ByteString frameTrailer() {
        byte[] trailer = new byte[FRAME_TRAILER_BYTES];
        new SecureRandom().nextBytes(trailer);
        return ByteString.copyFrom(trailer);
    }

    private SignalServices services() {
        return new SignalServices(
                new SharedMessages(new ServerMessages(facts)),
                issuer,
                signalCounters,
                sessions,
                SignalLimits.DEFAULT,
                clock);
    }

    private String page() {
        var text = new MetricsText(id);
        text.gauge("livekit_room_total", "Open rooms.").sample(rooms.count());
        text.gauge("livekit_participant_total", "Connected participants.").sample(rooms.participants());
        text.gauge("livekit_track_published_total", "Published tracks.").sample(rooms.tracks());
        text.gauge("auralink_signal_connections", "Open signalling connections.")
                .sample(sessions.count());
        text.counter("auralink_descriptions_refused_total", "Session descriptions that could not be used.")
                .sample(rooms.counters().descriptionsRefused());
        text.counter("auralink_ice_restarts_total", "ICE restarts asked for, because the path to a client fell silent.")
                .sample(rooms.counters().iceRestarts());
        text.counter(
                "auralink_data_refused_total", "Data of participants that was not passed on, or not to a receiver.");
        for (DataRefusal reason : DataRefusal.values()) {
            text.sample(
                    rooms.counters().dataRefused(reason),
                    "reason",
                    reason.name().toLowerCase(Locale.ROOT));
        }
        text.counter(
                        "auralink_events_shed_total",
                        "Events that were not kept, because too many of their kind happened.")
                .sample(log.shedSoFar());
        drain.write(text);
        text.counter(
                        "auralink_quality_reports_skipped_total",
                        "Reports of participants' media that a reader of the event stream was too slow for.")
                .sample(log.reports().skippedSoFar());
        signalCounters.write(text);
        rooms.counters().measures().write(text, signalCounters.total(Outcome.JOINED), signalCounters.refusals());
        webhooks.counters().write(text);
        AicMetrics.write(text, config.aic(), rooms.counters());
        agents.counters().write(text);
        twirpCounters.write(text);
        media.write(text);
        ServedCertificate.write(text, certificate, media.certificate());
        ProcessMetrics.write(text);
        return text.toString();
    }

    /** Nothing while media is stuck: whoever still hears of this node would take its calls for alive. */
    private Optional<String> announced() {
        return HealthRoute.isStuck(media.sinceTick())
                ? Optional.empty()
                : Optional.of(announcement.entry().json());
    }

    /** Tells everybody, then stops; takes less than five seconds. */
    @Override
    public void close() {
        if (announcer != null) {
            announcer.close();
        }
        drain.close();
        rooms.close(DisconnectReason.SERVER_SHUTDOWN, GOODBYE);
        agents.close();
        events.drain(LAST_EVENTS_MILLIS);
        events.close();
        webhooks.drain(LAST_EVENTS_MILLIS);
        webhooks.close();
        http.close();
        if (metrics != null) {
            metrics.close();
        }
        media.close();
        traces.close();
    }
}
