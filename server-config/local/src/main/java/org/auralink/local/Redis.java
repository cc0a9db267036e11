package org.auralink.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Embedded Redis on loopback, with a user for each program and a log on disk: rooms keep their node over a restart. */
final class Redis {
    static final String NAME = "Redis";

    private final StateDirectory state;
    private final Settings settings;
    private final Secrets secrets;

    Redis(StateDirectory state, Settings settings, Secrets secrets) {
        this.state = state;
        this.settings = settings;
        this.secrets = secrets;
    }

    Part prepare() {
        Path program = RedisProgram.choose(state, System.getenv().getOrDefault("PATH", ""));
        Path data = state.directory("redis");
        String users =
                Stream.of(RedisUser.values()).map(user -> user.rule(secrets)).collect(Collectors.joining("\n"));
        Path configuration = state.writePrivate("redis.conf", """
                bind 127.0.0.1
                port %d
                # Nobody without a name; docs/security.md has the table of who may do what.
                user default off
                %s
                # What a client does not fetch is not kept for it without end (CVE-2025-21605).
                client-output-buffer-limit normal 32mb 8mb 60
                dir "%s"
                daemonize no
                # The append-only file alone carries the data; snapshots would store it twice.
                appendonly yes
                appendfsync everysec
                save ""
                # A directory and counters: far below this. Refusing writes beats a dead machine.
                maxmemory 128mb
                maxmemory-policy noeviction
                """.formatted(settings.redisPort(), users, data));
        return new Part(
                NAME,
                List.of(program.toString(), configuration.toString()),
                Map.of(),
                data,
                List.of(),
                Probe.redis(settings.redisPort(), RedisUser.MEDIA_NODE.login(), RedisUser.MEDIA_NODE.password(secrets)),
                "",
                settings.startTimeout(),
                "TERM",
                Duration.ofSeconds(2));
    }
}
