package org.auralink.tenancy.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.auralink.findings.Check;
import org.auralink.findings.Diagnosis;
import org.auralink.findings.Finding;
import org.auralink.shared.health.FindingSource;
import org.auralink.shared.health.Look;
import org.auralink.shared.settings.SharedSettings;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisDataException;

/** What can be wrong with PostgreSQL and Redis, as far as the application's own logins see it. */
@ApplicationScoped
public class StoreFindings implements FindingSource {
    /** Announcements of nodes are compared with this server's clock; they stand for seconds. */
    private static final Duration MOST_SKEW = Duration.ofSeconds(2);

    @Inject
    private DatabaseProbe database;

    @Inject
    private JedisPooled redis;

    @Inject
    private Clock clock;

    @Override
    public List<Look> looks() {
        return List.of(
                Look.at(
                        Check.DATABASE,
                        "database",
                        "Start PostgreSQL, or correct " + SharedSettings.DB_URL.name() + " and the login in "
                                + SharedSettings.DB_USER.name()
                                + ". What else there is to say of the database cannot be"
                                + " said without it.",
                        () -> database.examine(clock)),
                Look.at(
                        Check.DATABASE_LOGIN,
                        DatabaseProbe.SERVICE_LOGIN,
                        "Run the migrator, which sets its password to that of the settings, and correct "
                                + SharedSettings.DB_SERVICE_USER.name() + ".",
                        () -> database.service()),
                Look.at(
                        Check.REDIS,
                        "Redis",
                        "Start Redis, or correct " + SharedSettings.REDIS_URL.name()
                                + ", which has user and password in it.",
                        this::redis));
    }

    private List<Finding> redis() {
        redis.ping();
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok(Check.REDIS, "Redis", "It answers, and takes the login."));
        try {
            findings.add(Diagnosis.clock(
                    Check.REDIS_CLOCK,
                    "clock of Redis",
                    Duration.between(redisTime(), clock.instant()),
                    MOST_SKEW,
                    "media nodes that are there may not be found"));
        } catch (JedisDataException e) {
            findings.add(Finding.warning(
                    Check.REDIS_CLOCK,
                    "clock of Redis",
                    "This server may not ask for it.",
                    "Allow its user the command TIME."));
        }
        return findings;
    }

    /** Seconds since 1970, and microseconds of the present one. */
    private Instant redisTime() {
        var parts = (List<?>) redis.sendCommand(Protocol.Command.TIME);
        return Instant.ofEpochSecond(number(parts.get(0)), number(parts.get(1)) * 1_000);
    }

    private static long number(Object part) {
        return Long.parseLong(new String((byte[]) part, StandardCharsets.US_ASCII));
    }
}
