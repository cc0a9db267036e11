package org.auralink.calls.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.auralink.calls.entity.CallId;
import org.auralink.calls.entity.Limits;
import redis.clients.jedis.JedisPooled;

/** Which node holds the room of a call, so that two who join a new call at once meet in the same room. */
@ApplicationScoped
public class RoomOwners {

    private static final String PREFIX = "auralink:room:";

    private static final String VALIDITY = Long.toString(Limits.ROOM_OWNER_VALIDITY.toSeconds());

    /** Sets a value only if there is none; answers the value that stands then. {@code SET NX GET} needs Redis 7. */
    private static final String CLAIM = """
            local owner = redis.call('get', KEYS[1])
            if owner == false then
              redis.call('set', KEYS[1], ARGV[1], 'EX', ARGV[2])
              return ARGV[1]
            end
            redis.call('expire', KEYS[1], ARGV[2])
            return owner
            """;

    /** Replaces a value only if nobody else did so first; answers the value that stands then. */
    private static final String REPLACE = """
            local owner = redis.call('get', KEYS[1])
            if owner == false or owner == ARGV[1] then
              redis.call('set', KEYS[1], ARGV[2], 'EX', ARGV[3])
              return ARGV[2]
            end
            return owner
            """;

    @Inject
    JedisPooled redis;

    /**
     * The node that holds the call's room: {@code candidate} if there was none.
     *
     * @throws redis.clients.jedis.exceptions.JedisConnectionException when Redis is away
     */
    public String claim(CallId call, String candidate) {
        Object owner = redis.eval(CLAIM, List.of(key(call)), List.of(candidate, VALIDITY));
        return String.valueOf(owner);
    }

    /** Gives the room of a node that is gone to another one. Answers the owner, who may be a third by now. */
    public String replace(CallId call, String gone, String candidate) {
        Object owner = redis.eval(REPLACE, List.of(key(call)), List.of(gone, candidate, VALIDITY));
        return String.valueOf(owner);
    }

    private static String key(CallId call) {
        return PREFIX + call.roomName();
    }
}
