package org.auralink.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.auralink.findings.Check;
import org.auralink.findings.Finding;
import org.auralink.findings.Severity;
import org.auralink.identity.control.EndedSessions;
import org.auralink.identity.control.Limits;
import org.auralink.media.control.NodeDirectory;
import org.auralink.media.control.RoomOwner;
import org.auralink.media.control.RoomOwners;
import org.auralink.media.node.config.RedisConfig;
import org.auralink.media.node.directory.Announcer;
import org.auralink.shared.RefusedException;
import org.auralink.shared.UserId;
import org.auralink.shared.health.Look;
import org.auralink.shared.limits.RateLimit;
import org.auralink.shared.limits.RateLimiter;
import org.auralink.shared.redis.Copies;
import org.auralink.shared.redis.CopyLimits;
import org.auralink.shared.redis.OptionalRedis;
import org.auralink.shared.redis.RedisConnections;
import org.auralink.tenancy.boundary.Presence;
import org.auralink.tenancy.control.HealthChecks;
import org.auralink.tenancy.control.StoreFindings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPooled;

/**
 * The programs' own code against the running server, under the users that the local stack gives them. Much of it goes on
 * without Redis, so a command that is not granted would be noticed by nobody: here the server is asked what it refused.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RedisRightsTest {
    private static final String AUDITOR = "auditor";
    private static final URI NODE = URI.create("http://127.0.0.1:7880");

    /** Before and beside the work: signing in, and what a client says about itself. */
    private static final Set<String> GREETINGS = Set.of("auth", "hello", "client|setinfo");

    /** What uses a client of Redis; all of it is run below. */
    private static final Set<String> USERS = Set.of(
            "Announcer",
            "NodeDirectory",
            "RoomOwners",
            "OptionalRedis",
            "Copies",
            "RateLimiter",
            "RedisBuckets",
            "HealthChecks",
            "StoreFindings",
            "Presence",
            "RedisConnections");

    @TempDir
    static Path temporary;

    private static LocalRedis redis;
    private static JedisPooled client;

    @BeforeAll
    static void start() throws IOException {
        redis = new LocalRedis(temporary.resolve("state"), "user " + AUDITOR + " on >" + AUDITOR + " ~* +@all\n");
        client = RedisConnections.to(URI.create("redis://" + RedisUser.CONTROL_PLANE.login() + ":"
                + redis.password(RedisUser.CONTROL_PLANE) + "@127.0.0.1:" + redis.port()));
    }

    @AfterAll
    static void stop() {
        client.close();
        redis.close();
    }

    private static <T> T set(T target, String field, Object value) throws ReflectiveOperationException {
        var found = target.getClass().getDeclaredField(field);
        found.setAccessible(true);
        found.set(target, value);
        return target;
    }

    private static Jedis auditor() {
        var jedis = new Jedis("127.0.0.1", redis.port());
        jedis.auth(AUDITOR, AUDITOR);
        return jedis;
    }

    @Test
    @Order(1)
    void aNodeThatAnnouncesItselfIsFoundAndForgottenWhenItStops() throws ReflectiveOperationException {
        NodeDirectory directory = set(
                set(set(new NodeDirectory(), "redis", client), "clock", Clock.systemUTC()), "listed", List.of(NODE));
        String entry = "{\"node_id\":\"n1\",\"boot_id\":\"b\",\"url\":\"" + NODE
                + "\",\"public_url\":\"ws://127.0.0.1:7880\",\"load\":0,\"at_ms\":1,\"lifetime_ms\":3000}";
        var config = new RedisConfig(
                "127.0.0.1:" + redis.port(), RedisUser.MEDIA_NODE.login(), redis.password(RedisUser.MEDIA_NODE), 0);
        try (var announcer = Announcer.start(config, "n1", () -> Optional.of(entry))) {
            assertThat(announcer).isNotNull();
            long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (directory.announced().isEmpty() && System.nanoTime() < deadline) {
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
            assertThat(directory.announced()).hasSize(1);
            assertThat(directory.isAnnouncedSince(directory.announced().get(0), Duration.ofMinutes(1)))
                    .isTrue();
        }
        assertThat(directory.announced()).isEmpty();
    }

    @Test
    @Order(1)
    void aRoomHasOneOwnerUntilThatIsGone() throws ReflectiveOperationException {
        RoomOwners owners = set(set(new RoomOwners(), "redis", client), "clock", Clock.systemUTC());
        String call = UUID.randomUUID().toString();
        RoomOwner a = owners.claim(call, "a");
        assertThat(owners.claim(call, "b")).isEqualTo(a);
        assertThat(owners.replace(call, a, "b").nodeId()).isEqualTo("b");
        assertThat(owners.find(call).orElseThrow().epoch()).isGreaterThan(a.epoch());
    }

    @Test
    @Order(1)
    void anotherServerKnowsWhichSessionsEndedAndWhoAskedTooOften() {
        UUID session = UUID.randomUUID();
        endedSessions().add(List.of(session));
        assertThat(endedSessions().has(session)).isTrue();

        RateLimit once = RateLimit.parse("once", "1/1h").orElseThrow();
        limiter().take(once, "somebody");
        assertThatThrownBy(() -> limiter().take(once, "somebody")).isInstanceOf(RefusedException.class);
        limiter().giveBack(once, "somebody");
        limiter().take(once, "somebody");
    }

    private static EndedSessions endedSessions() {
        return new EndedSessions(
                new OptionalRedis(client, Clock.systemUTC()), Limits.standard().sessions(), Clock.systemUTC());
    }

    private static RateLimiter limiter() {
        return new RateLimiter(new OptionalRedis(client, Clock.systemUTC()), Clock.systemUTC());
    }

    @Test
    @Order(1)
    void anotherServerHasTheCopiesAndHearsOfChanges() {
        assertThat(copies().read("call:1", "all", () -> "first").text()).isEqualTo("first");
        assertThat(copies().read("call:1", "all", () -> "second").text()).isEqualTo("first");
        copies().changed("call:1");
        assertThat(copies().read("call:1", "all", () -> "second").text()).isEqualTo("second");
    }

    private static Copies copies() {
        return new Copies(
                new OptionalRedis(client, Clock.systemUTC()),
                Clock.systemUTC(),
                new CopyLimits(Duration.ofSeconds(30), Duration.ofMinutes(1)));
    }

    @Test
    @Order(1)
    void anotherServerKnowsWhoIsOnline() throws ReflectiveOperationException {
        UserId ann = new UserId(UUID.randomUUID());
        presence().seen(ann);
        assertThat(presence().lastSeen(List.of(ann))).containsOnlyKeys(ann);
    }

    private static Presence presence() throws ReflectiveOperationException {
        var redis = new OptionalRedis(client, Clock.systemUTC());
        return set(set(new Presence(), "redis", redis), "clock", Clock.systemUTC());
    }

    @Test
    @Order(1)
    void readinessIsAnswered() throws ReflectiveOperationException {
        HealthChecks checks = set(new HealthChecks(), "redis", client);
        var answers = HealthChecks.class.getDeclaredMethod("redisAnswers");
        answers.setAccessible(true);
        assertThat(answers.invoke(checks)).isEqualTo(true);
    }

    @Test
    @Order(1)
    void itIsLookedAtWithItsClock() throws Exception {
        StoreFindings findings = set(set(new StoreFindings(), "redis", client), "clock", Clock.systemUTC());
        List<Finding> found = new ArrayList<>();
        for (Look look : findings.looks()) {
            if (look.unanswered().check() == Check.REDIS) {
                found.addAll(look.question().call());
            }
        }
        assertThat(found).extracting(Finding::check).containsExactly(Check.REDIS, Check.REDIS_CLOCK);
        assertThat(found).extracting(Finding::severity).containsOnly(Severity.OK);
    }

    /** After all others. */
    @Test
    @Order(2)
    void nothingWasRefusedAndNothingIsGrantedThatNobodyUses() {
        try (Jedis auditor = auditor()) {
            assertThat(auditor.aclLog()).as("refused by the server").isEmpty();
            Set<String> used = auditor.info("commandstats")
                    .lines()
                    .filter(line -> line.startsWith("cmdstat_"))
                    .map(line -> line.substring("cmdstat_".length(), line.indexOf(':')))
                    .filter(command -> !GREETINGS.contains(command) && !command.startsWith("acl"))
                    .collect(Collectors.toCollection(TreeSet::new));
            Set<String> granted = Arrays.stream(RedisUser.values())
                    .flatMap(user -> user.commands().stream())
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(used).isEqualTo(granted);
        }
    }

    @Test
    void whateverTalksToRedisIsRunHere() {
        Path root = Path.of("").toAbsolutePath().getParent().getParent();
        Set<String> users = Stream.of("resources", "ejb-modules", "web-modules")
                .flatMap(top -> sources(root.resolve(top)))
                .filter(file -> asksRedis(read(file)))
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
        assertThat(users).isEqualTo(USERS);
    }

    /** More than telling what its exceptions mean. */
    private static boolean asksRedis(String source) {
        return source.replace("redis.clients.jedis.exceptions.", "").contains("redis.clients.jedis.");
    }

    private static Stream<Path> sources(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().matches(".*/src/main/java/.*\\.java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
