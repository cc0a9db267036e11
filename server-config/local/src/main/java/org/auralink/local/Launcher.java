package org.auralink.local;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.auralink.jdks.InstalledJdks;
import org.auralink.jdks.Jdk;
import org.auralink.jdks.PayaraMicro;

/** Brings the stack up in order, watches it, and takes it down. */
final class Launcher implements AutoCloseable {
    /** By which a stop may take longer for each media node after the first: they are stopped one after the other. */
    private static final Duration FURTHER_NODE = Duration.ofSeconds(2);

    /** As much, beside the notice that it gives, for each instance of the application server after the first. */
    private static final Duration FURTHER_SERVER = Duration.ofSeconds(4);

    private static final String OLD_SERVER =
            "This JDK runs Payara Micro 6, which gets no more fixes, of security neither:"
                    + " install JDK 25, or name one with " + Option.JDK.named() + ", and version 7 is used.";

    private static final String AS_ROOT =
            "This runs as root, which no part of it needs; as an ordinary user, a part that is"
                    + " broken into could do less harm.";

    /** Ctrl-C goes to all processes of a terminal: one that is about to become a part may end by it before it is told here. */
    private static final Duration SIGNAL_COMES = Duration.ofMillis(300);

    private final Settings settings;
    private final Terminal terminal;
    private final StateDirectory state;
    private final Stack stack;
    private final PartControl control;

    /** @throws LaunchException when the state directory is in use, or a port is taken */
    Launcher(Settings settings, Terminal terminal) {
        this.settings = settings;
        this.terminal = terminal;
        this.state = StateDirectory.open(settings.stateDirectory());
        this.stack = new Stack(
                state,
                terminal,
                stopOrder(settings),
                settings.stopNotice()
                        .plus(FURTHER_NODE.multipliedBy(settings.nodes().size() - 1))
                        .plus(FURTHER_SERVER
                                .plus(settings.stopNotice())
                                .multipliedBy(settings.servers().size() - 1)));
        this.control = new PartControl(stack, state.path(PartControl.SOCKET));
    }

    /** The nodes first: through Payara and into the database goes how their calls ended. */
    private static List<String> stopOrder(Settings settings) {
        List<String> names =
                new ArrayList<>(settings.nodes().stream().map(NodePlace::name).toList());
        settings.servers().forEach(server -> names.add(server.name()));
        names.addAll(List.of(Redis.NAME, Postgres.NAME));
        return names;
    }

    /** @throws LaunchException naming the part that did not become ready */
    void start() {
        long begin = System.nanoTime();
        List<String> orphans = Orphans.stop(state);
        if (!orphans.isEmpty()) {
            terminal.line("Stopped what an earlier run left behind: " + String.join(", ", orphans) + ".");
        }
        Ports.check(settings);
        var secrets = new Secrets(state);
        Optional<Encryption> encryption = encrypt();
        var artifacts = Artifacts.besideLauncher();
        Jdk jdk = settings.jdk()
                .orElseGet(() -> InstalledJdks.ofThisMachine(System.getenv()).newest());
        List<Part> servers = settings.servers().stream()
                .map(place -> new Payara(state, settings, secrets, artifacts, jdk, place).prepare())
                .toList();
        List<Part> nodes = settings.nodes().stream()
                .map(place -> new MediaNode(state, settings, secrets, artifacts, jdk, place).prepare())
                .toList();
        terminal.line("Starting AuraLink on " + jdk + "; logs are in " + state.path("logs") + ".");
        if (Ownership.isRoot()) {
            terminal.line(AS_ROOT);
        }
        if (PayaraMicro.of(jdk) == PayaraMicro.SIX) {
            terminal.line(OLD_SERVER);
        }

        // Redis and the nodes need no database: they start while it does.
        stack.start(new Redis(state, settings, secrets).prepare());
        List<RunningPart> startingNodes = nodes.stream().map(stack::spawn).toList();
        stack.start(new Postgres(state, settings, secrets).prepare(stack));
        long migrating = System.nanoTime();
        new Migrations(state, settings, secrets, artifacts, jdk).run(stack);
        terminal.ready("database", System.nanoTime() - migrating);
        long payaraBegin = System.nanoTime();
        RunningPart startingPayara = stack.spawn(servers.get(0));
        for (RunningPart node : startingNodes) {
            stack.awaitReady(node);
            terminal.ready(node.part().name(), System.nanoTime() - begin);
        }
        stack.awaitReady(startingPayara);
        terminal.ready(startingPayara.part().name(), System.nanoTime() - payaraBegin);
        // One after the other: each wants all cores while it starts.
        servers.subList(1, servers.size()).forEach(stack::start);
        control.open(terminal);
        announce(System.nanoTime() - begin, encryption);
    }

    private Optional<Encryption> encrypt() {
        List<URI> told = new ArrayList<>(List.of(settings.publicUrl()));
        settings.nodes().forEach(node -> told.add(node.url()));
        return settings.tls().map(tls -> Encryption.prepare(state, tls.own(), Encryption.names(told), Instant.now()));
    }

    /** Returns when a part has died and the settings want everything down for that. */
    String watch() throws InterruptedException {
        while (true) {
            String sentence = stack.awaitDeath().endSentence();
            if (!settings.keepGoing()) {
                return sentence;
            }
            terminal.error(sentence + " The others go on (" + Option.KEEP_GOING.flag() + ").");
        }
    }

    /** Whether it was told to stop: what fails from then on is no news. */
    boolean stopping() {
        try {
            return stack.isClosedWithin(SIGNAL_COMES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return stack.closed();
        }
    }

    private void announce(long nanos, Optional<Encryption> encryption) {
        Path logs = state.path("logs");
        List<String> lines = new ArrayList<>(List.of(
                String.format("AuraLink is ready (%.1f s).", nanos / 1e9),
                "",
                "Open       " + settings.publicUrl(),
                "API        " + settings.publicUrl() + "/api/v1/openapi"));
        settings.servers().stream().skip(1).forEach(server -> lines.add("Instance   " + settings.webUrl(server, "")));
        encryption.ifPresent(each -> lines.addAll(each.lines(settings.publicUrl())));
        for (NodePlace node : settings.nodes()) {
            lines.add("Media node " + node.url() + ", media on udp " + settings.nodeIp() + ":" + node.mediaPort() + "-"
                    + (node.mediaPort() + settings.mediaLoops() - 1) + " and tcp " + node.mediaTcpPort());
        }
        if (settings.developmentKey()) {
            lines.add("           LiveKit tools on this machine may use the key devkey with the secret 'secret'.");
        }
        lines.add("Logs       " + logs);
        lines.add("");
        lines.add("Ctrl-C stops everything.");
        terminal.block(lines);
    }

    @Override
    public void close() {
        control.close();
        stack.stopAll();
        settings.servers().forEach(server -> PayaraPlace.remove(state, server.suffix()));
        state.close();
    }
}
