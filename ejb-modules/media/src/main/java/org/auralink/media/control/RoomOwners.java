package org.auralink.media.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.auralink.media.entity.Limits;
import redis.clients.jedis.JedisPooled;

/**
 * Which node holds a room, so that two who open one at once meet in the same, and by which epoch, so that an owner that
 * slept through its replacement is known.
 *
 * <p>Epochs come from one counter for all rooms, which never falls behind the time in milliseconds: also when Redis has
 * lost everything, the next owner's is higher than those that were given away before.
 */
@ApplicationScoped
public class RoomOwners {

    private static final String PREFIX = "auralink:room:";

    private static final String EPOCHS = "auralink:epoch";

    private static final String VALIDITY = Long.toString(Limits.ROOM_OWNER_VALIDITY.toSeconds());

    /** A room is given to the node in ARGV[1] for ARGV[2] seconds, at the time in ARGV[3]. */
    private static final String GIVE = """
            local function give()
              local last = tonumber(redis.call('get', KEYS[2]) or '0')
              local epoch = string.format('%.0f', math.max(last + 1, tonumber(ARGV[3])))
              redis.call('set', KEYS[2], epoch)
              local owner = epoch .. ' ' .. ARGV[1]
              redis.call('set', KEYS[1], owner, 'EX', ARGV[2])
              return owner
            end
            local owner = redis.call('get', KEYS[1])
            """;

    /** Only if there is none; answers the owner that stands then. {@code SET NX GET} needs Redis 7. */
    private static final String CLAIM = GIVE + """
            if owner == false then
              return give()
            end
            redis.call('expire', KEYS[1], ARGV[2])
            return owner
            """;

    /** Only if nobody else did so first; answers the owner that stands then. */
    private static final String REPLACE = GIVE + """
            if owner == false or owner == ARGV[4] then
              return give()
            end
            return owner
            """;

    @Inject
    JedisPooled redis;

    @Inject
    Clock clock;

    /**
     * The node that holds the room: {@code candidate} if there was none.
     *
     * @throws redis.clients.jedis.exceptions.JedisConnectionException when Redis is away
     */
    public RoomOwner claim(String room, String candidate) {
        return eval(CLAIM, room, List.of(candidate, VALIDITY, now()));
    }

    /** The node that holds the room, if any does. */
    public Optional<RoomOwner> find(String room) {
        return Optional.ofNullable(redis.get(PREFIX + room)).map(RoomOwner::parse);
    }

    /**
     * Gives a room to another node.
     *
     * @param gone whose it is no more; when another owner stands by now, also by another epoch, that one stays
     * @return the owner, who may be a third by now
     */
    public RoomOwner replace(String room, RoomOwner gone, String candidate) {
        return eval(REPLACE, room, List.of(candidate, VALIDITY, now(), gone.text()));
    }

    private RoomOwner eval(String script, String room, List<String> arguments) {
        Object owner = redis.eval(script, List.of(PREFIX + room, EPOCHS), arguments);
        return RoomOwner.parse(String.valueOf(owner));
    }

    private String now() {
        return Long.toString(clock.millis());
    }
}
