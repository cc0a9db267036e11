package org.auralink.shared.limits;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.auralink.shared.redis.OptionalRedis;
import org.auralink.shared.settings.Settings;

/** Puts the parts of this package together from the settings. */
@ApplicationScoped
public class LimitParts {
    @Produces
    @Singleton
    RequestLimits limits() {
        return RequestLimits.from(Settings.current());
    }

    @Produces
    @Singleton
    RateLimiter limiter(OptionalRedis redis, Clock clock) {
        return new RateLimiter(redis, clock);
    }

    @Produces
    @Singleton
    TrustedProxies proxies() {
        return TrustedProxies.from(Settings.current());
    }
}
