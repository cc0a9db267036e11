package org.auralink.media.node.rooms;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.auralink.media.node.net.LoopTask;
import org.auralink.media.room.Participant;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.SignalSink;

/**
 * Where a client of one signalling connection sits: its room, and itself in it. Who is moved to another room of the loop
 * has it there from then on, so what the client says while it is moved reaches it there, in its order.
 */
public final class Seat {
    private final Participant participant;
    private final SignalSink sink;
    private volatile HostedRoom room;

    Seat(HostedRoom room, Participant participant, SignalSink sink) {
        this.room = room;
        this.participant = participant;
        this.sink = sink;
    }

    /** Who sits here. */
    public Participant participant() {
        return participant;
    }

    SignalSink sink() {
        return sink;
    }

    /** On the loop's thread. */
    void moveTo(HostedRoom other) {
        room = other;
    }

    /**
     * Tells the room what the client said. A fault ends that client's session and not the room.
     *
     * @param onFault called then, on the loop's thread
     */
    public void signal(ClientSignal signal, Runnable onFault) {
        room.onLoop(now -> room.signal(now, participant, signal, onFault));
    }

    /** Runs a task on the room's thread later; cancel it by the result. */
    public Future<?> schedule(long delayNanos, LoopTask task) {
        return room.schedule(delayNanos, task);
    }

    /**
     * The client's connection is gone.
     *
     * @param first done before the room is told, on its thread
     */
    public void left(Runnable first) {
        room.onLoop(now -> {
            first.run();
            HostedRoom present = room;
            present.lost(this);
            present.run(
                    now,
                    participant.identity(),
                    (at, open) -> {
                        open.signalLost(at, participant, sink);
                        return true;
                    },
                    new CompletableFuture<>());
        });
    }
}
