package org.auralink.systemtests;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A domain of Payara Server, made anew, with the listeners that server-config/payara lays down. */
final class PayaraServer implements AutoCloseable {
    private static final String DOMAIN = "auralink";

    /** Creating, starting and deploying take some 20 s each on two busy cores. */
    private static final Duration COMMAND_LIMIT = Duration.ofMinutes(3);

    private final Path asadmin;
    private final Path domains;
    private final int adminPort;
    private final Map<String, String> environment;

    private PayaraServer(Path home, Path domains, Map<String, String> environment) {
        this.asadmin = home.resolve("bin/asadmin");
        this.domains = domains;
        this.adminPort = freePort();
        this.environment = new HashMap<>(environment);
    }

    /**
     * Makes a domain and starts it, without an application.
     *
     * @param home where the distribution was unpacked
     * @param domains an empty directory
     * @param adminHttpPort where health with its parts and metrics are
     * @param environment of the server's process: AuraLink's settings
     */
    static PayaraServer start(
            Path home, Path domains, int httpPort, int adminHttpPort, Map<String, String> environment) {
        var server = new PayaraServer(home, domains, environment);
        if (!server.asadmin.toFile().setExecutable(true)) {
            throw new IllegalStateException("No Payara Server at " + home);
        }
        String ports = Stream.of("jmxPort", "orb.listener", "orb.ssl", "orb.mutualauth", "jms", "osgi.shell.telnet")
                .map(name -> (name.equals("jmxPort") ? "domain.jmxPort" : name + ".port") + "=" + freePort())
                .collect(Collectors.joining(":", "http.ssl.port=" + adminHttpPort + ":", ""));
        server.asadmin(
                "create-domain",
                "--nopassword",
                "--checkports=false",
                "--domaindir",
                domains.toString(),
                "--domainproperties",
                "domain.adminPort=" + server.adminPort + ":domain.instancePort=" + httpPort + ":" + ports,
                DOMAIN);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        server.asadmin("start-domain", server.where(), "--prebootcommandfile", commands("listeners"), DOMAIN);
        server.asadmin("--port", "" + server.adminPort, "multimode", "--file", commands("listeners"));
        return server;
    }

    private static String commands(String name) {
        return LauncherProcess.root()
                .resolve("server-config/payara/" + name + ".asadmin")
                .toString();
    }

    private String where() {
        return "--domaindir=" + domains;
    }

    void stop() {
        asadmin("stop-domain", where(), DOMAIN);
    }

    /** As it is started from the second time on; it is deployed to, and opened, when this has returned. */
    void startAgain(Path archive) {
        environment.put("AURALINK_EAR", archive.toString());
        asadmin(
                "start-domain",
                where(),
                "--prebootcommandfile",
                commands("listeners"),
                "--postbootcommandfile",
                commands("open"),
                DOMAIN);
    }

    /** Addresses that the server's process accepts connections at. */
    List<InetSocketAddress> listening() {
        return ListeningSockets.of(process().orElseThrow().pid());
    }

    int adminPort() {
        return adminPort;
    }

    Path log() {
        return domains.resolve(DOMAIN + "/logs/server.log");
    }

    private java.util.Optional<ProcessHandle> process() {
        try {
            return ProcessHandle.of(Long.parseLong(
                    Files.readString(domains.resolve(DOMAIN + "/config/pid")).strip()));
        } catch (IOException e) {
            return java.util.Optional.empty();
        }
    }

    private void asadmin(String... arguments) {
        List<String> command = new ArrayList<>(List.of(asadmin.toString()));
        command.addAll(List.of(arguments));
        run(command);
    }

    private void run(List<String> command) {
        try {
            // Not a pipe: the server that asadmin starts would hold it open.
            File output = Files.createTempFile(domains, "asadmin", ".log").toFile();
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output);
            builder.environment().put("AS_JAVA", System.getProperty("java.home"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            boolean ended = process.waitFor(COMMAND_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new AssertionError(String.join(" ", command) + " failed: " + Files.readString(output.toPath()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** At once: what the test needed to know of it is known. */
    @Override
    public void close() {
        process().ifPresent(process -> {
            process.destroyForcibly();
            process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        });
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
