package org.auralink.identity.boundary;

import com.nimbusds.jose.util.JSONObjectUtils;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.auralink.identity.control.ForeignToken;
import org.auralink.shared.Caller;
import org.auralink.shared.UserId;
import org.auralink.shared.policies.Guards;
import org.auralink.shared.policies.Outages;
import org.jspecify.annotations.Nullable;

/**
 * People with tokens of a Supabase project as callers: each is looked up in the database once a minute, and while that is
 * away, who was seen before is believed.
 */
@ApplicationScoped
public class ForeignCallers {
    /** How long a ban of ours may go unnoticed; a look-up takes some milliseconds. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    /** People remembered: about a kilobyte each. */
    private static final int REMEMBERED = 10_000;

    @Inject
    private ForeignAccounts accounts;

    @Inject
    private Guards guards;

    @Inject
    private Clock clock;

    private final Map<UserId, Seen> seen = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UserId, Seen> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Seen(ForeignAccounts.Known known, Instant until) {}

    /** @throws org.auralink.shared.RefusedException as of {@link ForeignAccounts#arrive} */
    Caller caller(ForeignToken token) {
        ForeignAccounts.Known known = known(token);
        // The policies of the database read these claims: what the project says of organizations counts for nothing.
        Map<String, Object> claims = new LinkedHashMap<>(token.claims());
        claims.put("app_metadata", known.appMetadata());
        return new Caller(token.user(), known.organization(), JSONObjectUtils.toJSONString(claims));
    }

    private ForeignAccounts.Known known(ForeignToken token) {
        Seen before = remembered(token.user());
        if (before != null && clock.instant().isBefore(before.until())) {
            return before.known();
        }
        try {
            ForeignAccounts.Known known = guards.database().once(() -> accounts.arrive(token));
            remember(token.user(), new Seen(known, clock.instant().plus(FRESH)));
            return known;
        } catch (RuntimeException e) {
            if (before == null || !Outages.isOutage(e)) {
                throw e;
            }
            return before.known();
        }
    }

    private @Nullable Seen remembered(UserId user) {
        synchronized (seen) {
            return seen.get(user);
        }
    }

    private void remember(UserId user, Seen now) {
        synchronized (seen) {
            // Removed first: the order is that of the last look-up.
            seen.remove(user);
            seen.put(user, now);
        }
    }
}
