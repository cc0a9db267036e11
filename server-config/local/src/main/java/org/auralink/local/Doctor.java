package org.auralink.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.auralink.local.Finding.Level;

/**
 * {@code ./auralink doctor}: looks at a stack from where it is, and says of what is wrong what to change. Nothing is
 * changed, and nothing is sent to anybody but the stack and its own addresses.
 */
final class Doctor {
    /** Certificates are renewed a month ahead; when this little is left, that has failed. */
    private static final Duration CERTIFICATE_LEFT = Duration.ofDays(14);

    /** Tokens are good for minutes, and HTTP tells whole seconds. */
    private static final Duration MOST_SKEW = Duration.ofSeconds(3);

    private static final long GIGABYTE = 1L << 30;
    private static final int HTTPS = 443;

    private final Settings settings;
    private final Clock clock;
    private final List<Finding> findings = new ArrayList<>();

    Doctor(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * @param secrets of the stack that runs; empty when none does
     * @param database asks the database, where one runs
     */
    List<Finding> examine(Optional<Secrets> secrets, Supplier<List<Finding>> database) {
        disk();
        addresses();
        certificate(settings.publicUrl(), Option.PUBLIC_URL);
        settings.nodes().forEach(node -> certificate(node.url(), Option.NODE_URL));
        if (secrets.isEmpty()) {
            ports();
            return findings;
        }
        web();
        settings.nodes().forEach(this::node);
        redis(secrets.get());
        findings.addAll(database.get());
        return findings;
    }

    private void disk() {
        Path place = settings.stateDirectory();
        while (place != null && !Files.exists(place)) {
            place = place.getParent();
        }
        try {
            long left = Files.getFileStore(place == null ? Path.of("/") : place).getUsableSpace();
            String what = String.format(
                    Locale.ROOT, "%.1f GB are free for %s.", (double) left / GIGABYTE, settings.stateDirectory());
            findings.add(
                    left >= GIGABYTE
                            ? Finding.fine("disk", what)
                            : Finding.failure(
                                    "disk",
                                    what,
                                    "Make room, or choose another place with " + Option.STATE_DIR.named()
                                            + ": PostgreSQL stops when the disk is full."));
        } catch (IOException e) {
            findings.add(Finding.warning("disk", "What is free cannot be told: " + e.getMessage(), "Look with df."));
        }
    }

    private void addresses() {
        String host = settings.publicUrl().getHost().toLowerCase(Locale.ROOT);
        boolean camera = "https".equals(settings.publicUrl().getScheme())
                || host.equals("localhost")
                || host.endsWith(".localhost")
                || host.startsWith("127.")
                || host.equals("[::1]");
        findings.add(
                camera
                        ? Finding.fine(
                                "public address", settings.publicUrl() + " is one where browsers hand out cameras.")
                        : Finding.failure(
                                "public address",
                                "At " + settings.publicUrl() + " browsers hand out no camera and no microphone.",
                                "Serve TLS with " + Option.TLS.named()
                                        + " (docs/operating/tls.md), or put a TLS proxy in front"
                                        + " (docs/operating/tls-proxy.md) and name its https address with "
                                        + Option.PUBLIC_URL.named() + "."));
        if ("https".equals(settings.publicUrl().getScheme())) {
            settings.nodes().stream()
                    .filter(node -> "ws".equals(node.url().getScheme()))
                    .forEach(node -> findings.add(Finding.failure(
                            "address of " + node.name(),
                            "A page of https may not connect to " + node.url() + ".",
                            "Name a wss address with " + Option.NODE_URL.named() + ".")));
        }
        mediaAddress();
    }

    private void mediaAddress() {
        String about = "media address";
        try {
            InetAddress address = InetAddress.getByName(settings.nodeIp());
            if (address.isLoopbackAddress()) {
                findings.add(Finding.warning(
                        about,
                        "Media is sent to " + settings.nodeIp()
                                + ": nobody but this machine gets there, and Chromium does" + " not either.",
                        "Name an address of this machine with " + Option.NODE_IP.named() + "."));
            } else if (NetworkInterface.getByInetAddress(address) == null) {
                findings.add(Finding.warning(
                        about,
                        "Media is sent to " + settings.nodeIp() + ", which is not of this machine.",
                        "Fine where a NAT in front passes UDP " + settings.mediaPort() + " and up and TCP "
                                + settings.mediaTcpPort() + " on; else correct " + Option.NODE_IP.named() + "."));
            } else {
                findings.add(Finding.fine(about, settings.nodeIp() + " is of this machine."));
            }
        } catch (IOException e) {
            findings.add(Finding.failure(
                    about,
                    "It cannot be looked up: " + e.getMessage() + ".",
                    "Correct " + Option.NODE_IP.named() + "."));
        }
    }

    private void certificate(URI url, Option option) {
        if (!List.of("https", "wss").contains(url.getScheme())) {
            return;
        }
        String about = "certificate of " + url.getHost();
        int port = url.getPort() < 0 ? HTTPS : url.getPort();
        Optional<Instant> until = Reach.certificateUntil(url.getHost(), port);
        if (until.isEmpty()) {
            findings.add(Finding.failure(
                    about,
                    "Nobody shows a certificate at " + url.getHost() + ":" + port + ".",
                    "Start the TLS proxy, let the port through, or correct " + option.named() + "."));
            return;
        }
        Duration left = Duration.between(clock.instant(), until.get());
        String what =
                left.isNegative() ? "It expired on " + until.get() + "." : "It is good until " + until.get() + ".";
        if (left.isNegative()) {
            findings.add(Finding.failure(
                    about,
                    what,
                    settings.tls().isPresent()
                            ? "Renew it where it is your own, and start AuraLink again."
                            : "Renew it, and let the proxy read it."));
        } else if (left.compareTo(CERTIFICATE_LEFT) < 0) {
            findings.add(Finding.warning(about, what, "Renew it, and see why that did not happen by itself."));
        } else {
            findings.add(Finding.fine(about, what));
        }
    }

    private void ports() {
        try {
            Ports.check(settings);
            findings.add(Finding.fine("ports", "All that a start needs are free."));
        } catch (LaunchException e) {
            findings.add(
                    Finding.failure("ports", String.valueOf(e.getMessage()), "Do as it says, or stop what has it."));
        }
        findings.add(Finding.warning(
                "stack",
                "AuraLink does not run on " + settings.stateDirectory() + ": what only a running one can tell was not"
                        + " looked at.",
                "Start it with ./auralink run, or name its directory with " + Option.STATE_DIR.named() + "."));
    }

    private void web() {
        for (ServerPlace server : settings.servers()) {
            URI ready = settings.webUrl(server, "/health/ready");
            Optional<Reach.Answer> answer = Reach.http(ready);
            if (answer.isEmpty()) {
                findings.add(Finding.failure(
                        server.name(),
                        "Nobody answers at " + ready + ".",
                        "Say ./auralink part start " + server.name() + ", and look at " + log(server.name()) + "."));
            } else if (answer.get().status() != 200) {
                findings.add(Finding.failure(
                        server.name(),
                        "It is not ready (" + answer.get().status() + ").",
                        "See which dependency it misses: curl http://127.0.0.1:" + server.adminPort() + "/health."));
            } else {
                findings.add(Finding.fine(server.name(), "It is ready at port " + server.webPort() + "."));
            }
        }
    }

    private Path log(String part) {
        return settings.stateDirectory().resolve("logs").resolve(part + ".log");
    }

    private void node(NodePlace node) {
        URI url = MediaNode.controlUrl(settings, node);
        Optional<Reach.Answer> answer = Reach.http(url);
        if (answer.isEmpty() || answer.get().status() != 200) {
            findings.add(Finding.failure(
                    node.name(),
                    "It does not answer at " + url + ".",
                    "Say ./auralink part start " + node.name() + ", and look at " + log(node.name()) + "."));
            return;
        }
        findings.add(Finding.fine(node.name(), "It answers at " + url + "."));
        skew(node, answer.get().sentAt());
        List<Integer> silent = new ArrayList<>();
        for (int port = node.mediaPort(); port < node.mediaPort() + settings.mediaLoops(); port++) {
            if (!Reach.stun(settings.nodeIp(), port)) {
                silent.add(port);
            }
        }
        reached(node, "UDP", silent, Option.MEDIA_PORT);
        boolean tcp = Reach.tcp(settings.nodeIp(), node.mediaTcpPort());
        reached(node, "TCP", tcp ? List.of() : List.of(node.mediaTcpPort()), Option.MEDIA_TCP_PORT);
    }

    private void reached(NodePlace node, String protocol, List<Integer> silent, Option option) {
        String about = "media of " + node.name() + " over " + protocol;
        findings.add(
                silent.isEmpty()
                        ? Finding.fine(about, "It is reached at " + settings.nodeIp() + " from here.")
                        : Finding.failure(
                                about,
                                "Nobody answers at " + settings.nodeIp() + ", port "
                                        + silent.toString().replaceAll("[\\[\\]]", "") + ".",
                                "Let " + protocol + " to it through the firewall, correct " + Option.NODE_IP.named()
                                        + ", or choose other ports with " + option.named() + "."));
    }

    private void skew(NodePlace node, Instant sentAt) {
        if (sentAt.equals(Instant.EPOCH)) {
            return;
        }
        Duration skew = Duration.between(sentAt, clock.instant()).abs();
        String about = "clock of " + node.name();
        findings.add(
                skew.compareTo(MOST_SKEW) <= 0
                        ? Finding.fine(about, "It differs from this machine's by three seconds at most.")
                        : Finding.failure(
                                about,
                                "It differs from this machine's by " + skew.toSeconds() + " s: tokens are refused.",
                                "Let NTP set both clocks (chrony, systemd-timesyncd)."));
    }

    private void redis(Secrets secrets) {
        RedisUser user = RedisUser.CONTROL_PLANE;
        String said = Reach.redis(
                settings.redisPort(), user.login(), user.password(secrets), "ZRANGEBYSCORE auralink:nodes -inf +inf");
        if (said.isEmpty()) {
            findings.add(Finding.failure(
                    "Redis",
                    "It does not answer at port " + settings.redisPort() + ", or refuses the application's login.",
                    "Say ./auralink part start " + Redis.NAME + ", and look at " + log(Redis.NAME) + "."));
            return;
        }
        findings.add(Finding.fine("Redis", "It answers at port " + settings.redisPort() + "."));
        List<String> keys = said.lines()
                .filter(line -> line.matches("[A-Za-z0-9_-]{1,64}") && !line.equals("OK"))
                .map(id -> "auralink:node:" + id)
                .toList();
        String entries = keys.isEmpty()
                ? ""
                : Reach.redis(
                        settings.redisPort(), user.login(), user.password(secrets), "MGET " + String.join(" ", keys));
        for (NodePlace node : settings.nodes()) {
            boolean there = entries.contains("\"" + MediaNode.controlUrl(settings, node) + "\"");
            String about = "registration of " + node.name();
            findings.add(
                    there
                            ? Finding.fine(about, "It announces itself in Redis.")
                            : Finding.failure(
                                    about,
                                    "It does not announce itself in Redis, so no call is placed on it.",
                                    "Say ./auralink part restart " + node.name() + ", and look at " + log(node.name())
                                            + "."));
        }
    }

    /** 0 when all is fine, 1 when something should be looked at, 2 when something does not work. */
    static int exitCode(List<Finding> findings) {
        return findings.stream()
                .map(Finding::level)
                .mapToInt(Level::ordinal)
                .max()
                .orElse(0);
    }
}
