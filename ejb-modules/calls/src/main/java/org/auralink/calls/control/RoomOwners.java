package org.auralink.calls.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.auralink.calls.entity.CallId;
import org.auralink.calls.entity.Limits;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.params.SetParams;

/** Which node holds the room of a call, so that two who join a new call at once meet in the same room. */
@ApplicationScoped
public class RoomOwners {

    private static final String PREFIX = "auralink:room:";

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
        long validity = Limits.ROOM_OWNER_VALIDITY.toSeconds();
        String key = PREFIX + call.roomName();
        String owner = redis.setGet(key, candidate, SetParams.setParams().nx().ex(validity));
        if (owner == null) {
            return candidate;
        }
        redis.expire(key, validity);
        return owner;
    }

    /** Gives the room of a node that is gone to another one. Answers the owner, who may be a third by now. */
    public String replace(CallId call, String gone, String candidate) {
        Object owner = redis.eval(
                REPLACE,
                List.of(PREFIX + call.roomName()),
                List.of(gone, candidate, Long.toString(Limits.ROOM_OWNER_VALIDITY.toSeconds())));
        return String.valueOf(owner);
    }
}
