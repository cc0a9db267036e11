package org.auralink.shared.policies;

import java.util.List;
import java.util.stream.Stream;
import org.auralink.shared.settings.Setting;

/**
 * The settings of one {@link Policy}.
 *
 * @param attempts see {@link Policy#attempts}
 * @param patience in milliseconds
 * @param failures see {@link Policy#failures}
 * @param open in seconds
 * @param concurrent see {@link Policy#concurrent}
 */
public record PolicySettings(Setting attempts, Setting patience, Setting failures, Setting open, Setting concurrent) {
    private static final int MOST_ATTEMPTS = 10;
    private static final int MOST_FAILURES = 1_000;
    private static final int MOST_CONCURRENT = 1_000;
    private static final int LONGEST_MS = 600_000;
    private static final int LONGEST_OPEN_S = 3_600;
    private static final int PERCENT = 100;

    static final PolicySettings NODE = new PolicySettings(
            attempts("auralink.policies.node.attempts", 3),
            patience("auralink.policies.node.patience", 3_000),
            failures("auralink.policies.node.failures", 5),
            open("auralink.policies.node.open", 60),
            concurrent("auralink.policies.node.concurrent", 16));

    static final PolicySettings REDIS = new PolicySettings(
            attempts("auralink.policies.redis.attempts", 1),
            patience("auralink.policies.redis.patience", 1_000),
            failures("auralink.policies.redis.failures", 5),
            open("auralink.policies.redis.open", 60),
            concurrent("auralink.policies.redis.concurrent", 320));

    static final PolicySettings DATABASE = new PolicySettings(
            attempts("auralink.policies.database.attempts", 2),
            patience("auralink.policies.database.patience", 1_000),
            failures("auralink.policies.database.failures", 5),
            open("auralink.policies.database.open", 60),
            concurrent("auralink.policies.database.concurrent", 64));

    static final Setting BACKOFF_FIRST = Setting.integer(
            "auralink.policies.backoff.first", 100, 1, 600_000, "ms", "the first wait between attempts");
    static final Setting BACKOFF_LONGEST = Setting.integer(
            "auralink.policies.backoff.longest", 10_000, 1, 3_600_000, "ms", "the longest wait between attempts");
    static final Setting BACKOFF_JITTER =
            Setting.integer("auralink.policies.backoff.jitter", 10, 0, PERCENT, "%", "by which each wait differs");

    /** All of them, as they stand in the reference. */
    public static final List<Setting> ALL = Stream.concat(
                    Stream.of(NODE, REDIS, DATABASE).flatMap(PolicySettings::each),
                    Stream.of(BACKOFF_FIRST, BACKOFF_LONGEST, BACKOFF_JITTER))
            .toList();

    private Stream<Setting> each() {
        return Stream.of(attempts, patience, failures, open, concurrent);
    }

    private static Setting attempts(String name, int otherwise) {
        return Setting.integer(
                name,
                otherwise,
                1,
                MOST_ATTEMPTS,
                "attempts",
                "of a question that can be repeated, the first included");
    }

    private static Setting patience(String name, int otherwise) {
        return Setting.integer(
                name, otherwise, 0, LONGEST_MS, "ms", "no attempt begins this long after the first one began");
    }

    private static Setting failures(String name, int otherwise) {
        return Setting.integer(name, otherwise, 1, MOST_FAILURES, "failures", "in a row that open the circuit");
    }

    private static Setting open(String name, int otherwise) {
        return Setting.integer(
                name, otherwise, 1, LONGEST_OPEN_S, "s", "for how long the circuit is open without a sign of life");
    }

    private static Setting concurrent(String name, int otherwise) {
        return Setting.integer(
                name, otherwise, 1, MOST_CONCURRENT, "questions", "of one server that are under way at once");
    }
}
