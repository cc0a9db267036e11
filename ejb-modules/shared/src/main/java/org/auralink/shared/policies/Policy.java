package org.auralink.shared.policies;

import java.time.Duration;
import org.auralink.shared.settings.Settings;

/**
 * How one kind of dependency is asked. How long it may take to answer is its client's own, see docs/resilience.md.
 *
 * @param attempts of a question that can be repeated safely, the first one included
 * @param patience no further attempt begins this long after the first one began: somebody waits
 * @param backoff between attempts
 * @param failures in a row that open the circuit
 * @param open how long the circuit stays open unless a sign of life ends that
 * @param concurrent questions of this server that are under way at once; more are refused
 */
public record Policy(int attempts, Duration patience, Backoff backoff, int failures, Duration open, int concurrent) {
    private static final int MOST_ATTEMPTS = 10;
    private static final int MOST_FAILURES = 1_000;
    private static final int MOST_CONCURRENT = 1_000;
    private static final int LONGEST_MS = 600_000;
    private static final int LONGEST_OPEN_S = 3_600;

    /**
     * For media nodes: each has a circuit and places of its own. Three attempts, because what is refused quickly is a node
     * that restarts; after three silent seconds somebody has waited long enough.
     *
     * @throws org.auralink.shared.settings.SettingException naming the setting that is wrong
     */
    public static Policy ofNodes(Settings settings) {
        return new Policy(
                settings.integer("auralink.policies.node.attempts", 3, 1, MOST_ATTEMPTS),
                Duration.ofMillis(settings.integer("auralink.policies.node.patience", 3_000, 0, LONGEST_MS)),
                Backoff.from(settings),
                settings.integer("auralink.policies.node.failures", 5, 1, MOST_FAILURES),
                Duration.ofSeconds(settings.integer("auralink.policies.node.open", 60, 1, LONGEST_OPEN_S)),
                settings.integer("auralink.policies.node.concurrent", 16, 1, MOST_CONCURRENT));
    }

    /**
     * For Redis. One attempt: everything has a fallback that is quicker than a second one. As many at once as there are
     * connections.
     *
     * @throws org.auralink.shared.settings.SettingException naming the setting that is wrong
     */
    public static Policy ofRedis(Settings settings) {
        return new Policy(
                settings.integer("auralink.policies.redis.attempts", 1, 1, MOST_ATTEMPTS),
                Duration.ofMillis(settings.integer("auralink.policies.redis.patience", 1_000, 0, LONGEST_MS)),
                Backoff.from(settings),
                settings.integer("auralink.policies.redis.failures", 5, 1, MOST_FAILURES),
                Duration.ofSeconds(settings.integer("auralink.policies.redis.open", 60, 1, LONGEST_OPEN_S)),
                settings.integer("auralink.policies.redis.concurrent", 320, 1, MOST_CONCURRENT));
    }

    /**
     * For PostgreSQL, asked by people's requests. Reads are tried twice: a connection that was lost is a new one then.
     *
     * @throws org.auralink.shared.settings.SettingException naming the setting that is wrong
     */
    public static Policy ofDatabase(Settings settings) {
        return new Policy(
                settings.integer("auralink.policies.database.attempts", 2, 1, MOST_ATTEMPTS),
                Duration.ofMillis(settings.integer("auralink.policies.database.patience", 1_000, 0, LONGEST_MS)),
                Backoff.from(settings),
                settings.integer("auralink.policies.database.failures", 5, 1, MOST_FAILURES),
                Duration.ofSeconds(settings.integer("auralink.policies.database.open", 60, 1, LONGEST_OPEN_S)),
                settings.integer("auralink.policies.database.concurrent", 64, 1, MOST_CONCURRENT));
    }
}
