package org.auralink.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The running server with the configuration of the local stack. */
class RedisTest {
    @TempDir
    static Path temporary;

    private static LocalRedis redis;

    @BeforeAll
    static void start() throws IOException {
        // Blanks and letters of other alphabets, as paths have them.
        redis = new LocalRedis(temporary.resolve("der Zustand \u00fc"), "");
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    /** Answers of Redis to these lines, each a command. */
    private static String said(String login, String... commands) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
            socket.setSoTimeout(10_000);
            var lines = new StringBuilder(login);
            for (String command : commands) {
                lines.append(command).append("\r\n");
            }
            socket.getOutputStream().write(lines.toString().getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String as(RedisUser user) {
        return "AUTH " + user.login() + " " + redis.password(user) + "\r\n";
    }

    private static void allowed(RedisUser user, String... commands) throws IOException {
        for (String command : commands) {
            // A refusal is a line that begins so; a key that is not there is $-1.
            assertThat(said(as(user), command).lines())
                    .as(user + ": " + command)
                    .startsWith("+OK")
                    .noneMatch(line -> line.startsWith("-"));
        }
    }

    private static void refused(RedisUser user, String... commands) throws IOException {
        for (String command : commands) {
            assertThat(said(as(user), command)).as(user + ": " + command).contains("-NOPERM");
        }
    }

    @Test
    void theNodeKeepsItsEntryAndMayNothingElse() throws IOException {
        allowed(
                RedisUser.MEDIA_NODE,
                "CLIENT SETNAME auralink-media-node",
                "SET auralink:node:n1 {} EX 10",
                "PING",
                "DEL auralink:node:n1");
        refused(
                RedisUser.MEDIA_NODE,
                "GET auralink:node:n1",
                "SET auralink:room:r1 x",
                "DEL auralink:sessions:ended",
                "SCAN 0",
                "KEYS *",
                "EVAL 'return 1' 0",
                "CONFIG SET dir /tmp",
                "CLIENT LIST",
                "REPLICAOF 127.0.0.1 1",
                "SUBSCRIBE x",
                "SHUTDOWN",
                "ACL LIST");
    }

    @Test
    void theControlPlaneUsesItsKeysAndMayNotTouchTheServer() throws IOException {
        allowed(
                RedisUser.CONTROL_PLANE,
                "SET auralink:room:r1 n1 EX 10",
                "GET auralink:room:r1",
                "EXPIRE auralink:room:r1 10",
                "EVAL \"redis.call('set', KEYS[1], ARGV[1], 'PX', 9) return redis.call('get', KEYS[1])\" 1 auralink:limit:l x",
                "ZRANGEBYSCORE auralink:nodes 1 +inf",
                "MGET auralink:node:n1 auralink:node:n2",
                "PING",
                "DEL auralink:room:r1");
        // One list: the set of ended sessions, as it is written and read.
        allowed(
                RedisUser.CONTROL_PLANE,
                "ZADD auralink:sessions:ended 9 s",
                "ZSCORE auralink:sessions:ended s",
                "ZREMRANGEBYSCORE auralink:sessions:ended 10 20",
                "ZREMRANGEBYRANK auralink:sessions:ended 5 6",
                "PEXPIREAT auralink:sessions:ended 4000000000000");
        refused(
                RedisUser.CONTROL_PLANE,
                "GET other",
                "MGET auralink:node:n1 other",
                "SCAN 0",
                "KEYS *",
                "FLUSHALL",
                "CONFIG GET *",
                "SCRIPT FLUSH",
                "FUNCTION LIST",
                "MODULE LIST",
                "RESTORE auralink:x 0 x",
                "MIGRATE 127.0.0.1 1 auralink:x 0 1",
                "PFADD auralink:x 1",
                "ACL LIST");
        assertThat(said(as(RedisUser.CONTROL_PLANE), "EVAL \"return redis.call('get', KEYS[1])\" 1 other"))
                .contains("-NOPERM");
    }

    @Test
    void nobodyWithoutANameIsLetIn() throws IOException {
        assertThat(said("", "PING", "SET auralink:node:x 1"))
                .contains("-NOAUTH")
                .doesNotContain("+");
        assertThat(said("AUTH anything\r\n", "PING")).doesNotContain("+");
        String guess = "AUTH " + RedisUser.CONTROL_PLANE.login() + " " + redis.password(RedisUser.MEDIA_NODE) + "\r\n";
        assertThat(said(guess, "PING")).contains("-WRONGPASS").doesNotContain("+");
    }

    @Test
    void theConfigurationHoldsNoPassword() throws IOException {
        String text = Files.readString(redis.configuration());
        for (RedisUser user : RedisUser.values()) {
            assertThat(text).contains("user " + user.login() + " on #").doesNotContain(redis.password(user));
        }
    }

    @Test
    void anInstalledServerIsTakenUnlessItIsOlderThanTheOneThatComesAlong() throws IOException {
        Path bin = Files.createDirectory(temporary.resolve("bin"));
        assertThat(RedisProgram.installed("relative::" + bin).map(Path::getParent))
                .isNotEqualTo(java.util.Optional.of(bin));
        program(bin.resolve("redis-server"), "Redis server v=6.2.14 sha=0", 0);
        assertThat(RedisProgram.installed("" + bin)).isNotEqualTo(java.util.Optional.of(bin.resolve("redis-server")));
        program(bin.resolve("redis-server"), "Redis server v=7.2.11 sha=0", 0);
        assertThat(RedisProgram.installed("" + bin)).contains(bin.resolve("redis-server"));
        program(bin.resolve("valkey-server"), "Valkey server v=8.1.4 sha=0", 0);
        assertThat(RedisProgram.installed("" + bin)).contains(bin.resolve("valkey-server"));
        program(bin.resolve("valkey-server"), "Valkey server v=8.1.4 sha=0", 127);
        assertThat(RedisProgram.installed("" + bin)).contains(bin.resolve("redis-server"));
    }

    private static void program(Path file, String says, int code) throws IOException {
        Files.writeString(file, "#!/bin/sh\necho '" + says + "'\nexit " + code + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
