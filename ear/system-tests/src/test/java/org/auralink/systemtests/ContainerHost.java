package org.auralink.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.auralink.jdks.InstalledJdks;

/**
 * A Docker daemon of the tests' own, by root, with images made of Debian's packages under the names that our files ask for.
 * It has a bridge of its own, and nothing of it is left when it is closed. Where another daemon has its rules for packets, none
 * is started: they would share them.
 */
final class ContainerHost implements AutoCloseable {
    private static final Path ROOT = LauncherProcess.root();
    /** Made once: it takes minutes. */
    private static final Path PACKED = ROOT.resolve("ear/system-tests/target/containers");

    private static final Path STAND_INS = ROOT.resolve("ear/system-tests/src/test/containers");
    private static final Duration START = Duration.ofSeconds(60);

    private static final String BRIDGE = "alc0";

    /** A socket's path has 107 characters at most, so it is a short one. */
    private final Path directory;

    private final Process daemon;
    private final String forwarding;

    private ContainerHost(Path directory, Process daemon, String forwarding) {
        this.directory = directory;
        this.daemon = daemon;
        this.forwarding = forwarding;
    }

    static ContainerHost start() {
        try {
            Path directory = Files.createTempDirectory(Path.of("/tmp"), "alc");
            String forwarding =
                    said("iptables", "-S", "FORWARD").lines().findFirst().orElse("");
            said("ip", "link", "add", BRIDGE, "type", "bridge");
            said("ip", "address", "add", "10.201.6.1/24", "dev", BRIDGE);
            said("ip", "link", "set", BRIDGE, "up");
            Process daemon = new ProcessBuilder(
                            "/usr/sbin/dockerd",
                            "--host",
                            "unix://" + directory.resolve("d.sock"),
                            "--data-root",
                            directory.resolve("data").toString(),
                            "--exec-root",
                            directory.resolve("exec").toString(),
                            "--pidfile",
                            directory.resolve("d.pid").toString(),
                            "--bridge",
                            BRIDGE)
                    .redirectErrorStream(true)
                    .redirectOutput(Files.createDirectories(PACKED)
                            .resolve("dockerd.log")
                            .toFile())
                    .start();
            var host = new ContainerHost(directory, daemon, forwarding);
            Runtime.getRuntime().addShutdownHook(new Thread(daemon::destroy));
            Eventually.see(
                    "the Docker daemon to answer",
                    START,
                    () -> host.tried("docker", "version").code(),
                    code -> code == 0);
            return host;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether all that is needed for it is on this machine; else what is missing. */
    static Optional<String> missing() {
        if (InstalledJdks.ofThisMachine(System.getenv()).newest().release() < 25) {
            return Optional.of("JDK 25");
        }
        if (!remains().isEmpty()) {
            return Optional.of("a machine without another Docker daemon, which has left " + remains());
        }
        return Stream.of("/usr/sbin/dockerd", "/usr/bin/mmdebstrap", "/usr/sbin/iptables", "/usr/bin/curl")
                .filter(program -> !Files.isExecutable(Path.of(program)))
                .findFirst();
    }

    /**
     * Makes what a registry would give.
     *
     * @param images name of each by the target of the stand-in
     */
    void makeImages(Map<String, String> images) {
        debian("auralink-debian", "ca-certificates,openssl");
        debian(
                "auralink-programs",
                "ca-certificates,wget,postgresql,redis-server,caddy,prometheus,prometheus-alertmanager");
        Path jdk = InstalledJdks.ofThisMachine(System.getenv()).newest().home();
        images.forEach((target, image) -> ask(
                "docker",
                "build",
                "-q",
                "-f",
                STAND_INS.resolve("Dockerfile").toString(),
                "--target",
                target,
                "-t",
                image,
                target.equals("java") ? jdk.toString() : STAND_INS.toString()));
    }

    private void debian(String name, String packages) {
        Path packed = PACKED.resolve(name + ".tar");
        if (!Files.exists(packed)) {
            Path partial = PACKED.resolve(name + ".part.tar");
            ask("mmdebstrap", "--variant=minbase", "--include=" + packages, "bookworm", partial.toString());
            try {
                Files.move(partial, packed);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        ask("docker", "import", packed.toString(), name);
    }

    /** What a program prints that talks to this daemon. */
    String ask(String... command) {
        DeploymentTools.Result result = tried(command);
        if (result.code() != 0) {
            throw new AssertionError(String.join(" ", command) + ": " + result.said());
        }
        return result.said().strip();
    }

    DeploymentTools.Result tried(String... command) {
        return DeploymentTools.run(ROOT, environment(), command);
    }

    private Map<String, String> environment() {
        // Debian's daemon has no BuildKit.
        return Map.of("DOCKER_HOST", "unix://" + directory.resolve("d.sock"), "DOCKER_BUILDKIT", "0");
    }

    @Override
    public void close() {
        daemon.destroy();
        try {
            daemon.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (String table : List.of("nat", "filter")) {
            List<String> rules = said("iptables", "-t", table, "-S")
                    .lines()
                    .filter(rule -> rule.contains("DOCKER") || rule.contains(BRIDGE))
                    .toList();
            for (String kind : List.of("-A ", "-N ")) {
                rules.stream().filter(rule -> rule.startsWith(kind)).forEach(rule -> {
                    String back = (kind.equals("-A ") ? "-D " : "-X ") + rule.substring(3);
                    List<String> command = new ArrayList<>(List.of("iptables", "-t", table));
                    command.addAll(List.of(back.split(" ")));
                    DeploymentTools.run(ROOT, Map.of(), command);
                });
            }
        }
        if (forwarding.equals("-P FORWARD ACCEPT")) {
            said("iptables", "-P", "FORWARD", "ACCEPT");
        }
        said("ip", "link", "delete", BRIDGE);
        said("rm", "-rf", directory.toString());
    }

    /** What is left on this machine of containers: bridges and rules. */
    static List<String> remains() {
        return Stream.concat(
                        said("ip", "-o", "link")
                                .lines()
                                .filter(line -> line.matches(".*: (br-|docker|veth|" + BRIDGE + ").*")),
                        said("iptables-save")
                                .lines()
                                .filter(line -> line.contains("DOCKER") || line.contains("10.201.")))
                .toList();
    }

    private static String said(String... command) {
        return DeploymentTools.run(ROOT, Map.of(), command).said();
    }
}
