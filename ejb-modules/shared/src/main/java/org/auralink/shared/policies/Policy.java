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
    /**
     * For media nodes: each has a circuit and places of its own. Three attempts, because what is refused quickly is a node
     * that restarts; after three silent seconds somebody has waited long enough.
     *
     * @throws org.auralink.shared.settings.SettingException naming the setting that is wrong
     */
    public static Policy ofNodes(Settings settings) {
        return from(settings, PolicySettings.NODE);
    }

    /**
     * For Redis. One attempt: everything has a fallback that is quicker than a second one. As many at once as there are
     * connections.
     *
     * @throws org.auralink.shared.settings.SettingException naming the setting that is wrong
     */
    public static Policy ofRedis(Settings settings) {
        return from(settings, PolicySettings.REDIS);
    }

    /**
     * For PostgreSQL, asked by people's requests. Reads are tried twice: a connection that was lost is a new one then.
     *
     * @throws org.auralink.shared.settings.SettingException naming the setting that is wrong
     */
    public static Policy ofDatabase(Settings settings) {
        return from(settings, PolicySettings.DATABASE);
    }

    private static Policy from(Settings settings, PolicySettings declared) {
        return new Policy(
                settings.integer(declared.attempts()),
                Duration.ofMillis(settings.integer(declared.patience())),
                Backoff.from(settings),
                settings.integer(declared.failures()),
                Duration.ofSeconds(settings.integer(declared.open())),
                settings.integer(declared.concurrent()));
    }
}
