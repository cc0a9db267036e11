package org.auralink.media.node.rooms;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.auralink.media.node.net.DatagramLoop;
import org.auralink.media.node.net.LoopTask;
import org.auralink.media.room.MoveOutcome;
import org.auralink.media.room.Participant;
import org.auralink.media.room.Room;
import org.auralink.media.room.RoomContext;
import org.auralink.media.room.model.DisconnectReason;
import org.auralink.media.room.model.LeaveAction;
import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.room.model.RoomOptions;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.room.signal.SignalSink;
import org.auralink.media.transport.TransportFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A room and the loop it lives on. Calls may come from any thread; they reach the room in their order. */
public final class HostedRoom {
    private static final Logger LOG = LoggerFactory.getLogger(HostedRoom.class);

    private final String name;
    private final LoopRooms home;
    private final RoomFeed feed;
    private final Consumer<HostedRoom> whenClosed;
    private final GuardedTransports transports;
    private final Set<Seat> seats = new LinkedHashSet<>();
    private @Nullable Room room;

    /** @param whenClosed told on the loop's thread when the room is over */
    HostedRoom(String name, LoopRooms home, RoomFeed feed, Consumer<HostedRoom> whenClosed) {
        this.name = name;
        this.home = home;
        this.feed = feed;
        this.whenClosed = whenClosed;
        transports = new GuardedTransports(loop().transportsOf(this), this::planBreakDown);
    }

    /** The room's name. */
    public String name() {
        return name;
    }

    /** Participants whose media is connected. */
    int participants() {
        return feed.participants();
    }

    /** Its events are of this epoch from now on, unless they are of a later one. On the loop's thread. */
    void raiseEpoch(long epoch) {
        feed.raiseEpoch(epoch);
    }

    /** Published tracks. */
    int tracks() {
        return feed.tracks();
    }

    /** Opens the room before any other call reaches it. */
    void open(RoomOptions options, RoomContextSource contexts) {
        execute(now -> {
            try {
                room = Room.open(now, name, options, contexts.context(loop(), transports, feed));
                home.add(this);
            } catch (RuntimeException e) {
                LOG.error("A room could not be opened", e);
                feed.finish();
                whenClosed.accept(this);
            }
        });
    }

    private void planBreakDown(RuntimeException fault) {
        loop().execute(now -> {
            Room broken = room;
            if (broken != null) {
                breakDown(now, broken, fault);
            }
        });
    }

    /** Somebody in the room is told things by {@code sink} from now on. On the loop's thread. */
    public Seat seat(Participant participant, SignalSink sink) {
        var seat = new Seat(this, participant, sink);
        seats.add(seat);
        return seat;
    }

    /** The end of {@link #seat}. On the loop's thread. */
    void lost(Seat seat) {
        seats.remove(seat);
    }

    /** Whether both live on one loop. */
    boolean isBeside(HostedRoom other) {
        return home == other.home;
    }

    /** The loop it lives on. */
    LoopRooms home() {
        return home;
    }

    /** Takes somebody to another room of this loop, whose opening was planned before. The result is as of {@link #call}. */
    CompletableFuture<MoveOutcome> move(ParticipantIdentity identity, HostedRoom destination) {
        return call(identity, (now, open) -> {
            Room other = destination.room;
            if (other == null || other.closed()) {
                return new MoveOutcome.Refused(MoveOutcome.Reason.ROOM_CLOSED);
            }
            try {
                MoveOutcome outcome = open.move(now, identity, other);
                if (outcome instanceof MoveOutcome.Moved moved) {
                    moveSeats(moved.participant(), destination);
                }
                return outcome;
            } catch (RuntimeException e) {
                // It may be here or there by now, and is let go in both; the others stay.
                destination.endSession(now, other, identity, e);
                throw e;
            }
        });
    }

    private void moveSeats(Participant participant, HostedRoom destination) {
        for (Seat seat : List.copyOf(seats)) {
            if (seat.participant() == participant) {
                seats.remove(seat);
                seat.moveTo(destination);
                destination.seats.add(seat);
            }
        }
    }

    /** Makes what a room is given by its loop. */
    @FunctionalInterface
    interface RoomContextSource {
        RoomContext context(DatagramLoop loop, TransportFactory transports, RoomFeed feed);
    }

    /**
     * Does something with the room on its loop's thread. The result arrives on another thread, so that what follows
     * costs the loop nothing.
     *
     * @return fails with {@link RoomGone} when the room is over
     */
    public <T> CompletableFuture<T> call(RoomTask<T> call) {
        var result = new CompletableFuture<T>();
        if (!execute(now -> run(now, null, call, result))) {
            result.completeExceptionally(new RoomGone());
        }
        return result;
    }

    /**
     * As the other, on behalf of somebody. A fault ends the session of who provoked it and not the room, where others
     * talk.
     */
    public <T> CompletableFuture<T> call(ParticipantIdentity behalf, RoomTask<T> call) {
        var result = new CompletableFuture<T>();
        if (!execute(now -> run(now, behalf, call, result))) {
            result.completeExceptionally(new RoomGone());
        }
        return result;
    }

    /**
     * Tells the room what a client said. A fault ends that client's session and not the room. On the loop's thread.
     *
     * @param onFault called then
     */
    void signal(long now, Participant from, ClientSignal signal, Runnable onFault) {
        Room open = room;
        if (open == null || open.closed()) {
            return;
        }
        try {
            open.signal(now, from, signal);
            forgetWhenClosed(open);
        } catch (RuntimeException e) {
            onFault.run();
            endSession(now, open, from.identity(), e);
        }
    }

    /** Something that is told, and brings no answer. */
    interface Message {
        void arrive(long now, Room room);
    }

    /** Tells the room something about somebody, whose session a fault ends; nothing when the room is over. */
    void tell(ParticipantIdentity about, Message message) {
        loop().execute(now -> {
            Room open = room;
            if (open == null || open.closed()) {
                return;
            }
            try {
                message.arrive(now, open);
                forgetWhenClosed(open);
            } catch (RuntimeException e) {
                endSession(now, open, about, e);
            }
        });
    }

    /** Runs a task on the loop's thread. */
    void onLoop(LoopTask task) {
        loop().execute(task);
    }

    /** Runs a task on the room's thread later; cancel it by the result. */
    Future<?> schedule(long delayNanos, LoopTask task) {
        return loop().schedule(delayNanos, task);
    }

    /** {@link #call}, on the loop's thread already. */
    <T> void run(long now, @Nullable ParticipantIdentity behalf, RoomTask<T> call, CompletableFuture<T> result) {
        Room open = room;
        if (open == null || open.closed()) {
            result.completeExceptionally(new RoomGone());
            return;
        }
        try {
            T value = call.apply(now, open);
            forgetWhenClosed(open);
            result.completeAsync(() -> value);
        } catch (RuntimeException e) {
            if (behalf == null) {
                breakDown(now, open, e);
            } else {
                endSession(now, open, behalf, e);
            }
            result.completeExceptionally(e);
        }
    }

    /** When even that fails, it is the room that is broken. */
    private void endSession(long now, Room open, ParticipantIdentity identity, RuntimeException cause) {
        LOG.error("Room {}: a client's message failed, and its session ends", open.sid(), cause);
        try {
            open.endSession(now, identity);
            forgetWhenClosed(open);
        } catch (RuntimeException e) {
            e.addSuppressed(cause);
            breakDown(now, open, e);
        }
    }

    /** Lets the room do what is due. */
    void tick(long now) {
        Room open = room;
        if (open == null) {
            return;
        }
        try {
            if (!open.closed() && open.nextTimeoutNanos() <= now) {
                open.handleTimeout(now);
            }
            forgetWhenClosed(open);
        } catch (RuntimeException e) {
            breakDown(now, open, e);
        }
    }

    /**
     * A broken invariant ends its room, and no other. What the room itself does not get done, because it is broken, is
     * done for it: everybody is told to go, and the room is over for those outside.
     */
    private void breakDown(long now, Room broken, RuntimeException cause) {
        LOG.error("Room {} failed and is closed", broken.sid(), cause);
        quietly(broken, () -> broken.close(now, DisconnectReason.ROOM_CLOSED));
        // Those who were told by the room hear nothing more: a leave is the last message.
        var leave = new ServerSignal.Leave(DisconnectReason.ROOM_CLOSED, LeaveAction.DISCONNECT);
        List.copyOf(seats).forEach(seat -> quietly(broken, () -> seat.sink().send(leave)));
        seats.clear();
        quietly(broken, () -> transports.close(now));
        feed.finish();
        forget();
    }

    private static void quietly(Room broken, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.error("Room {} could not be closed in order", broken.sid(), e);
        }
    }

    private void forgetWhenClosed(Room open) {
        if (open.closed()) {
            forget();
        }
    }

    private void forget() {
        room = null;
        home.remove(this);
        whenClosed.accept(this);
    }

    /** On the loop's thread, as part of what the calling thread is about: spans and lines of the log are. */
    private boolean execute(LoopTask task) {
        Context asked = Context.current();
        return loop().execute(now -> {
            try (Scope scope = asked.makeCurrent()) {
                task.run(now);
            }
        });
    }

    private DatagramLoop loop() {
        return home.loop();
    }
}
