package org.auralink.media.node.access;

import java.time.Duration;
import org.auralink.media.transport.TokenBucket;

/**
 * What one participant and one address may ask of the doors. An address is an IPv4 address or an IPv6 network of 64
 * bits, because whoever has one address of such a network has all of them.
 *
 * @param joinsOfIdentity joins, resumes and validations of one identity in one room. LiveKit's clients try ten times
 *     within a minute after a loss, with a validation each; what goes on longer than that is no person
 * @param joinsOfAddress the same of all identities at one address: a company behind one address whose meeting begins
 * @param failuresOfAddress refused tokens at any door. Good tokens from the same address are let in all the same, so
 *     that nobody locks out a neighbour
 * @param connectionsOfIdentity open signalling connections of one identity in one room: the one in use, and those that
 *     it replaced and that say goodbye
 * @param connectionsOfAddress open signalling connections of one address: an eighth of what the node takes
 * @param buckets addresses and identities whose budgets are remembered, in each table. The one that asked longest ago
 *     is forgotten first, and is full by then unless thousands asked within seconds; a table takes some 2 MB
 * @param revocations removed or restricted participants that are remembered, some 3 MB; the oldest is forgotten first,
 *     and only who administers rooms makes them
 * @param revoked how long a removal or restriction is remembered after its room has closed: as long as LiveKit's SDKs
 *     make a token valid that says nothing else
 */
public record AccessLimits(
        Rate joinsOfIdentity,
        Rate joinsOfAddress,
        Rate failuresOfAddress,
        int connectionsOfIdentity,
        int connectionsOfAddress,
        int buckets,
        int revocations,
        Duration revoked) {
    private static final Duration HOUR = Duration.ofHours(1);

    /** What the node uses. */
    public static final AccessLimits DEFAULT = new AccessLimits(
            new Rate(1, 30), new Rate(20, 300), new Rate(1, 60), 8, 512, 8192, 10_000, Duration.ofHours(6));

    /**
     * How often something may happen.
     *
     * @param perSecond for long
     * @param burst at once, after a rest
     */
    public record Rate(double perSecond, int burst) {
        TokenBucket bucket() {
            return new TokenBucket(Math.max(1, Math.round(perSecond * HOUR.toSeconds())), HOUR, burst);
        }
    }

    /** The same with other budgets for an address, which the configuration may change. */
    public AccessLimits forAddress(int joinsPerMinute, int connections) {
        var joins = new Rate(joinsPerMinute / 60.0, Math.max(1, joinsPerMinute / 4));
        return new AccessLimits(
                joinsOfIdentity,
                joins,
                failuresOfAddress,
                connectionsOfIdentity,
                connections,
                buckets,
                revocations,
                revoked);
    }
}
