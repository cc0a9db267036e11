package org.auralink.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Embedded Redis on loopback, with a password and a log on disk: rooms keep their node over a restart. */
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
        Path program = Bundled.redis(state);
        Path data = state.directory("redis");
        String password = secrets.get("redis.password");
        Path configuration = state.writePrivate("redis.conf", """
                bind 127.0.0.1
                port %d
                requirepass %s
                dir "%s"
                daemonize no
                # The append-only file alone carries the data; snapshots would store it twice.
                appendonly yes
                appendfsync everysec
                save ""
                # A directory and counters: far below this. Refusing writes beats a dead machine.
                maxmemory 128mb
                maxmemory-policy noeviction
                """.formatted(settings.redisPort(), password, data));
        return new Part(
                NAME,
                List.of(program.toString(), configuration.toString()),
                Map.of(),
                data,
                List.of(),
                Probe.redis(settings.redisPort(), password),
                "",
                settings.startTimeout(),
                "TERM",
                Duration.ofSeconds(2));
    }
}
