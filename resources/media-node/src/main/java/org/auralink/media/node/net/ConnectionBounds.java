package org.auralink.media.node.net;

import io.netty.channel.Channel;
import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.auralink.media.node.http.PeerConnections;

/**
 * Which connections of one port stay open: not too many, not too many of one address, and none for long whose client has
 * not shown that it belongs here. On the connections' thread, but for what says so.
 */
final class ConnectionBounds {
    private final StreamLimits limits;
    private final StreamCounters counters = new StreamCounters();
    private final PeerConnections addresses;
    /** Whose clients have not shown anything yet; the oldest first. */
    private final Set<Channel> unproven = new LinkedHashSet<>();

    /** @param shared other ends that stand for many clients, whose connections are not counted by address */
    ConnectionBounds(StreamLimits limits, Predicate<InetAddress> shared) {
        this.limits = limits;
        addresses = new PeerConnections(limits.connectionsPerAddress(), shared);
    }

    StreamCounters counters() {
        return counters;
    }

    /** Takes in a new connection; false, and it is closed, when there are too many. */
    boolean accept(Channel channel) {
        if (counters.openNow() >= limits.connections() || !addresses.opened(channel)) {
            end(channel, StreamCounters.End.TOO_MANY);
            return false;
        }
        counters.opened();
        unproven.add(channel);
        channel.closeFuture().addListener(closed -> {
            counters.closed();
            unproven.remove(channel);
        });
        channel.eventLoop().schedule(() -> expire(channel), limits.proveWithin().toMillis(), TimeUnit.MILLISECONDS);
        if (unproven.size() > limits.unproven()) {
            Channel oldest = unproven.iterator().next();
            unproven.remove(oldest);
            end(oldest, StreamCounters.End.GAVE_WAY);
        }
        return true;
    }

    private void expire(Channel channel) {
        if (unproven.contains(channel)) {
            end(channel, StreamCounters.End.LATE);
        }
    }

    /** Its client has shown that it belongs here. */
    void prove(Channel channel) {
        if (unproven.remove(channel)) {
            counters.proven();
        }
    }

    /** Ends a connection, unless it has ended; from any thread. */
    void end(Channel channel, StreamCounters.End why) {
        if (channel.isOpen()) {
            counters.ended(why);
            channel.close();
        }
    }
}
