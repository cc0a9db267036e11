package org.auralink.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.auralink.jdks.Jdk;
import org.auralink.jdks.PayaraMicro;

/** An instance of Payara Micro with the connector and the application; everything they need comes by the environment. */
final class Payara {
    /** Of the first, with which those of the others begin. */
    static final String NAME = "Payara";

    private static final String NETWORK = "configs.config.server-config.network-config.";
    private static final String LISTENER = NETWORK + "network-listeners.network-listener.http-listener.";

    /** How the server writes what it says before the application is there: for people, or with other fields than ours. */
    private static final String TEXT = "formatter=com.sun.enterprise.server.logging.ODLLogFormatter";

    private static final String JSON = "formatter=fish.payara.enterprise.server.logging.JSONLogFormatter";

    /** After the notice, which the application takes to itself: requests under way, and the server's own end. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(4);

    private final StateDirectory state;
    private final Settings settings;
    private final Secrets secrets;
    private final Artifacts artifacts;
    private final Jdk jdk;
    private final ServerPlace server;

    Payara(StateDirectory state, Settings settings, Secrets secrets, Artifacts artifacts, Jdk jdk, ServerPlace server) {
        this.state = state;
        this.settings = settings;
        this.secrets = secrets;
        this.artifacts = artifacts;
        this.jdk = jdk;
        this.server = server;
    }

    Part prepare() {
        PayaraPlace place = PayaraPlace.of(state, artifacts, server.suffix());
        List<String> command = new ArrayList<>(List.of(jdk.program()));
        command.addAll(PayaraMicro.options(jdk));
        command.addAll(gridOptions());
        command.addAll(tlsOptions(place));
        command.addAll(List.of("-Djava.io.tmpdir=" + place.temporary(), "-jar"));
        command.add(place.readable(artifacts.payaraMicro(jdk)).toString());
        command.addAll(List.of("--port", "" + server.webPort()));
        command.addAll(
                List.of("--prebootcommandfile", place.readable(bootCommands()).toString()));
        command.addAll(
                List.of("--postdeploycommandfile", place.readable(opening()).toString()));
        command.addAll(List.of("--logproperties", place.readable(logging()).toString()));
        command.addAll(grid());
        command.add("--disablephonehome");
        command.addAll(List.of("--rootdir", place.root().toString()));
        // The connector first: the application's beans name it.
        command.addAll(List.of("--deploy", place.readable(artifacts.connector()).toString()));
        command.addAll(
                List.of("--deploy", place.readable(artifacts.application()).toString(), "--contextroot", "/"));
        return new Part(
                server.name(),
                command,
                environment(settings, secrets, server),
                state.directory("work"),
                // What an earlier start deployed would be started first, answer, and then be replaced.
                place.emptied(),
                // Not /health/ready: it says yes when the application could not be deployed at all.
                Probe.http(settings.webUrl(server, "/auth/v1/.well-known/jwks.json")),
                "Exception while loading the app",
                settings.startTimeout(),
                "TERM",
                STOP_LIMIT.plus(settings.stopNotice()));
    }

    /**
     * Several instances form Payara's data grid, on loopback: whoever reaches its port is a member of it, and members
     * believe each other. One instance has none, hence no port for one. (--nocluster would bring the port back.)
     */
    private List<String> grid() {
        return settings.servers().size() == 1
                ? List.of("--nohazelcast")
                : List.of(
                        "--clustername",
                        "auralink",
                        "--clustermode",
                        "tcpip:" + ServerPlace.members(settings),
                        "--startport",
                        "" + server.gridPort(),
                        "--interfaces",
                        "127.0.0.1");
    }

    /** Without it the grid would listen at every address, whatever interface it is told to use. */
    private List<String> gridOptions() {
        return settings.servers().size() == 1 ? List.of() : List.of("-Dhazelcast.socket.bind.any=false");
    }

    private List<String> tlsOptions(PayaraPlace place) {
        return settings.tls().isEmpty()
                ? List.of()
                : List.of(
                        "-Djavax.net.ssl.keyStore=" + place.readable(Encryption.store(settings.stateDirectory())),
                        "-Djavax.net.ssl.keyStoreType=PKCS12",
                        "-Djavax.net.ssl.keyStorePassword=" + Encryption.STORE_PASSWORD);
    }

    /**
     * The web port, with the server's own protocol for TLS: 1.2 and 1.3, and HTTP/2 by it. The application sees to what HTTP/2
     * may cost. As many streams as a page has assets; nothing is pushed.
     */
    private List<String> tlsCommands(String protocol) {
        return List.of(
                "set " + LISTENER + "protocol=https-listener",
                "set " + protocol + "ssl.cert-nickname=" + Encryption.ALIAS,
                "set " + protocol + "ssl.ssl3-enabled=false",
                "set " + protocol + "ssl.tls-enabled=false",
                "set " + protocol + "ssl.tls11-enabled=false",
                "set " + protocol + "ssl.tls12-enabled=true",
                "set " + protocol + "ssl.tls13-enabled=true",
                "set " + protocol + "http.http2-max-concurrent-streams=32",
                "set " + protocol + "http.http2-max-header-list-size-in-bytes=16384",
                "set " + protocol + "http.http2-push-enabled=false");
    }

    /**
     * Micro has no switches for its listeners; asadmin commands before the boot set them. The same for Payara Server, with
     * the reasons, is in server-config/payara/listeners.asadmin.
     */
    private Path bootCommands() {
        boolean tls = settings.tls().isPresent();
        String protocol = NETWORK + "protocols.protocol." + (tls ? "https-listener." : "http-listener.");
        String web = protocol + "http.";
        String administration = NETWORK + "protocols.protocol.administration-listener.http.";
        List<String> commands = new ArrayList<>();
        commands.add("set " + LISTENER + "address=" + settings.bind().getHostAddress());
        // Closed until the application is there: before, the server would answer for it, and health would say yes.
        commands.add("set " + LISTENER + "enabled=false");
        commands.add("create-http-listener --listeneraddress 127.0.0.1 --listenerport " + server.adminPort()
                + " --default-virtual-server server administration-listener");
        if (tls) {
            commands.addAll(tlsCommands(protocol));
        }
        for (String listener : List.of(web, administration)) {
            commands.add("set " + listener + "http2-enabled=" + (tls && listener.equals(web)));
            commands.add("set " + listener + "server-header=false");
            if (PayaraMicro.of(jdk) == PayaraMicro.SIX) {
                // The next line says it no more, and does not know the setting.
                commands.add("set " + listener + "xpowered-by=false");
            }
            commands.add("set " + listener + "trace-enabled=false");
        }
        // Clients of Supabase send a body with DELETE; RequestHead decides which methods may have one.
        commands.add("set " + web + "allow-payload-for-undefined-http-methods=true");
        // The application's own reader of requests comes into a listener by this; Comet itself is used by nobody.
        commands.add("set " + web + "comet-support-enabled=true");
        // Who does not take their answers is given up sooner than after half a minute, and holds less memory till then.
        commands.add("set " + NETWORK + "transports.transport.tcp.write-timeout-millis=5000");
        commands.add("set " + NETWORK + "transports.transport.tcp.socket-write-buffer-size=16384");
        return state.writePrivate("payara-boot" + server.suffix() + ".txt", String.join("\n", commands) + "\n");
    }

    /** What is done when everything is deployed. */
    private Path opening() {
        return state.writePrivate("payara-open" + server.suffix() + ".txt", "set " + LISTENER + "enabled=true\n");
    }

    private Path logging() {
        try (InputStream text = Objects.requireNonNull(Payara.class.getResourceAsStream("payara-logging.properties"))) {
            String lines = new String(text.readAllBytes(), StandardCharsets.UTF_8);
            return state.writePrivate(
                    "payara-logging.properties", settings.jsonLogs() ? lines.replace(TEXT, JSON) : lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Settings of the application: what the file of settings has for it, and what is worked out here before that. */
    static Map<String, String> environment(Settings settings, Secrets secrets, ServerPlace server) {
        Map<String, String> values = new TreeMap<>(settings.handedOn());
        values.put("AURALINK_PUBLIC_URL", settings.publicUrl().toString());
        values.put("AURALINK_STOP_NOTICE", "" + settings.stopNotice().toSeconds());
        values.put(Option.LOG_JSON.variable(), "" + settings.jsonLogs());
        values.put("AURALINK_ADMIN_PORT", "" + server.adminPort());
        values.put("AURALINK_DB_URL", Migrations.url(settings));
        values.put("AURALINK_DB_USER", "auralink_authenticator");
        values.put("AURALINK_DB_PASSWORD", secrets.get("db.authenticator.password"));
        values.put("AURALINK_DB_SERVICE_USER", "auralink_service");
        values.put("AURALINK_DB_SERVICE_PASSWORD", secrets.get("db.service.password"));
        values.put(
                "AURALINK_REDIS_URL",
                "redis://" + RedisUser.CONTROL_PLANE.login() + ":" + RedisUser.CONTROL_PLANE.password(secrets)
                        + "@127.0.0.1:" + settings.redisPort());
        values.put("AURALINK_MEDIA_NODES", ofEachNode(settings, node -> MediaNode.controlUrl(settings, node)));
        // The console's pages may connect there and nowhere else.
        values.put("AURALINK_MEDIA_PUBLIC_URLS", ofEachNode(settings, NodePlace::url));
        values.put("AURALINK_MEDIA_API_KEY", MediaNode.apiKey(secrets));
        values.put("AURALINK_MEDIA_API_SECRET", MediaNode.apiSecret(secrets));
        values.put("AURALINK_AUTH_SIGNING_KEY_FILE", secrets.signingKey().toString());
        values.put("AURALINK_AUTH_ENCRYPTION_KEY_FILE", secrets.encryptionKey().toString());
        boolean mailServer = isSaid(values, "AURALINK_MAIL_SMTP_HOST");
        if (!mailServer && !isSaid(values, "AURALINK_MAIL_MAILBOX") && isThisMachine(settings.publicUrl())) {
            // Mails are kept, to be read at /dev/mailbox.
            values.put("AURALINK_MAIL_MAILBOX", "true");
        }
        if (!isSaid(values, "AURALINK_AUTH_MAILER_AUTOCONFIRM")) {
            // Who tries it out is in at once.
            values.put("AURALINK_AUTH_MAILER_AUTOCONFIRM", "true");
        }
        // The operator's own stand for themselves.
        if (!isSaid(values, "AURALINK_AUTH_PUBLISHABLE_KEYS")) {
            values.put("AURALINK_AUTH_PUBLISHABLE_KEYS", secrets.get("auth.publishable.key", "sb_publishable_"));
        }
        if (!isSaid(values, "AURALINK_AUTH_SECRET_KEYS")) {
            values.put("AURALINK_AUTH_SECRET_KEYS", secrets.get("auth.secret.key", "sb_secret_"));
        }
        if (settings.tls().isPresent() && settings.tls().get().own().isEmpty()) {
            values.put(
                    "AURALINK_TLS_AUTHORITY_FILE",
                    Encryption.authority(settings.stateDirectory()).toString());
            // It would hold for the whole name, such as localhost, long after this one is gone.
            values.put("AURALINK_HSTS_AGE", "0");
        }
        settings.traces().ifPresent(url -> values.put("AURALINK_TRACES_ENDPOINT", url.toString()));
        return values;
    }

    /** In the file of settings, or in the environment, which the server inherits. */
    private static boolean isSaid(Map<String, String> values, String variable) {
        return values.containsKey(variable) || System.getenv(variable) != null;
    }

    /** For the application's own judgement, which stops the deployment, see org.auralink.mail.control.ThisMachine. */
    private static boolean isThisMachine(URI url) {
        String host = String.valueOf(url.getHost());
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
    }

    private static String ofEachNode(Settings settings, Function<NodePlace, URI> address) {
        return settings.nodes().stream().map(address).map(URI::toString).collect(Collectors.joining(","));
    }
}
