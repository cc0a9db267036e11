package org.auralink.media.turn;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.auralink.media.ice.StunIntegrity;
import org.jspecify.annotations.Nullable;

/** All allocations, within the quotas. One thread. */
final class Allocations {
    /** The dynamic ports (RFC 6335 6), as any client has one. They are names here: nothing is bound to them. */
    private static final int FIRST_PORT = 49_152;

    private static final int LAST_PORT = 65_535;

    private final TurnLimits limits;
    private final Map<TurnClient, Allocation> byClient = new HashMap<>();
    private final Map<String, Integer> perUser = new HashMap<>();
    private final Set<Integer> ports = new HashSet<>();
    private int nextPort = FIRST_PORT;

    Allocations(TurnLimits limits) {
        this.limits = limits;
    }

    @Nullable
    Allocation find(TurnClient client) {
        return byClient.get(client);
    }

    int size() {
        return byClient.size();
    }

    /** Why this user gets none more; null when there is one. */
    @Nullable
    TurnRefusal refusal(String user) {
        if (perUser.getOrDefault(user, 0) >= limits.allocationsPerUser()) {
            return TurnRefusal.QUOTA;
        }
        return byClient.size() >= limits.allocations() ? TurnRefusal.CAPACITY : null;
    }

    Allocation make(long now, TurnClient client, String username, StunIntegrity key, InetAddress relayed) {
        while (!ports.add(nextPort)) {
            nextPort = after(nextPort);
        }
        var address = new InetSocketAddress(relayed, nextPort);
        nextPort = after(nextPort);
        var made = new Allocation(now, client, username, key, address, limits);
        byClient.put(client, made);
        perUser.merge(user(made), 1, Integer::sum);
        return made;
    }

    private static int after(int port) {
        return port == LAST_PORT ? FIRST_PORT : port + 1;
    }

    private static String user(Allocation allocation) {
        return String.valueOf(TurnSecret.participant(allocation.username()));
    }

    void remove(Allocation gone) {
        if (byClient.remove(gone.client(), gone)) {
            ports.remove(gone.relayed().getPort());
            perUser.computeIfPresent(user(gone), (user, count) -> count == 1 ? null : count - 1);
        }
    }

    /** Those whose time is over. */
    List<Allocation> expired(long now) {
        List<Allocation> expired = new ArrayList<>();
        for (Allocation each : byClient.values()) {
            if (each.expiresAt() - now <= 0) {
                expired.add(each);
            }
        }
        return expired;
    }
}
