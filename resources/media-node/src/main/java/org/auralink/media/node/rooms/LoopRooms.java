package org.auralink.media.node.rooms;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.auralink.media.node.net.DatagramLoop;
import org.auralink.media.room.forward.Scratch;

/** The rooms of one loop and their timers; everything on the loop's thread. */
final class LoopRooms {
    /**
     * How exactly rooms' timers are kept. Asking every room costs less than one timer per room, because packets, which
     * do not pass here, change what is due; and nothing a room does is finer than a lost packet's request.
     */
    private static final long TICK_NANOS = 20_000_000;

    private final DatagramLoop loop;
    private final Scratch scratch = new Scratch();
    private final Set<HostedRoom> rooms = new LinkedHashSet<>();
    private boolean ticking;

    LoopRooms(DatagramLoop loop) {
        this.loop = loop;
    }

    DatagramLoop loop() {
        return loop;
    }

    /** Buffers for the packet at hand: only one room at a time has one. */
    Scratch scratch() {
        return scratch;
    }

    void add(HostedRoom room) {
        rooms.add(room);
        if (!ticking) {
            ticking = true;
            loop.schedule(TICK_NANOS, this::tick);
        }
    }

    void remove(HostedRoom room) {
        rooms.remove(room);
    }

    private void tick(long now) {
        for (HostedRoom room : List.copyOf(rooms)) {
            room.tick(now);
        }
        ticking = !rooms.isEmpty();
        if (ticking) {
            loop.schedule(TICK_NANOS, this::tick);
        }
    }
}
