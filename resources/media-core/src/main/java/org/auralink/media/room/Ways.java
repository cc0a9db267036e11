package org.auralink.media.room;

import org.auralink.media.room.model.Reach;

/** Over which ways one participant looks for the node, and for how long that has worked. One thread. */
final class Ways {
    private final RoomShared shared;
    private final JoinRequest request;
    private Reach reach;
    private boolean up;
    private long since;

    Ways(long now, RoomShared shared, JoinRequest request) {
        this.shared = shared;
        this.request = request;
        reach = shared.fallbacks().of(now, request.identity());
    }

    Reach reach() {
        return reach;
    }

    /** Its media is up for the first time. */
    void connected(long now) {
        up = true;
        since = now;
    }

    /** Its client shall look for these ways from the next description on, and when it joins anew. */
    void use(long now, Reach ways) {
        reach = ways;
        since = now;
        shared.fallbacks().remember(now, request.identity(), ways);
    }

    /** Whether the node and its client can do so. */
    boolean has(Reach ways) {
        return shared.fallbacks().offers(ways, request.iceTcp());
    }

    /** Its media failed: if that happened soon, the way is at fault. */
    void failed(long now) {
        Reach next = shared.fallbacks().after(reach, request.iceTcp());
        if (next != reach && (!up || now - since < RoomTimes.LASTING)) {
            use(now, next);
        }
    }
}
