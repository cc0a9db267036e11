package org.auralink.identity.control;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.auralink.shared.UserId;
import org.auralink.shared.redis.OptionalRedis;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that ended while access tokens of theirs are still valid, so that those stop working at every door and not
 * only where the database is asked (RFC 9700, 4.14.2; OWASP ASVS 5.0, 7.4.1). Kept in Redis for all servers of the
 * application, with the newest only when there are too many. While Redis is away a server knows what ended on itself, and
 * other tokens work until they expire: the same as without this list, and better than nobody being let in.
 */
public final class EndedSessions {
    /** A sorted set: the session, and when the last of its access tokens has expired, in milliseconds since 1970. */
    static final String KEY = "auralink:sessions:ended";

    /** Adds sessions (from the fourth argument on), forgets expired ones, then the oldest beyond the limit. */
    private static final String ADD = """
        for i = 4, #ARGV do
          redis.call('zadd', KEYS[1], ARGV[2], ARGV[i])
        end
        redis.call('zremrangebyscore', KEYS[1], '-inf', ARGV[1])
        redis.call('zremrangebyrank', KEYS[1], 0, -tonumber(ARGV[3]) - 1)
        redis.call('pexpireat', KEYS[1], ARGV[2])
        return 1
        """;

    /** What is not there stays away. */
    private static final String READMIT = "return redis.call('zadd', KEYS[1], 'XX', ARGV[1], ARGV[2])";

    /** Sessions whose last answer is remembered here: some hundred bytes each. */
    private static final int REMEMBERED = 20_000;

    /** In one question to Redis; who signs out of more sessions than that asks several times. */
    private static final int AT_ONCE = 500;

    private final OptionalRedis redis;
    private final Limits.Sessions limits;
    private final Clock clock;
    private final Map<UUID, Answer> answers = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Answer> eldest) {
            return size() > REMEMBERED;
        }
    };

    public EndedSessions(OptionalRedis redis, Limits.Sessions limits, Clock clock) {
        this.redis = redis;
        this.limits = limits;
        this.clock = clock;
    }

    /** Call it when the end of the sessions is committed. */
    public void add(Collection<UUID> sessions) {
        long now = clock.millis();
        long expired = now + limits.accessToken().toMillis();
        sessions.forEach(session -> remember(session, new Answer(true, expired)));
        List<UUID> all = List.copyOf(sessions);
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            List<String> arguments = new ArrayList<>(List.of("" + now, "" + expired, "" + limits.ended()));
            all.subList(from, Math.min(from + AT_ONCE, all.size()))
                    .forEach(session -> arguments.add(session.toString()));
            redis.ask(client -> client.eval(ADD, List.of(KEY), arguments));
        }
    }

    /** Did the session end although its access tokens may still be valid? False when nobody can tell. */
    public boolean has(UUID session) {
        return has(session, limits.accessToken().toMillis());
    }

    /** @param endBelieved how long an end is believed, in milliseconds */
    private boolean has(UUID session, long endBelieved) {
        long now = clock.millis();
        Answer known = remembered(session);
        if (known != null && now < known.until()) {
            return known.ended();
        }
        boolean ended = redis.ask(client -> {
                    Double expired = client.zscore(KEY, session.toString());
                    return expired != null && now < expired;
                })
                .orElse(false);
        long believed = ended ? endBelieved : limits.endedSeen().toMillis();
        remember(session, new Answer(ended, now + believed));
        return ended;
    }

    /** All access tokens of a person, until those that are about have expired. Call it when that is committed. */
    public void addAll(UserId user) {
        add(List.of(user.value()));
    }

    /** The person's tokens count again; other servers notice within {@link Limits.Sessions#endedSeen}. */
    public void readmit(UserId user) {
        remember(
                user.value(),
                new Answer(false, clock.millis() + limits.endedSeen().toMillis()));
        redis.ask(client -> client.eval(
                READMIT, List.of(KEY), List.of("" + clock.millis(), user.value().toString())));
    }

    /** Are the person's access tokens worth nothing although they may still be valid? False when nobody can tell. */
    public boolean hasAll(UserId user) {
        return has(user.value(), limits.endedSeen().toMillis());
    }

    private @Nullable Answer remembered(UUID session) {
        synchronized (answers) {
            return answers.get(session);
        }
    }

    private void remember(UUID session, Answer answer) {
        synchronized (answers) {
            // Removed first: the order is that of the last answer.
            answers.remove(session);
            answers.put(session, answer);
        }
    }

    /** @param until milliseconds since 1970 */
    private record Answer(boolean ended, long until) {}
}
