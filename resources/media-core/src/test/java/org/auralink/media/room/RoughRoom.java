package org.auralink.media.room;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.auralink.media.netem.Conditions;
import org.auralink.media.netem.Link;
import org.auralink.media.netem.Timeline;
import org.auralink.media.room.model.RoomOptions;

/** A room whose clients are behind paths of their own, in simulated time. */
final class RoughRoom {
    static final long MS = TestRoom.MS;
    /** How often timers are looked at: a node's loop does so every 20 ms. */
    private static final long TICK = 5 * MS;

    final TestRoom test = new TestRoom(RoomOptions.DEFAULT, 5);
    private final Timeline timeline = new Timeline(test.now);
    private final List<Link<Runnable>> links = new ArrayList<>();
    private final List<Runnable> timers = new ArrayList<>();
    private final List<Runnable> outlets = new ArrayList<>();
    private final CRC32 trace = new CRC32();
    private final long seed;

    RoughRoom(long seed) {
        this.seed = seed;
        every(TICK, () -> {
            if (test.room.nextTimeoutNanos() <= test.now) {
                test.room.handleTimeout(test.now);
            }
            timers.forEach(Runnable::run);
        });
    }

    /** A path in one direction; what is sent on it is done when it arrives. */
    Link<Runnable> link(Conditions conditions) {
        var link = new Link<Runnable>(new Random(seed * 1_000 + links.size()), conditions);
        links.add(link);
        timeline.deliver(link, this::act);
        return link;
    }

    /** Sends a packet; {@code arrival} is what it does. */
    void send(Link<Runnable> link, byte[] packet, Runnable arrival) {
        trace.update(packet);
        trace.update((int) test.now);
        trace.update((int) (test.now >>> 32));
        link.send(test.now, arrival, packet.length);
    }

    private void act(Runnable action) {
        test.now = timeline.now();
        action.run();
        outlets.forEach(Runnable::run);
    }

    void every(long nanos, Runnable action) {
        timeline.every(nanos, () -> act(action));
    }

    /** Looks whether something is due. */
    void timer(Runnable timer) {
        timers.add(timer);
    }

    /** Puts on links what is to be sent, after each thing that happens. */
    void outlet(Runnable outlet) {
        outlets.add(outlet);
    }

    void pass(long millis) {
        timeline.run(millis * MS);
        test.now = timeline.now();
    }

    /** Other paths for everybody. */
    void become(Conditions conditions) {
        links.forEach(link -> link.become(conditions));
    }

    /** Losses of all paths so far. */
    long lost() {
        return links.stream().mapToLong(link -> link.lost() + link.overflowed()).sum();
    }

    /** A checksum of every packet that was sent, and of its time. */
    long trace() {
        return trace.getValue();
    }
}
