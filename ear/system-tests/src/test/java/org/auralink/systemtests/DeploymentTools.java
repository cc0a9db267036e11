package org.auralink.systemtests;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The programs that read what is deployed: where {@code ./auralink test} puts them, or on the path. A test that needs one
 * which is not there says so and is skipped.
 */
final class DeploymentTools {
    private static final Path FETCHED = LauncherProcess.root().resolve("ear/system-tests/target/deployment-tools");

    /** What a program printed, both outputs together, and how it ended. */
    record Result(int code, String said) {}

    private DeploymentTools() {}

    static String hadolint() {
        return needed("hadolint", FETCHED.resolve("bin/hadolint"));
    }

    /** The program itself: the script that its package puts on the path ends with 0, whatever it says. */
    static String compose() {
        return needed("docker-compose", FETCHED.resolve("compose/docker-compose"));
    }

    /** Not just any: what Debian has does not know components. */
    static String kubectl() {
        Path kubectl = FETCHED.resolve("bin/kubectl");
        assumeTrue(Files.isExecutable(kubectl), "kubectl is not there; ./auralink test fetches it");
        return kubectl.toString();
    }

    /** Python's kubernetes_validate, with the schemas of Kubernetes inside. */
    static Result validateStrictly(Path manifests) {
        assumeTrue(
                Files.isDirectory(FETCHED.resolve("kubernetes_validate")),
                "kubernetes-validate is not there; ./auralink test fetches it");
        return run(
                LauncherProcess.root(),
                Map.of("PYTHONPATH", FETCHED.toString()),
                "python3",
                "-m",
                "kubernetes_validate",
                "--strict",
                manifests.toString());
    }

    private static String needed(String name, Path fetched) {
        String path = System.getenv().getOrDefault("PATH", "");
        var found = Stream.concat(
                        Stream.of(fetched),
                        Stream.of(path.split(File.pathSeparator))
                                .map(directory -> Path.of(directory).resolve(name)))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(found.isPresent(), name + " is not there; ./auralink test fetches it");
        return found.orElseThrow().toString();
    }

    static Result run(Path directory, Map<String, String> environment, String... command) {
        return run(directory, environment, List.of(command));
    }

    static Result run(Path directory, Map<String, String> environment, List<String> command) {
        try {
            var builder =
                    new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
