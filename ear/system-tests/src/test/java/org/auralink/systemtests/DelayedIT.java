package org.auralink.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.auralink.local.PartCommand;
import org.auralink.systemtests.Drill.Scenario;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Each dependency whose every answer comes five seconds late, for half a minute: as good as none, and worse for whoever waits. */
@EnabledIfSystemProperty(named = "auralink.drill", matches = "true", disabledReason = "takes minutes: -Pdrill")
class DelayedIT {
    private static final Duration DELAY = Duration.ofSeconds(5);

    /** A frame comes every 40 ms; what stands still for longer was seen. */
    private static final double NO_GAP = 2;

    private static final String REDIS_PASSWORD = "between-the-link-and-redis-only";

    @TempDir
    private static Path directory;

    private static SlowLink postgresql;
    private static SlowLink redis;
    private static SlowLink node;
    private static LauncherProcess stack;

    private Drill drill;

    /** The application asks everybody over a link; people's media and the launcher do not. */
    @BeforeAll
    static void start() throws IOException {
        Path state = directory.resolve("state");
        Map<String, Integer> ports = LauncherProcess.freePorts();
        postgresql = new SlowLink(ports.getOrDefault("--db-port", 0));
        redis = new SlowLink(ports.getOrDefault("--redis-port", 0));
        node = new SlowLink(ports.getOrDefault("--signal-port", 0));
        String nodeUrl = "http://127.0.0.1:" + node.port();
        knowsTheRedisPassword(state);
        // What a system property says comes before what the launcher puts into the environment.
        stack = LauncherProcess.start(
                        state,
                        ports,
                        Map.of(
                                "JAVA_TOOL_OPTIONS",
                                String.join(
                                        " ",
                                        "-Dauralink.db.url=jdbc:postgresql://127.0.0.1:" + postgresql.port()
                                                + "/auralink",
                                        "-Dauralink.redis.url=redis://auralink-control:" + REDIS_PASSWORD
                                                + "@127.0.0.1:" + redis.port(),
                                        "-Dauralink.media.nodes=" + nodeUrl)),
                        "--keep-going",
                        "true")
                .awaitReady();
        // The node is believed where the application looks for it.
        Path configuration = state.resolve("node.yaml");
        Files.writeString(
                configuration,
                Files.readString(configuration)
                        .replaceAll("control_url: \"[^\"]*\"", "control_url: \"" + nodeUrl + "\""));
        PartCommand.send(state, "restart media-node");
    }

    /** A state directory of an earlier run, in which nothing else is left. */
    private static void knowsTheRedisPassword(Path state) throws IOException {
        var mine = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Files.createDirectory(state, mine);
        for (String file : List.of("auralink.lock", "secrets.properties")) {
            Files.createFile(
                    state.resolve(file),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(state.resolve("secrets.properties"), "redis.control.password=" + REDIS_PASSWORD + "\n");
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.terminate();
        }
        List.of(postgresql, redis, node).forEach(SlowLink::close);
    }

    @BeforeEach
    void twoPeopleTalk() {
        drill = new Drill(stack);
    }

    @AfterEach
    void everythingIsQuickAgain() {
        List.of(postgresql, redis, node).forEach(link -> link.delay(Duration.ZERO));
        drill.close();
    }

    private void late(String name, SlowLink link, String fallback, String words) {
        drill.run(new Scenario(
                name + " answers 5 s late for 30 s",
                () -> link.delay(DELAY),
                () -> link.delay(Duration.ZERO),
                fallback,
                words,
                NO_GAP));
    }

    @Test
    void postgresqlAnswersLate() {
        late(
                "PostgreSQL",
                postgresql,
                "redis-cache",
                "The database cannot be reached. You see what was known less than a minute ago.");
    }

    @Test
    void redisAnswersLate() {
        late(
                "Redis",
                redis,
                "memory",
                "A part of AuraLink is away. Running calls go on; joining a call may have to wait a moment.");
    }

    @Test
    void theMediaNodeAnswersTheApplicationLate() {
        late("the media node", node, "", "");
    }
}
