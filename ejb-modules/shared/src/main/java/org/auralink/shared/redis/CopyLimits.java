package org.auralink.shared.redis;

import java.time.Duration;
import org.auralink.shared.settings.Settings;
import org.auralink.shared.settings.SharedSettings;

/**
 * Bounds of the copies of what is read often.
 *
 * @param fresh how long a copy is answered without asking the source. Changes are told, so this is what a change that got
 *     lost costs; a page that is looked at asks every three seconds
 * @param kept how long a copy may be answered while the source is away
 */
public record CopyLimits(Duration fresh, Duration kept) {
    /** Of one copy, in characters: a list of a page, a call with 300 joinings. Longer ones are read from the source. */
    static final int LONGEST = 64 << 10;

    /** In one server's memory: what its people look at while Redis is away. */
    static final int MOST_IN_MEMORY = 2_000;

    /** Of all copies in memory together, in characters. */
    static final int MEMORY = 16 << 20;

    /** A copy in memory is not answered for longer: other servers change things, and this one does not hear of it. */
    static final Duration KEPT_IN_MEMORY = Duration.ofMinutes(5);

    /** That something has changed is known for longer than a copy is fresh and longer than any read takes. */
    static final Duration CHANGE_KNOWN = Duration.ofSeconds(90);

    /** Longer than a connection and a statement may take: who reads for all others has failed by then. */
    static final Duration LONGEST_READ = Duration.ofSeconds(15);

    /** @throws org.auralink.shared.settings.SettingException naming the setting that is wrong */
    public static CopyLimits from(Settings settings) {
        return new CopyLimits(
                Duration.ofSeconds(settings.integer(SharedSettings.COPIES_FRESH)),
                Duration.ofSeconds(settings.integer(SharedSettings.COPIES_KEPT)));
    }
}
