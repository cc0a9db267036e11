package org.auralink.media.node.rooms;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.auralink.media.node.events.EventLog;
import org.auralink.media.node.net.DatagramLoop;
import org.auralink.media.room.GuestOutcome;
import org.auralink.media.room.MoveOutcome;
import org.auralink.media.room.RoomContext;
import org.auralink.media.room.RoomEvents;
import org.auralink.media.room.RoomLimits;
import org.auralink.media.room.RoomTuning;
import org.auralink.media.room.UnixClock;
import org.auralink.media.room.model.DisconnectReason;
import org.auralink.media.room.model.LeaveAction;
import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.room.model.ParticipantInfo;
import org.auralink.media.room.model.RoomInfo;
import org.auralink.media.room.model.SidGenerator;
import org.auralink.traces.Traces;
import org.jspecify.annotations.Nullable;

/** All rooms of the node by name. A room lives on the loop that has the least to do when it opens. */
public final class RoomRegistry {
    /** A room that closes just as somebody joins is opened anew; twice in a row is chance, more is a fault. */
    private static final int ATTEMPTS = 3;

    private final ConcurrentHashMap<String, HostedRoom> rooms = new ConcurrentHashMap<>();
    private final List<LoopRooms> loops;
    private final EventLog events;
    private final InstantSource clock;
    private final RoomLimits limits;
    private final RoomTuning tuning;
    private final SidGenerator sids = new SidGenerator(new SecureRandom());
    private final RoomCounters counters = new RoomCounters();
    private final List<RoomObserver> observers = new CopyOnWriteArrayList<>();
    private volatile Traces traces = Traces.OFF;
    private volatile boolean closing;
    private volatile boolean draining;

    /**
     * @param loops where rooms can live
     * @param events gets what happens in rooms
     * @param limits of every room
     * @param tuning of every room
     */
    public RoomRegistry(
            List<DatagramLoop> loops, EventLog events, InstantSource clock, RoomLimits limits, RoomTuning tuning) {
        this.loops = loops.stream().map(LoopRooms::new).toList();
        this.events = events;
        this.clock = clock;
        this.limits = limits;
        this.tuning = tuning;
    }

    /** Makes spans of what happens in rooms that open from now on. */
    public void trace(Traces made) {
        traces = made;
    }

    /** Tells of rooms that open from now on. */
    public void observe(RoomObserver observer) {
        observers.add(observer);
    }

    /** The open room of this name. */
    public Optional<HostedRoom> find(String name) {
        return Optional.ofNullable(rooms.get(name));
    }

    /** All open rooms, in no order. */
    public Collection<HostedRoom> all() {
        return List.copyOf(rooms.values());
    }

    /** Open rooms. */
    public int count() {
        return rooms.size();
    }

    /** Connected participants of all rooms. */
    public int participants() {
        return rooms.values().stream().mapToInt(HostedRoom::participants).sum();
    }

    /** Published tracks of all rooms. */
    public int tracks() {
        return rooms.values().stream().mapToInt(HostedRoom::tracks).sum();
    }

    /** What happened in rooms since the start. */
    public RoomCounters counters() {
        return counters;
    }

    /** Whether the node stops and opens no more rooms. */
    public boolean closing() {
        return closing;
    }

    /** Whether it opens no new rooms from now on, while those that are open go on. */
    public void drain(boolean begins) {
        draining = begins;
    }

    /** Whether it opens no new rooms. */
    public boolean draining() {
        return draining;
    }

    /** @return fails with {@link RoomGone} when there is no such room */
    public <T> CompletableFuture<T> callExisting(String name, RoomTask<T> call) {
        HostedRoom room = rooms.get(name);
        return room == null ? CompletableFuture.failedFuture(new RoomGone()) : room.call(call);
    }

    /**
     * Does something with the room of this name, which is opened when there is none. Fails with {@link NodeDraining} when
     * it is not.
     *
     * @param plan of a room that is opened; an open room does not change
     * @param call may fail with {@link RoomGone} to get a new room
     */
    public <T> CompletableFuture<T> callOpening(
            String name, RoomPlan plan, Function<HostedRoom, CompletableFuture<T>> call) {
        return attempt(name, plan, call, ATTEMPTS);
    }

    private <T> CompletableFuture<T> attempt(
            String name, RoomPlan plan, Function<HostedRoom, CompletableFuture<T>> call, int attempts) {
        if (closing) {
            return CompletableFuture.failedFuture(new RoomGone());
        }
        HostedRoom room = draining ? rooms.get(name) : rooms.computeIfAbsent(name, missing -> open(missing, plan));
        if (room == null) {
            return CompletableFuture.failedFuture(new NodeDraining());
        }
        return call.apply(room).exceptionallyCompose(failure -> {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause instanceof RoomGone && attempts > 1) {
                rooms.remove(name, room);
                return attempt(name, plan, call, attempts - 1);
            }
            return CompletableFuture.failedFuture(cause == null ? failure : cause);
        });
    }

    private HostedRoom open(String name, RoomPlan plan) {
        LoopRooms home = loops.stream()
                .min(Comparator.comparingInt(loop -> loop.loop().transports()))
                .orElseThrow();
        return open(name, plan, home);
    }

    private HostedRoom open(String name, RoomPlan plan, LoopRooms home) {
        List<RoomEvents> others =
                observers.stream().map(observer -> observer.opening(plan)).toList();
        var feed = new RoomFeed(events, clock, counters, others, new RoomTraces(traces, clock));
        feed.raiseEpoch(plan.epoch());
        var room = new HostedRoom(name, home, feed, closed -> rooms.remove(closed.name(), closed));
        room.open(
                plan.options(),
                (loop, transports, told) -> new RoomContext(
                        sids,
                        transports,
                        told,
                        new UnixClock(loop.now(), clock.millis()),
                        limits,
                        tuning,
                        home.scratch()));
        return room;
    }

    /**
     * Moves somebody to the room of another name. Who can be moved within the loop keeps its connections; who cannot is
     * told where it belongs, and connects anew.
     *
     * @param plan of a room that is opened, beside the one where the participant is
     * @param opens whether one that does not exist is opened
     * @return fails with {@link RoomGone} when one of the rooms is not open
     */
    public CompletableFuture<MoveOutcome> move(
            String name, ParticipantIdentity identity, String destination, RoomPlan plan, boolean opens) {
        return move(name, identity, destination, plan, opens, ATTEMPTS);
    }

    private CompletableFuture<MoveOutcome> move(
            String name, ParticipantIdentity identity, String destination, RoomPlan plan, boolean opens, int attempts) {
        HostedRoom from = rooms.get(name);
        HostedRoom to = other(from, destination, plan, opens);
        if (from == null || to == null) {
            return CompletableFuture.failedFuture(new RoomGone());
        }
        CompletableFuture<MoveOutcome> moved = from.isBeside(to) ? from.move(identity, to) : send(from, identity, to);
        return moved.thenCompose(outcome -> {
            boolean again = outcome.equals(new MoveOutcome.Refused(MoveOutcome.Reason.ROOM_CLOSED)) && attempts > 1;
            if (again) {
                rooms.remove(destination, to);
                return move(name, identity, destination, plan, opens, attempts - 1);
            }
            return CompletableFuture.completedFuture(outcome);
        });
    }

    /**
     * Lets somebody be in the room of another name as well, as a guest; parameters as of {@link #move}.
     *
     * @return null when nobody has this identity; fails with {@link RoomGone} when one of the rooms is not open
     */
    public CompletableFuture<@Nullable GuestOutcome> forward(
            String name, ParticipantIdentity identity, String destination, RoomPlan plan, boolean opens) {
        HostedRoom from = rooms.get(name);
        HostedRoom to = other(from, destination, plan, opens);
        return from == null || to == null
                ? CompletableFuture.failedFuture(new RoomGone())
                : new ForwardedParticipant(from, to, identity).begin();
    }

    private @Nullable HostedRoom other(@Nullable HostedRoom from, String destination, RoomPlan plan, boolean opens) {
        return from == null || closing || draining || !opens
                ? rooms.get(destination)
                : rooms.computeIfAbsent(destination, missing -> open(missing, plan, from.home()));
    }

    private static CompletableFuture<MoveOutcome> send(HostedRoom from, ParticipantIdentity identity, HostedRoom to) {
        return from.call((now, open) -> open.participant(identity))
                .thenCompose(known ->
                        known.isEmpty() ? refused(MoveOutcome.Reason.NO_PARTICIPANT) : send(from, known.get(), to));
    }

    private static CompletableFuture<MoveOutcome> send(HostedRoom from, ParticipantInfo who, HostedRoom to) {
        return to.call((now, open) ->
                        open.refusal(who.identity(), who.isDependent()).isPresent()
                                ? Optional.<RoomInfo>empty()
                                : Optional.of(open.info()))
                .<CompletableFuture<MoveOutcome>>handle((info, gone) -> gone != null
                        ? refused(MoveOutcome.Reason.ROOM_CLOSED)
                        : info.isEmpty()
                                ? refused(MoveOutcome.Reason.ROOM_FULL)
                                : from.call((now, open) -> open.sendTo(now, who.identity(), info.get())))
                .thenCompose(outcome -> outcome);
    }

    private static CompletableFuture<MoveOutcome> refused(MoveOutcome.Reason reason) {
        return CompletableFuture.completedFuture(new MoveOutcome.Refused(reason));
    }

    /** Lets everybody go; returns when all rooms are closed or {@code patience} is over. */
    public void close(DisconnectReason reason, Duration patience) {
        closing = true;
        end(reason, LeaveAction.DISCONNECT)
                .completeOnTimeout(0, patience.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /**
     * Closes the rooms that are open now.
     *
     * @param action what clients do then
     * @return how many rooms there were, once they are closed
     */
    public CompletableFuture<Integer> end(DisconnectReason reason, LeaveAction action) {
        var all = all().stream()
                .map(room -> room.call((now, open) -> {
                    open.close(now, reason, action);
                    return true;
                }))
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(all).handle((done, failure) -> all.length);
    }
}
