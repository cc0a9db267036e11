package org.auralink.media.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.auralink.media.entity.Limits;
import redis.clients.jedis.JedisPooled;

/** Which node holds a room, so that two who open one at once meet in the same. */
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
     * The node that holds the room: {@code candidate} if there was none.
     *
     * @throws redis.clients.jedis.exceptions.JedisConnectionException when Redis is away
     */
    public String claim(String room, String candidate) {
        Object owner = redis.eval(CLAIM, List.of(PREFIX + room), List.of(candidate, VALIDITY));
        return String.valueOf(owner);
    }

    /** Gives the room of a node that is gone to another one. Answers the owner, who may be a third by now. */
    public String replace(String room, String gone, String candidate) {
        Object owner = redis.eval(REPLACE, List.of(PREFIX + room), List.of(gone, candidate, VALIDITY));
        return String.valueOf(owner);
    }
}
