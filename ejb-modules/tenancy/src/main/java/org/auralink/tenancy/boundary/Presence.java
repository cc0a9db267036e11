package org.auralink.tenancy.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.auralink.shared.UserId;
import org.auralink.shared.redis.OptionalRedis;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.params.SetParams;

/**
 * When people were last seen by any server of the application. Kept in Redis and forgotten there by itself; while Redis is
 * away a server knows whom it saw itself. Whoever may know it is decided by who asks.
 */
@ApplicationScoped
public class Presence {
    private static final String PREFIX = "auralink:presence:";

    /** Pages that are looked at ask every three to ten seconds; three of those that are written may be lost. */
    static final Duration ONLINE = Duration.ofSeconds(90);

    /** One write for each person and server in so long, however much they ask. */
    static final Duration WRITTEN_EVERY = Duration.ofSeconds(30);

    /** People that one server remembers, some hundred bytes each. */
    private static final int REMEMBERED = 20_000;

    @Inject
    OptionalRedis redis;

    @Inject
    Clock clock;

    /** When this server saw somebody last and wrote so, longest ago first. */
    private final Map<UserId, Instant> seen = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UserId, Instant> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Somebody asks for something, and so is there. */
    public void seen(UserId person) {
        Instant now = clock.instant();
        synchronized (seen) {
            Instant before = seen.get(person);
            if (before != null && now.isBefore(before.plus(WRITTEN_EVERY))) {
                return;
            }
            // Removed first: the order is that of being seen.
            seen.remove(person);
            seen.put(person, now);
        }
        redis.ask(client -> client.set(
                PREFIX + person.value(),
                Long.toString(now.toEpochMilli()),
                SetParams.setParams().px(ONLINE.toMillis())));
    }

    /**
     * When each of these people was last seen.
     *
     * @return without those who were not seen for a minute and a half
     */
    public Map<UserId, Instant> lastSeen(Collection<UserId> people) {
        List<UserId> all = List.copyOf(people);
        if (all.isEmpty()) {
            return Map.of();
        }
        String[] keys = all.stream().map(person -> PREFIX + person.value()).toArray(String[]::new);
        Optional<List<String>> found = redis.ask(client -> client.mget(keys));
        Map<UserId, Instant> online = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            UserId person = all.get(i);
            Optional<Instant> at = found.isPresent() ? time(found.get().get(i)) : remembered(person);
            at.ifPresent(instant -> online.put(person, instant));
        }
        return online;
    }

    private Optional<Instant> remembered(UserId person) {
        synchronized (seen) {
            return Optional.ofNullable(seen.get(person))
                    .filter(at -> clock.instant().isBefore(at.plus(ONLINE)));
        }
    }

    private static Optional<Instant> time(@Nullable String millis) {
        return millis == null ? Optional.empty() : Optional.of(Instant.ofEpochMilli(Long.parseLong(millis)));
    }
}
