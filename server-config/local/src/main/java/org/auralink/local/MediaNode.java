package org.auralink.local;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.auralink.jdks.Jdk;

/** A media node: its configuration file, written anew at each start, and its process. */
final class MediaNode {
    /** Of the first, with which those of the others begin. */
    static final String NAME = "media-node";

    /** Calls of some dozens of people. */
    private static final int HEAP_MEGABYTES = 192;

    /**
     * What the heap begins with; it grows when it has to. On a machine with much memory Java would begin with all of it,
     * and touch some fifty megabytes before it looks for garbage the first time, with a pause as long as that takes.
     */
    private static final int FIRST_HEAP_MEGABYTES = 16;

    private final StateDirectory state;
    private final Settings settings;
    private final Secrets secrets;
    private final Artifacts artifacts;
    private final Jdk jdk;
    private final NodePlace place;

    MediaNode(StateDirectory state, Settings settings, Secrets secrets, Artifacts artifacts, Jdk jdk, NodePlace place) {
        this.state = state;
        this.settings = settings;
        this.secrets = secrets;
        this.artifacts = artifacts;
        this.jdk = jdk;
        this.place = place;
    }

    /** The API key that the control plane signs with. */
    static String apiKey(Secrets secrets) {
        return "AL"
                + secrets.get("media.api.key").replaceAll("[^A-Za-z0-9]", "x").substring(0, 14);
    }

    /** What goes with {@link #apiKey}. LiveKit asks for 32 characters, which a secret here has. */
    static String apiSecret(Secrets secrets) {
        return secrets.get("media.api.secret");
    }

    Part prepare() {
        Path configuration = state.writePrivate(
                place.name().replace(NAME, "node") + ".yaml", configuration(settings, secrets, place));
        List<String> command = new ArrayList<>(List.of(jdk.program()));
        command.addAll(jdk.options(HEAP_MEGABYTES));
        command.addAll(List.of("-Xms" + FIRST_HEAP_MEGABYTES + "m", "-XX:+ExitOnOutOfMemoryError", "-jar"));
        command.add(artifacts.mediaNode().toString());
        command.addAll(List.of("--config", configuration.toString()));
        return new Part(
                place.name(),
                command,
                settings.handedOn(),
                state.directory("work"),
                List.of(),
                Probe.http(controlUrl(settings, place)),
                "",
                settings.startTimeout(),
                "TERM",
                Duration.ofSeconds(5));
    }

    /** Where the control plane reaches a node: the bind address itself, loopback when that is every address. */
    static URI controlUrl(Settings settings, NodePlace place) {
        String host = settings.tls().isPresent() ? "127.0.0.1" : settings.reachableHost();
        return URI.create("http://" + host + ":" + place.signalPort());
    }

    /** The node's file. What stands in it comes after what the environment says. */
    static String configuration(Settings settings, Secrets secrets, NodePlace place) {
        // LiveKit's published key, for its tools on this machine, where a person asked for it.
        String developmentKey = settings.developmentKey() ? "  devkey: secret\n" : "";
        return """
                port: %d
                bind_addresses: ["%s"]
                development: %s
                rtc:
                  udp_port: %d-%d
                  tcp_port: %d
                  node_ip: "%s"
                prometheus:
                  port: %d
                logging:
                  json: %s
                redis:
                  address: "127.0.0.1:%d"
                  username: "%s"
                  password: "%s"
                node:
                  public_url: "%s"
                  control_url: "%s"
                  event_loops: %d
                # The control plane opens a call's room before it gives anybody a ticket; a ticket that outlived its call
                # must not open it again.
                room:
                  auto_create: false
                  # As long as a ticket lets somebody in.
                  empty_timeout: 600
                keys:
                  %s: "%s"
                """.formatted(
                                place.signalPort(),
                                settings.signalBind().getHostAddress(),
                                settings.developmentKey(),
                                place.mediaPort(),
                                place.mediaPort() + settings.mediaLoops() - 1,
                                place.mediaTcpPort(),
                                settings.nodeIp(),
                                place.metricsPort(),
                                settings.jsonLogs(),
                                settings.redisPort(),
                                RedisUser.MEDIA_NODE.login(),
                                RedisUser.MEDIA_NODE.password(secrets),
                                place.url(),
                                controlUrl(settings, place),
                                settings.mediaLoops(),
                                apiKey(secrets),
                                apiSecret(secrets))
                + developmentKey
                + controlPlane(settings)
                + tls(settings, place)
                + tracing(settings);
    }

    /** Who knows the keys of organizations. Its own certificate names the public address, one made here this machine too. */
    private static String controlPlane(Settings settings) {
        boolean own = settings.tls().isPresent() && settings.tls().get().own().isPresent();
        URI url =
                own ? settings.publicUrl() : settings.webUrl(settings.servers().get(0), "");
        String authority = settings.tls().isEmpty() || own
                ? ""
                : "  ca_file: \"" + Encryption.authority(settings.stateDirectory()) + "\"\n";
        return "control_plane:\n  url: \"" + url + "\"\n" + authority;
    }

    private static String tls(Settings settings, NodePlace place) {
        return settings.tls().isEmpty()
                ? ""
                : """
                tls:
                  port: %d
                  bind_addresses: ["%s"]
                  cert_file: "%s"
                  key_file: "%s"
                """.formatted(
                                place.signalTlsPort(),
                                settings.bind().getHostAddress(),
                                Encryption.chain(settings.stateDirectory()),
                                Encryption.key(settings.stateDirectory()));
    }

    /** What belongs to a request of the control plane is recorded when that is; what else happens here is not. */
    private static String tracing(Settings settings) {
        return settings.traces()
                .map(url -> "tracing:\n  endpoint: \"" + url + "\"\n  sampling: 0\n")
                .orElse("");
    }
}
