package org.auralink.local;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.auralink.jdks.InstalledJdks;
import org.auralink.jdks.Jdk;

/**
 * What the launcher was told, checked.
 *
 * @param bind where the web and signalling ports listen; with TLS, where signalling over TLS does
 * @param tls how they are encrypted; empty when they are not
 * @param servers the instances of the application server, at least one
 * @param mediaLoops event loops, hence UDP ports, of each media node
 * @param nodeIp literal IP address that goes into ICE candidates
 * @param publicUrl where people open the web application, without a trailing slash
 * @param nodes the media nodes, at least one
 * @param keepGoing whether the death of one part leaves the others running
 * @param developmentKey whether the media node takes LiveKit's published development key
 * @param jsonLogs whether what we wrote ourselves logs lines of JSON
 * @param jdk what the parts in Java run on, if a person named one
 * @param startTimeout how long a part that starts may show no progress
 * @param stopNotice how long the application says that it is not ready before it stops
 * @param traces where spans go (OTLP over HTTP), if anywhere
 * @param handedOn variables for the parts that stand in the file of settings and not in the environment
 */
record Settings(
        InetAddress bind,
        Optional<Tls> tls,
        List<ServerPlace> servers,
        int mediaLoops,
        String nodeIp,
        int dbPort,
        int redisPort,
        URI publicUrl,
        List<NodePlace> nodes,
        Path stateDirectory,
        boolean keepGoing,
        boolean developmentKey,
        boolean jsonLogs,
        Optional<Jdk> jdk,
        Duration startTimeout,
        Duration stopNotice,
        Optional<URI> traces,
        Map<String, String> handedOn) {
    /**
     * @param arguments {@code --flag value} or {@code --flag=value}
     * @param environment variables; those named in {@link Option} count
     * @throws LaunchException with a line for each setting that is unknown or wrong
     */
    static Settings of(List<String> arguments, Map<String, String> environment) {
        var reader = new SettingsReader(arguments, environment);
        Optional<Tls> tls = Tls.of(reader);
        InetAddress bind = reader.isEmpty(Option.BIND) ? bindByDefault(tls.isPresent()) : reader.address(Option.BIND);
        String nodeIp = reader.isEmpty(Option.NODE_IP)
                ? ownAddress()
                : reader.address(Option.NODE_IP).getHostAddress();
        List<ServerPlace> servers = servers(reader);
        String host = tls.map(each -> each.host(bind, nodeIp))
                .orElse(isLocalhost(bind) ? "localhost" : inUrl(bind.getHostAddress()));
        int cores = Runtime.getRuntime().availableProcessors();
        var settings = new Settings(
                bind,
                tls,
                servers,
                reader.isEmpty(Option.MEDIA_LOOPS)
                        ? Math.min(cores, Option.MEDIA_LOOPS.most())
                        : reader.number(Option.MEDIA_LOOPS),
                nodeIp,
                reader.port(Option.DB_PORT),
                reader.port(Option.REDIS_PORT),
                reader.url(
                        Option.PUBLIC_URL,
                        (tls.isPresent() ? "https://" : "http://") + host + ":"
                                + servers.get(0).webPort(),
                        "http",
                        "https"),
                nodes(reader, host, tls.isPresent()),
                reader.directory(Option.STATE_DIR),
                reader.flag(Option.KEEP_GOING),
                reader.flag(Option.DEV_KEY),
                reader.flag(Option.LOG_JSON),
                jdk(reader),
                Duration.ofSeconds(reader.number(Option.START_TIMEOUT)),
                Duration.ofSeconds(reader.number(Option.STOP_NOTICE)),
                reader.isEmpty(Option.TRACES_ENDPOINT)
                        ? Optional.empty()
                        : Optional.of(reader.url(Option.TRACES_ENDPOINT, "", "http", "https")),
                reader.handedOn());
        settings.refuseDevelopmentKeyForOthers(reader);
        reader.refuseWhatIsWrong();
        return settings;
    }

    private static List<ServerPlace> servers(SettingsReader reader) {
        int webPort = reader.port(Option.WEB_PORT);
        int adminPort = reader.port(Option.ADMIN_PORT);
        int gridPort = reader.port(Option.GRID_PORT);
        return IntStream.range(0, reader.number(Option.INSTANCES))
                .mapToObj(index -> ServerPlace.of(index, webPort, adminPort, gridPort))
                .toList();
    }

    /** With TLS, this machine by all its addresses: it is asked for so that others come. */
    private static InetAddress bindByDefault(boolean tls) {
        return tls ? new InetSocketAddress(0).getAddress() : InetAddress.getLoopbackAddress();
    }

    private static List<NodePlace> nodes(SettingsReader reader, String host, boolean tls) {
        int count = reader.number(Option.NODES);
        int signalPort = reader.port(Option.SIGNAL_PORT);
        int signalTlsPort = reader.port(Option.SIGNAL_TLS_PORT);
        int mediaPort = reader.port(Option.MEDIA_PORT);
        int mediaTcpPort = reader.port(Option.MEDIA_TCP_PORT);
        int metricsPort = reader.port(Option.NODE_METRICS_PORT);
        List<String> own = IntStream.range(0, count)
                .mapToObj(index -> (tls ? "wss://" : "ws://") + host + ":"
                        + ((tls ? signalTlsPort : signalPort) + index * NodePlace.PORT_STEP))
                .toList();
        List<URI> urls = reader.urls(Option.NODE_URL, own, "ws", "wss");
        return IntStream.range(0, count)
                .mapToObj(index -> NodePlace.of(
                        index, signalPort, signalTlsPort, mediaPort, mediaTcpPort, metricsPort, urls.get(index)))
                .toList();
    }

    /** Of the first instance of the application server. */
    int webPort() {
        return servers.get(0).webPort();
    }

    /** Of the first media node. */
    int signalPort() {
        return nodes.get(0).signalPort();
    }

    /** Of the first media node. */
    int mediaPort() {
        return nodes.get(0).mediaPort();
    }

    /** Of the first media node. */
    int mediaTcpPort() {
        return nodes.get(0).mediaTcpPort();
    }

    /** Of the first media node. */
    URI nodeUrl() {
        return nodes.get(0).url();
    }

    /**
     * Whoever has the key may do everything with every call, and everybody has it. Behind a proxy all of the internet
     * comes from loopback, so the addresses that people use decide too.
     */
    private void refuseDevelopmentKeyForOthers(SettingsReader reader) {
        if (!developmentKey) {
            return;
        }
        if (!bind.isLoopbackAddress()) {
            refuseDevelopmentKey(reader, Option.BIND, bind.getHostAddress());
        }
        if (!isThisMachine(publicUrl)) {
            refuseDevelopmentKey(reader, Option.PUBLIC_URL, publicUrl.toString());
        }
        for (NodePlace node : nodes) {
            if (!isThisMachine(node.url())) {
                refuseDevelopmentKey(reader, Option.NODE_URL, node.url().toString());
            }
        }
    }

    private static void refuseDevelopmentKey(SettingsReader reader, Option option, String value) {
        reader.refuse(
                Option.DEV_KEY.named() + " opens every call to whoever reaches the media node: it needs a loopback"
                        + " address in " + option.named() + ", not '" + value + "', or must be false.");
    }

    /** RFC 6761 6.3: a name below {@code localhost} never leads to another machine. */
    private static boolean isThisMachine(URI url) {
        String host = url.getHost().toLowerCase(Locale.ROOT);
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.matches("127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}")
                || host.equals("[::1]")
                || host.equals("[0:0:0:0:0:0:0:1]");
    }

    /** A host for URLs that the parts call each other by: the bind address, or loopback when that is every address. */
    String reachableHost() {
        return bind.isAnyLocalAddress() ? "127.0.0.1" : inUrl(bind.getHostAddress());
    }

    /** Where the launcher asks an instance of the application server. */
    URI webUrl(ServerPlace server, String path) {
        String scheme = tls.isPresent() ? "https://" : "http://";
        return URI.create(scheme + reachableHost() + ":" + server.webPort() + path);
    }

    /** Where signalling in clear text listens: with TLS for the parts alone, which are on this machine. */
    InetAddress signalBind() {
        return tls.isPresent() ? InetAddress.getLoopbackAddress() : bind;
    }

    private static Optional<Jdk> jdk(SettingsReader reader) {
        if (reader.isEmpty(Option.JDK)) {
            return Optional.empty();
        }
        Path home = reader.directory(Option.JDK);
        Optional<Jdk> named = InstalledJdks.named(home);
        if (named.isEmpty()) {
            reader.refuse(Option.JDK.named() + " must name the directory of a JDK " + Jdk.OLDEST
                    + " or newer that runs on this machine, the one that holds bin/java, not '" + home + "'.");
        }
        return named;
    }

    /** Whether a browser that opens localhost comes to a server that listens at this address. */
    static boolean isLocalhost(InetAddress bind) {
        return bind.isAnyLocalAddress()
                || bind.getHostAddress().equals("127.0.0.1")
                || bind.isLoopbackAddress() && bind instanceof Inet6Address;
    }

    static String inUrl(String text) {
        return text.contains(":") ? "[" + text + "]" : text;
    }

    /** The address packets to the outside would leave from; connecting a UDP socket sends nothing. */
    private static String ownAddress() {
        try (var socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByAddress(new byte[] {(byte) 198, 51, 100, 1}), 9));
            InetAddress own = socket.getLocalAddress();
            return own.isAnyLocalAddress() ? "127.0.0.1" : own.getHostAddress();
        } catch (IOException | RuntimeException e) {
            // A machine without any route can still serve itself.
            return "127.0.0.1";
        }
    }
}
