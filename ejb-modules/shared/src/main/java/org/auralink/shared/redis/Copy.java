package org.auralink.shared.redis;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What was read, as text.
 *
 * @param age since the source said so; zero when it was asked just now
 * @param fallback where it comes from although the source should have been asked, and is away; null when all is well
 */
public record Copy(String text, Duration age, @Nullable String fallback) {
    /** From Redis, shared by all servers. */
    public static final String FROM_REDIS = "redis-cache";

    /** From this server's memory: Redis is away too. */
    public static final String FROM_MEMORY = "memory-cache";

    @Override
    public String toString() {
        return "Copy[" + age + "]";
    }
}
