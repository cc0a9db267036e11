package org.auralink.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A checkout in miniature: the real script, a source file, and in Maven's place a program that lays down what this build
 * has made and counts how often it was asked to. It belongs to an ordinary user, also when the tests run as root.
 */
final class Checkout {
    /** Debian's unprivileged user. */
    private static final String NOBODY = "nobody";

    private static final String MAVEN = """
            #!/bin/sh
            echo "$@" >>builds
            if [ -e hang ]; then
              sleep 600
            fi
            target=server-config/local/target
            rm -rf $target && mkdir -p $target && cp -rlp programs/* $target
            """;

    final Path root;

    /** @param root an empty directory that everybody may pass through */
    Checkout(Path root) {
        this.root = root;
        try {
            Path project = LauncherProcess.root();
            copyExecutable(Files.readString(project.resolve("auralink")), root.resolve("auralink"));
            copyExecutable(MAVEN, root.resolve("mvnw"));
            for (String directory : List.of(
                    ".mvn",
                    "db",
                    "resources",
                    "ejb-modules",
                    "web-modules",
                    "ear/auralink-micro",
                    "server-config/local",
                    "programs")) {
                Files.createDirectories(root.resolve(directory));
            }
            changeSources("first");
            Path built = project.resolve("server-config/local/target");
            Path programs = root.resolve("programs");
            run("cp", "-r", "" + built.resolve("auralink-local.jar"), "" + programs);
            run("cp", "-rL", "" + built.resolve("lib"), "" + built.resolve("stack"), "" + programs);
            if (isRoot()) {
                run("chown", "-R", NOBODY, "" + root);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copyExecutable(String text, Path file) throws IOException {
        Files.writeString(file, text);
        if (!file.toFile().setExecutable(true, false)) {
            throw new IOException(file + " cannot be made executable");
        }
    }

    /** Whether these tests run as root. */
    static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    private static void run(String... command) throws IOException {
        try {
            if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
                throw new IOException(String.join(" ", command) + " failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void changeSources(String text) throws IOException {
        Files.writeString(root.resolve("pom.xml"), text);
    }

    Path programs() {
        return root.resolve("server-config/local/target");
    }

    /** How often Maven was asked to build. */
    int builds() throws IOException {
        Path file = root.resolve("builds");
        return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    }

    /** While this file is there, a build does not come to its end. */
    Path hang() {
        return root.resolve("hang");
    }

    /**
     * The script as the leader of a process group, as a terminal's shell starts it, by the user that the checkout belongs
     * to. Its settings come by the environment.
     */
    LauncherProcess start(Path state, Map<String, Integer> ports) throws IOException {
        ProcessBuilder command = command("run");
        command.environment().put("AURALINK_STATE_DIR", state.toString());
        command.environment().put("AURALINK_MEDIA_LOOPS", "2");
        ports.forEach((flag, port) -> command.environment()
                .put(
                        "AURALINK_" + flag.substring(2).replace('-', '_').toUpperCase(Locale.ROOT),
                        Integer.toString(port)));
        return LauncherProcess.start(state, ports, command);
    }

    /** What the script says and how it ends, with these changes to its environment; empty takes a variable away. */
    Result call(Map<String, String> environment, String... arguments) throws IOException {
        ProcessBuilder command = command(arguments).redirectErrorStream(true);
        environment.forEach((name, value) -> {
            command.environment().remove(name);
            if (!value.isEmpty()) {
                command.environment().put(name, value);
            }
        });
        Process process = command.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return new Result(process.waitFor(), said.strip());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private ProcessBuilder command(String... arguments) throws IOException {
        // What runs in the background of a script ignores SIGINT, and hands that on.
        List<String> command = new ArrayList<>(List.of("/usr/bin/setsid", "/usr/bin/env", "--default-signal=INT"));
        if (isRoot()) {
            command.addAll(
                    List.of("/usr/bin/setpriv", "--reuid", NOBODY, "--regid", "nogroup", "--clear-groups", "--"));
        }
        command.add(root.resolve("auralink").toString());
        command.addAll(Arrays.asList(arguments));
        var builder = new ProcessBuilder(command).directory(root.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder;
    }

    /** How a call of the script ended. */
    record Result(int code, String said) {}
}
