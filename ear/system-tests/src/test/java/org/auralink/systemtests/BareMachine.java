package org.auralink.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.auralink.jdks.InstalledJdks;

/**
 * A Debian with its base system and nothing else, which runs its services by systemd as a machine does: a container of
 * systemd-nspawn, by root. It has a network of its own, by which it reaches what this machine reaches and this machine
 * reaches it, and a Java runtime 25, where Eclipse Temurin's package puts it. Nothing of it is left when it is closed.
 */
final class BareMachine implements AutoCloseable {
    /** Names that lead to it, of the domain that documents use. */
    static final String DOMAIN = "example.org";

    static final String ADDRESS = "10.232.6.2";

    private static final Path ROOT = LauncherProcess.root();
    private static final Path KEPT = ROOT.resolve("ear/system-tests/target/bare-machine");
    private static final String NEAR = "10.232.6.1";
    private static final String NETWORK = "10.232.6.0/30";
    private static final String NAME = "alwalk";
    private static final String JAVA = "/usr/lib/jvm/temurin-25-jre-amd64";
    private static final Path FORWARDING = Path.of("/proc/sys/net/ipv4/ip_forward");
    private static final Duration START = Duration.ofSeconds(60);

    private final Path directory;
    private final Process container;
    private final String forwarding;
    private String leader = "";

    private BareMachine(Path directory, Process container, String forwarding) {
        this.directory = directory;
        this.container = container;
        this.forwarding = forwarding;
    }

    /** What this machine misses for it. */
    static Optional<String> missing() {
        if (InstalledJdks.ofThisMachine(System.getenv()).newest().release() < 25) {
            return Optional.of("JDK 25");
        }
        return Stream.of("/usr/bin/mmdebstrap", "/usr/bin/systemd-nspawn", "/usr/sbin/iptables", "/usr/bin/curl")
                .filter(program -> !Files.isExecutable(Path.of(program)))
                .findFirst();
    }

    static BareMachine start() {
        try {
            Path directory = Files.createTempDirectory("alw");
            must("tar", "-xf", base().toString(), "-C", directory.toString());
            // As Debian's installer does; the names are what a DNS would tell.
            Files.writeString(directory.resolve("etc/hostname"), "debian\n");
            Files.writeString(
                    directory.resolve("etc/hosts"),
                    "127.0.0.1 localhost\n127.0.1.1 debian\n::1 localhost ip6-localhost ip6-loopback\n" + ADDRESS
                            + " calls.example.org media-1.example.org media-2.example.org\n");
            Path jdk = InstalledJdks.ofThisMachine(System.getenv()).newest().home();
            Process container = new ProcessBuilder(
                            "systemd-nspawn",
                            "--quiet",
                            "--register=no",
                            "--keep-unit",
                            "--boot",
                            "--directory=" + directory,
                            "--machine=" + NAME,
                            "--hostname=debian",
                            "--network-veth",
                            "--console=passive",
                            "--bind-ro=" + jdk + ":" + JAVA,
                            // Packages are fetched once; apt compares their sums.
                            "--bind=" + Files.createDirectories(KEPT.resolve("archives")) + ":/var/cache/apt/archives")
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectErrorStream(true)
                    .redirectOutput(KEPT.resolve("console.log").toFile())
                    .start();
            var machine = new BareMachine(directory, container, Files.readString(FORWARDING));
            Runtime.getRuntime().addShutdownHook(new Thread(container::destroy));
            try {
                machine.connect();
            } catch (IOException | RuntimeException | AssertionError e) {
                machine.close();
                throw e;
            }
            return machine;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Made once: it takes minutes. What debootstrap makes as well, and the installer when nothing more is chosen. */
    private static Path base() throws IOException {
        Path packed = Files.createDirectories(KEPT).resolve("debian.tar");
        if (!Files.exists(packed)) {
            Path partial = KEPT.resolve("debian.part.tar");
            must("mmdebstrap", "--variant=important", "bookworm", partial.toString());
            Files.move(partial, packed, StandardCopyOption.REPLACE_EXISTING);
        }
        return packed;
    }

    private void connect() throws IOException {
        leader = Eventually.see(
                        "the container to have a first process",
                        START,
                        () -> container.children().findFirst().map(ProcessHandle::pid),
                        Optional::isPresent)
                .orElseThrow()
                .toString();
        Eventually.see(
                "systemd to run",
                START,
                () -> run("systemctl is-system-running").said().strip(),
                "running"::equals);
        must("ip", "address", "add", NEAR + "/30", "dev", "ve-" + NAME);
        must("ip", "link", "set", "ve-" + NAME, "up");
        must("iptables", "-t", "nat", "-A", "POSTROUTING", "-s", NETWORK, "!", "-d", NETWORK, "-j", "MASQUERADE");
        Files.writeString(FORWARDING, "1");
        DeploymentTools.Result connected = run("ip address add " + ADDRESS
                + "/30 dev host0 && ip link set host0 up && ip route add default via " + NEAR);
        if (connected.code() != 0) {
            throw new IOException(connected.said());
        }
    }

    /** A file of it. */
    Path file(String path) {
        return directory.resolve(path.substring(1));
    }

    /** What root's shell there says to a command. */
    DeploymentTools.Result run(String command) {
        return DeploymentTools.run(ROOT, Map.of(), shell("-c", command));
    }

    /** The same of a script, which the shell shows line by line as it reads it. */
    int show(String script, Path output, Duration limit) throws IOException, InterruptedException {
        Files.writeString(file("/root/walk.sh"), script);
        Process shell = new ProcessBuilder(shell("-v", "/root/walk.sh"))
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
        if (!shell.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
            shell.destroy();
        }
        return shell.waitFor();
    }

    private List<String> shell(String... arguments) {
        List<String> command = new ArrayList<>(List.of("nsenter", "-t", leader, "-a", "env", "-i"));
        command.addAll(List.of("HOME=/root", "LANG=C.UTF-8"));
        command.add("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        command.addAll(List.of("bash", "-c", "cd /root && exec bash \"$@\"", "bash"));
        command.addAll(List.of(arguments));
        return command;
    }

    @Override
    public void close() {
        container.destroy();
        try {
            if (!container.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
                container.destroyForcibly().waitFor();
            }
            Files.writeString(FORWARDING, forwarding);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            said("iptables", "-t", "nat", "-D", "POSTROUTING", "-s", NETWORK, "!", "-d", NETWORK, "-j", "MASQUERADE");
            said("rm", "-rf", "--one-file-system", directory.toString());
        }
    }

    private static void must(String... command) throws IOException {
        DeploymentTools.Result result = said(command);
        if (result.code() != 0) {
            throw new IOException(String.join(" ", command) + ": " + result.said());
        }
    }

    private static DeploymentTools.Result said(String... command) {
        return DeploymentTools.run(ROOT, Map.of(), command);
    }
}
