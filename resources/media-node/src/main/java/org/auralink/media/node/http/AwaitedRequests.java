package org.auralink.media.node.http;

import io.netty.channel.Channel;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The connections whose next request is not complete: nothing is known of their clients, yet each may make the node
 * keep a request. When there are too many, the one that has waited longest goes, so that clients which never finish
 * cannot keep out those that do.
 */
final class AwaitedRequests {
    private final int most;
    private final Set<Channel> waiting = new LinkedHashSet<>();

    AwaitedRequests(int most) {
        this.most = most;
    }

    /** A request may come from this connection. On the connection's thread, which knows whether it is still open. */
    void await(Channel channel) {
        Channel longest = channel.isActive() ? add(channel) : null;
        if (longest != null) {
            longest.close();
        }
    }

    private synchronized @Nullable Channel add(Channel channel) {
        waiting.add(channel);
        if (waiting.size() <= most) {
            return null;
        }
        Iterator<Channel> oldest = waiting.iterator();
        Channel longest = oldest.next();
        oldest.remove();
        return longest;
    }

    /** The request is there, or the connection is gone. */
    synchronized void complete(Channel channel) {
        waiting.remove(channel);
    }
}
