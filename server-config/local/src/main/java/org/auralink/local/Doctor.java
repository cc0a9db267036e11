package org.auralink.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.auralink.findings.Check;
import org.auralink.findings.Diagnosis;
import org.auralink.findings.Finding;
import org.auralink.findings.Reach;
import org.auralink.findings.Severity;

/**
 * {@code ./auralink doctor}: looks at a stack from where it is, and says of what is wrong what to change. Nothing is
 * changed, and nothing is sent to anybody but the stack and its own addresses.
 */
final class Doctor {
    /** From here to a server of one's own; whoever takes longer is not reached. */
    static final int PATIENCE_MS = 3000;

    /** Tokens are good for minutes, and HTTP tells whole seconds. */
    private static final Duration MOST_SKEW = Duration.ofSeconds(3);

    private final Settings settings;
    private final Clock clock;
    private final Reach reach = new Reach(Duration.ofMillis(PATIENCE_MS));
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
            long free = Files.getFileStore(place == null ? Path.of("/") : place).getUsableSpace();
            findings.add(Diagnosis.disk(
                    free,
                    settings.stateDirectory().toString(),
                    "Make room, or choose another place with " + Option.STATE_DIR.named()
                            + ": PostgreSQL stops when the disk is full."));
        } catch (IOException e) {
            findings.add(Finding.warning(
                    Check.DISK, "disk", "What is free cannot be told: " + e.getMessage(), "Look with df."));
        }
    }

    private void addresses() {
        findings.add(Diagnosis.publicAddress(settings.publicUrl(), Option.PUBLIC_URL.named()));
        settings.nodes()
                .forEach(node -> Diagnosis.nodeAddress(
                                settings.publicUrl(), node.name(), node.url(), Option.NODE_URL.named())
                        .ifPresent(findings::add));
        mediaAddress();
    }

    private void mediaAddress() {
        String subject = "media address";
        try {
            InetAddress address = InetAddress.getByName(settings.nodeIp());
            Optional<Finding> loopback = Diagnosis.mediaAddress(subject, address, Option.NODE_IP.named());
            if (loopback.isPresent()) {
                findings.add(loopback.get());
            } else if (NetworkInterface.getByInetAddress(address) == null) {
                findings.add(Finding.warning(
                        Check.MEDIA_ADDRESS,
                        subject,
                        "Media is sent to " + settings.nodeIp() + ", which is not of this machine.",
                        "Fine where a NAT in front passes UDP " + settings.mediaPort() + " and up and TCP "
                                + settings.mediaTcpPort() + " on; else correct " + Option.NODE_IP.named() + "."));
            } else {
                findings.add(Finding.ok(Check.MEDIA_ADDRESS, subject, settings.nodeIp() + " is of this machine."));
            }
        } catch (IOException e) {
            findings.add(Finding.error(
                    Check.MEDIA_ADDRESS,
                    subject,
                    "It cannot be looked up: " + e.getMessage() + ".",
                    "Correct " + Option.NODE_IP.named() + "."));
        }
    }

    private void certificate(URI url, Option option) {
        if (Diagnosis.hasCertificate(url)) {
            int port = Diagnosis.port(url);
            Optional<Instant> until = reach.certificateUntil(url.getHost(), port);
            findings.add(Diagnosis.certificate(url.getHost(), port, until, clock.instant(), option.named()));
        }
    }

    private void ports() {
        try {
            Ports.check(settings);
            findings.add(Finding.ok(Check.PORTS, "ports", "All that a start needs are free."));
        } catch (LaunchException e) {
            findings.add(Finding.error(
                    Check.PORTS, "ports", String.valueOf(e.getMessage()), "Do as it says, or stop what has it."));
        }
        findings.add(Finding.warning(
                Check.STACK,
                "stack",
                "AuraLink does not run on " + settings.stateDirectory() + ": what only a running one can tell was not"
                        + " looked at.",
                "Start it with ./auralink run, or name its directory with " + Option.STATE_DIR.named() + "."));
    }

    private void web() {
        for (ServerPlace server : settings.servers()) {
            URI ready = settings.webUrl(server, "/health/ready");
            Optional<Reach.Answer> answer = reach.http(ready);
            if (answer.isEmpty()) {
                findings.add(Finding.error(
                        Check.SERVER, server.name(), "Nobody answers at " + ready + ".", startAgain(server.name())));
            } else if (answer.get().status() != 200) {
                findings.add(Finding.error(
                        Check.SERVER,
                        server.name(),
                        "It is not ready (" + answer.get().status() + ").",
                        "See which dependency it misses: curl http://127.0.0.1:" + server.adminPort() + "/health."));
            } else {
                findings.add(Finding.ok(Check.SERVER, server.name(), "It is ready at port " + server.webPort() + "."));
            }
        }
    }

    private String startAgain(String part) {
        return "Say ./auralink part start " + part + ", and look at " + log(part) + ".";
    }

    private Path log(String part) {
        return settings.stateDirectory().resolve("logs").resolve(part + ".log");
    }

    private void node(NodePlace node) {
        URI url = MediaNode.controlUrl(settings, node);
        Optional<Reach.Answer> answer = reach.http(url);
        if (answer.isEmpty() || answer.get().status() != 200) {
            findings.add(Finding.error(
                    Check.NODE, node.name(), "It does not answer at " + url + ".", startAgain(node.name())));
            return;
        }
        findings.add(Finding.ok(Check.NODE, node.name(), "It answers at " + url + "."));
        skew(node, answer.get().sentAt());
        Set<InetSocketAddress> ports = IntStream.range(0, settings.mediaLoops())
                .mapToObj(loop -> new InetSocketAddress(settings.nodeIp(), node.mediaPort() + loop))
                .collect(Collectors.toSet());
        Set<InetSocketAddress> answering = reach.stun(ports);
        List<Integer> silent = ports.stream()
                .filter(port -> !answering.contains(port))
                .map(InetSocketAddress::getPort)
                .sorted()
                .toList();
        reached(Check.MEDIA_UDP, node, "UDP", silent, Option.MEDIA_PORT);
        boolean tcp = reach.tcp(settings.nodeIp(), node.mediaTcpPort());
        reached(Check.MEDIA_TCP, node, "TCP", tcp ? List.of() : List.of(node.mediaTcpPort()), Option.MEDIA_TCP_PORT);
    }

    private void reached(Check check, NodePlace node, String protocol, List<Integer> silent, Option option) {
        String subject = "media of " + node.name() + " over " + protocol;
        findings.add(
                silent.isEmpty()
                        ? Finding.ok(check, subject, "It is reached at " + settings.nodeIp() + " from here.")
                        : Finding.error(
                                check,
                                subject,
                                "Nobody answers at " + settings.nodeIp() + ", port "
                                        + silent.toString().replaceAll("[\\[\\]]", "") + ".",
                                "Let " + protocol + " to it through the firewall, correct " + Option.NODE_IP.named()
                                        + ", or choose other ports with " + option.named() + "."));
    }

    private void skew(NodePlace node, Instant sentAt) {
        if (!sentAt.equals(Instant.EPOCH)) {
            findings.add(Diagnosis.clock(
                    Check.NODE_CLOCK,
                    "clock of " + node.name(),
                    Duration.between(sentAt, clock.instant()),
                    MOST_SKEW,
                    "tokens are refused"));
        }
    }

    private void redis(Secrets secrets) {
        RedisUser user = RedisUser.CONTROL_PLANE;
        String said = RedisInline.ask(
                settings.redisPort(), user.login(), user.password(secrets), "ZRANGEBYSCORE auralink:nodes -inf +inf");
        if (said.isEmpty()) {
            findings.add(Finding.error(
                    Check.REDIS,
                    "Redis",
                    "It does not answer at port " + settings.redisPort() + ", or refuses the application's login.",
                    startAgain(Redis.NAME)));
            return;
        }
        findings.add(Finding.ok(Check.REDIS, "Redis", "It answers at port " + settings.redisPort() + "."));
        List<String> keys = said.lines()
                .filter(line -> line.matches("[A-Za-z0-9_-]{1,64}") && !line.equals("OK"))
                .map(id -> "auralink:node:" + id)
                .toList();
        String entries = keys.isEmpty()
                ? ""
                : RedisInline.ask(
                        settings.redisPort(), user.login(), user.password(secrets), "MGET " + String.join(" ", keys));
        for (NodePlace node : settings.nodes()) {
            boolean there = entries.contains("\"" + MediaNode.controlUrl(settings, node) + "\"");
            String subject = "registration of " + node.name();
            findings.add(
                    there
                            ? Finding.ok(Check.NODE_REGISTRATION, subject, "It announces itself in Redis.")
                            : Finding.error(
                                    Check.NODE_REGISTRATION,
                                    subject,
                                    "It does not announce itself in Redis, so no call is placed on it.",
                                    "Say ./auralink part restart " + node.name() + ", and look at " + log(node.name())
                                            + "."));
        }
    }

    /** 0 when all is fine, 1 when something should be looked at, 2 when something does not work. */
    static int exitCode(List<Finding> findings) {
        return findings.stream()
                .map(Finding::severity)
                .mapToInt(Severity::ordinal)
                .max()
                .orElse(0);
    }
}
