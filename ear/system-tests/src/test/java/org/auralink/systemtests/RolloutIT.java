package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * server-config/kubernetes/rollout with a real API server. The test is the controllers, and says what became of the migration
 * and of the servers.
 */
@EnabledIfSystemProperty(
        named = "auralink.kubernetes",
        matches = "true",
        disabledReason = "an API server is built, which takes Go and a quarter of an hour: -Pkubernetes")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RolloutIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private static Path temporary;

    private static ApiServer server;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(Files.isExecutable(ApiServer.ETCD), "etcd is not there: Debian's package etcd-server");
        server = ApiServer.start(Files.createDirectories(temporary.resolve("server")));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static Process rollout(String log) throws IOException {
        var builder = new ProcessBuilder(
                        Manifests.DIRECTORY.resolve("rollout").toString(),
                        Manifests.DIRECTORY.resolve("overlays/dev").toString())
                .redirectErrorStream(true)
                .redirectOutput(temporary.resolve(log).toFile());
        builder.environment().putAll(server.environment());
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        return process;
    }

    private static void becomes(String namespace, String object, String status) {
        server.must(
                "-n",
                namespace,
                "patch",
                object,
                "--subresource=status",
                "--type=merge",
                "-p",
                "{\"status\":" + status + "}");
    }

    /** @param conditions the one before the last, and the last, that a Job's controller gives */
    private static void migrationEnds(String figures, String... conditions) {
        Eventually.see(
                "the migration to be started",
                LIMIT,
                () -> server.kubectl("-n", "auralink", "get", "job", "migrator").code(),
                code -> code == 0);
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        String form = "{\"type\":\"%s\",\"status\":\"True\",\"lastTransitionTime\":\"%s\"}";
        becomes(
                "auralink",
                "job/migrator",
                "{\"startTime\":\"%s\",%s,\"conditions\":[%s,%s]}"
                        .formatted(
                                now,
                                figures.formatted(now),
                                form.formatted(conditions[0], now),
                                form.formatted(conditions[1], now)));
    }

    private static String servers() {
        return server.must("get", "deployments,statefulsets", "-A", "-o", "name")
                .strip();
    }

    private static int end(Process process) throws InterruptedException {
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Test
    @Order(1)
    void whenTheMigrationFailsItSaysSoAtOnceAndNothingElseIsTouched() throws Exception {
        Process rollout = rollout("failed.log");
        migrationEnds("\"failed\":4", "FailureTarget", "Failed");

        assertThat(end(rollout)).isEqualTo(1);
        assertThat(Files.readString(temporary.resolve("failed.log")))
                .contains("The database was not migrated; nothing else was changed.");
        assertThat(servers()).isEqualTo("deployment.apps/postgresql");
    }

    @Test
    @Order(2)
    void whenTheDatabaseIsMigratedServersAndNodesComeAndAreWaitedFor() throws Exception {
        Process rollout = rollout("through.log");
        // The last one's Job is taken away first.
        Eventually.see(
                "a new migration",
                LIMIT,
                () -> server.kubectl("-n", "auralink", "get", "job", "migrator", "-o", "jsonpath={.status.failed}"),
                job -> job.code() == 0 && job.said().isEmpty());
        assertThat(servers()).isEqualTo("deployment.apps/postgresql");
        migrationEnds("\"succeeded\":1,\"completionTime\":\"%s\"", "SuccessCriteriaMet", "Complete");
        Eventually.see(
                "all of them", LIMIT, RolloutIT::servers, all -> all.lines().count() == 4);
        assertThat(rollout.isAlive()).isTrue();
        becomes(
                "auralink",
                "deployment/control-plane",
                "{\"observedGeneration\":1,\"replicas\":1,\"updatedReplicas\":1,\"readyReplicas\":1,\"availableReplicas\":1}");
        becomes(
                "auralink-media",
                "statefulset/media-node",
                "{\"observedGeneration\":1,\"replicas\":1,\"updatedReplicas\":1,\"readyReplicas\":1,\"availableReplicas\":1,"
                        + "\"currentRevision\":\"1\",\"updateRevision\":\"1\"}");

        assertThat(end(rollout))
                .as(Files.readString(temporary.resolve("through.log")))
                .isZero();
    }
}
