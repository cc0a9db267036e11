package org.auralink.local;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.auralink.jdks.InstalledJdks;
import org.auralink.jdks.Jdk;

/**
 * What the launcher was told, checked.
 *
 * @param bind where the web and signalling ports listen
 * @param mediaLoops event loops, hence UDP ports, of the media node
 * @param nodeIp literal IP address that goes into ICE candidates
 * @param publicUrl where people open the web application, without a trailing slash
 * @param nodeUrl {@code ws:} or {@code wss:} address that browsers reach the node at
 * @param keepGoing whether the death of one part leaves the others running
 * @param jdk what the parts in Java run on, if a person named one
 */
record Settings(
        InetAddress bind,
        int webPort,
        int signalPort,
        int mediaPort,
        int mediaLoops,
        String nodeIp,
        int dbPort,
        int redisPort,
        URI publicUrl,
        URI nodeUrl,
        Path stateDirectory,
        boolean keepGoing,
        Optional<Jdk> jdk) {
    /** More loops than this need more memory than the local profile gives the node. */
    private static final int MAX_LOOPS = 8;

    /**
     * @param arguments {@code --flag value} or {@code --flag=value}
     * @param environment variables; those named in {@link Option} count
     * @throws LaunchException naming the setting that is unknown or wrong
     */
    static Settings of(List<String> arguments, Map<String, String> environment) {
        Map<Option, String> values = new EnumMap<>(Option.class);
        for (Option option : Option.values()) {
            String fromEnvironment = environment.get(option.variable());
            values.put(option, fromEnvironment == null ? option.defaultValue() : fromEnvironment.strip());
        }
        readFlags(arguments, values);

        int cores = Runtime.getRuntime().availableProcessors();
        InetAddress bind = literalAddress(values, Option.BIND);
        int webPort = port(values, Option.WEB_PORT);
        int signalPort = port(values, Option.SIGNAL_PORT);
        String host = isLocalhost(bind) ? "localhost" : inUrl(bind);
        return new Settings(
                bind,
                webPort,
                signalPort,
                port(values, Option.MEDIA_PORT),
                number(
                        orElse(values, Option.MEDIA_LOOPS, "" + Math.min(cores, MAX_LOOPS)),
                        Option.MEDIA_LOOPS,
                        MAX_LOOPS),
                text(values, Option.NODE_IP).isEmpty()
                        ? ownAddress()
                        : literalAddress(values, Option.NODE_IP).getHostAddress(),
                port(values, Option.DB_PORT),
                port(values, Option.REDIS_PORT),
                url(
                        orElse(values, Option.PUBLIC_URL, "http://" + host + ":" + webPort),
                        Option.PUBLIC_URL,
                        "http",
                        "https"),
                url(orElse(values, Option.NODE_URL, "ws://" + host + ":" + signalPort), Option.NODE_URL, "ws", "wss"),
                directory(values, Option.STATE_DIR),
                flag(values, Option.KEEP_GOING),
                jdk(values));
    }

    /** The development key is for this machine's own tools only. */
    boolean developmentKeyAllowed() {
        return bind.isLoopbackAddress()
                && List.of("localhost", "127.0.0.1", "[::1]").contains(nodeUrl.getHost());
    }

    /** A host for URLs that the parts call each other by: the bind address, or loopback when that is every address. */
    String reachableHost() {
        return bind.isAnyLocalAddress() ? "127.0.0.1" : inUrl(bind);
    }

    private static void readFlags(List<String> arguments, Map<Option, String> values) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            Option option = Option.ofFlag(name)
                    .orElseThrow(() ->
                            new LaunchException("There is no setting " + name + "; ./auralink run --help lists them."));
            if (equals < 0 && i + 1 == arguments.size()) {
                throw new LaunchException(option.flag() + " needs a value.");
            }
            values.put(option, equals < 0 ? arguments.get(++i) : argument.substring(equals + 1));
        }
    }

    private static String text(Map<Option, String> values, Option option) {
        return values.getOrDefault(option, "");
    }

    private static String orElse(Map<Option, String> values, Option option, String fallback) {
        return text(values, option).isEmpty() ? fallback : text(values, option);
    }

    private static int port(Map<Option, String> values, Option option) {
        return number(text(values, option), option, 65535);
    }

    private static int number(String value, Option option, int max) {
        if (value.matches("[0-9]{1,5}")) {
            int number = Integer.parseInt(value);
            if (number >= 1 && number <= max) {
                return number;
            }
        }
        throw new LaunchException(option.named() + " must be a number from 1 to " + max + ", not '" + value + "'.");
    }

    private static boolean flag(Map<Option, String> values, Option option) {
        String value = text(values, option);
        if (value.equals("true") || value.equals("false")) {
            return value.equals("true");
        }
        throw new LaunchException(option.named() + " must be true or false, not '" + value + "'.");
    }

    private static Path directory(Map<Option, String> values, Option option) {
        // As a path, nothing would be the directory that the person stands in.
        if (text(values, option).isBlank()) {
            throw new LaunchException(option.named() + " must name a directory, not nothing.");
        }
        return Path.of(text(values, option)).toAbsolutePath().normalize();
    }

    private static Optional<Jdk> jdk(Map<Option, String> values) {
        if (text(values, Option.JDK).isEmpty()) {
            return Optional.empty();
        }
        Path home = directory(values, Option.JDK);
        Optional<Jdk> named = InstalledJdks.named(home);
        if (named.isEmpty()) {
            throw new LaunchException(Option.JDK.named() + " must name the directory of a JDK " + Jdk.OLDEST
                    + " or newer that runs on this machine, the one that holds bin/java, not '" + home + "'.");
        }
        return named;
    }

    /** Whether a browser that opens localhost comes to a server that listens at this address. */
    private static boolean isLocalhost(InetAddress bind) {
        return bind.isAnyLocalAddress()
                || bind.getHostAddress().equals("127.0.0.1")
                || bind.isLoopbackAddress() && bind instanceof Inet6Address;
    }

    private static InetAddress literalAddress(Map<Option, String> values, Option option) {
        String value = text(values, option);
        if (value.matches("[0-9.]+") || (value.contains(":") && value.matches("[0-9a-fA-F:.]+"))) {
            try {
                return InetAddress.getByName(value);
            } catch (UnknownHostException e) {
                // Said below: a literal is never looked up, so this is a malformed one.
            }
        }
        throw new LaunchException(option.named() + " must be an IP address, not '" + value + "'.");
    }

    private static URI url(String value, Option option, String... schemes) {
        try {
            URI uri = URI.create(value.replaceAll("/+$", ""));
            if (uri.getHost() != null && List.of(schemes).contains(uri.getScheme())) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new LaunchException(option.named() + " must be a URL that starts with " + String.join(": or ", schemes)
                + ":, not '" + value + "'.");
    }

    private static String inUrl(InetAddress address) {
        String text = address.getHostAddress();
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
