package org.auralink.media.node.agents;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import livekit.LivekitAgentDispatch.AgentDispatch;
import livekit.LivekitAgentDispatch.CreateAgentDispatchRequest;
import livekit.LivekitAgentDispatch.DeleteAgentDispatchRequest;
import livekit.LivekitAgentDispatch.JobRestartPolicy;
import livekit.LivekitAgentDispatch.ListAgentDispatchRequest;
import livekit.LivekitAgentDispatch.ListAgentDispatchResponse;
import livekit.LivekitAgentDispatch.RoomAgentDispatch;
import livekit.LivekitModels.ServerInfo;
import org.auralink.media.node.access.Authenticator;
import org.auralink.media.node.access.Door;
import org.auralink.media.node.access.Refused;
import org.auralink.media.node.agents.AgentCounters.WorkerOutcome;
import org.auralink.media.node.http.Exchange;
import org.auralink.media.node.http.Route;
import org.auralink.media.node.http.WebSocket;
import org.auralink.media.node.protocol.AgentFields;
import org.auralink.media.node.rooms.RoomGone;
import org.auralink.media.node.rooms.RoomObserver;
import org.auralink.media.node.rooms.RoomPlan;
import org.auralink.media.node.rooms.RoomRegistry;
import org.auralink.media.node.rooms.RoomSettings;
import org.auralink.media.node.rooms.RoomTask;
import org.auralink.media.node.token.Claims;
import org.auralink.media.node.twirp.DispatchOperations;
import org.auralink.media.node.twirp.TwirpError;
import org.auralink.media.room.RoomEvents;
import org.auralink.media.room.model.ParticipantInfo;
import org.auralink.media.room.model.RoomInfo;
import org.auralink.media.room.model.RoomSid;
import org.auralink.media.room.model.TrackInfo;
import org.jspecify.annotations.Nullable;

/**
 * Agents on this node: the door at which workers come ({@code /agent}), what rooms tell, and what the server API asks.
 * All of it is handed to one thread.
 */
public final class Agents implements Route, RoomObserver, DispatchOperations, AutoCloseable {
    /** How exactly times are kept; none is shorter than some seconds. */
    private static final Duration TICK = Duration.ofMillis(250);

    private final AgentThread thread = new AgentThread();
    private final AgentCounters counters = new AgentCounters();
    private final RoomRegistry rooms;
    private final RoomSettings settings;
    private final Authenticator doors;
    private final Dispatcher dispatcher;
    private final WorkerServices services;

    /**
     * Begins at once.
     *
     * @param rooms where agents are sent, and who tells of them from now on
     * @param settings how a room is opened to which an agent is dispatched
     * @param doors checks who comes
     * @param hands what is done for agents
     * @param server what workers are told about the node
     */
    public Agents(
            RoomRegistry rooms,
            RoomSettings settings,
            Authenticator doors,
            NodeHands hands,
            ServerInfo server,
            InstantSource clock,
            AgentLimits limits) {
        this.rooms = rooms;
        this.settings = settings;
        this.doors = doors;
        dispatcher = new Dispatcher(limits, hands, new Random(), clock, counters);
        services = new WorkerServices(limits, thread, dispatcher, new WorkerSeats(limits), counters, server, clock);
        rooms.observe(this);
        thread.every(TICK, dispatcher::tick);
    }

    /** What happened so far. */
    public AgentCounters counters() {
        return counters;
    }

    /** {@code /agent}: a worker comes. */
    @Override
    public void handle(Exchange exchange) {
        if (!exchange.wantsWebSocket()) {
            exchange.notFound();
            return;
        }
        try {
            Claims claims = doors.authenticate(exchange, Door.AGENTS);
            if (!claims.video().agent()) {
                throw new Refused(401, "permissions denied");
            }
            if (rooms.closing()) {
                throw new Refused(503, "node is shutting down");
            }
            if (!services.seats().take(claims.apiKey())) {
                throw new Refused(503, "too many agent workers are connected");
            }
            exchange.upgrade(new WorkerSession(services, claims.apiKey()));
        } catch (Refused e) {
            counters.count(e.status() == 503 ? WorkerOutcome.FULL : WorkerOutcome.REFUSED);
            e.answer(exchange);
        }
    }

    @Override
    public RoomEvents opening(RoomPlan plan) {
        return new Told(plan.agents());
    }

    /** One room. On the room's thread, so everything is only handed over. */
    private final class Told implements RoomEvents {
        private final List<RoomAgentDispatch> agents;

        Told(List<RoomAgentDispatch> agents) {
            this.agents = agents;
        }

        @Override
        public void roomStarted(RoomInfo room) {
            thread.run(now -> dispatcher.opened(now, room, agents));
        }

        @Override
        public void roomFinished(RoomInfo room) {
            thread.run(now -> dispatcher.closed(room));
        }

        @Override
        public void participantAdmitted(RoomInfo room, ParticipantInfo participant) {
            thread.run(now -> dispatcher.admitted(now, room, participant));
        }

        @Override
        public void participantJoined(RoomInfo room, ParticipantInfo participant) {
            thread.run(now -> dispatcher.changed(room, participant));
        }

        @Override
        public void participantLeft(RoomInfo room, ParticipantInfo participant) {
            thread.run(now -> dispatcher.left(now, room, participant));
        }

        @Override
        public void participantConnectionAborted(RoomInfo room, ParticipantInfo participant) {
            thread.run(now -> dispatcher.left(now, room, participant));
        }

        @Override
        public void trackPublished(RoomInfo room, ParticipantInfo participant, TrackInfo track) {
            thread.run(now -> dispatcher.published(now, room, participant));
        }

        @Override
        public void trackUnpublished(RoomInfo room, ParticipantInfo participant, TrackInfo track) {
            thread.run(now -> dispatcher.changed(room, participant));
        }
    }

    @Override
    public CompletableFuture<AgentDispatch> createDispatch(CreateAgentDispatchRequest request) {
        boolean known = request.getRestartPolicy() != JobRestartPolicy.UNRECOGNIZED;
        var wish = new Dispatch.Wish(
                request.getAgentName(),
                request.getMetadata(),
                known ? request.getRestartPolicy() : JobRestartPolicy.JRP_ON_FAILURE,
                AgentFields.deployment(request),
                AgentFields.attributes(request));
        RoomTask<RoomSid> sid = (now, room) -> room.sid();
        CompletableFuture<RoomSid> room = settings.autoCreate()
                ? rooms.callOpening(request.getRoom(), settings.standard(), host -> host.call(sid))
                : rooms.callExisting(request.getRoom(), sid);
        return in(room).thenCompose(open -> thread.call(now -> dispatcher.create(now, open, wish)));
    }

    @Override
    public CompletableFuture<AgentDispatch> deleteDispatch(DeleteAgentDispatchRequest request) {
        return in(rooms.callExisting(request.getRoom(), (now, room) -> room.sid()))
                .thenCompose(room -> thread.call(now -> dispatcher.delete(now, room, request.getDispatchId())));
    }

    @Override
    public CompletableFuture<ListAgentDispatchResponse> listDispatch(ListAgentDispatchRequest request) {
        return in(rooms.callExisting(request.getRoom(), (now, room) -> room.sid()))
                .thenCompose(room -> thread.call(now -> dispatcher.list(room, request.getDispatchId())))
                .thenApply(all -> ListAgentDispatchResponse.newBuilder()
                        .addAllAgentDispatches(all)
                        .build());
    }

    private CompletableFuture<RoomSid> in(CompletableFuture<RoomSid> room) {
        return room.exceptionallyCompose(failure -> {
            @Nullable Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (!(cause instanceof RoomGone)) {
                return CompletableFuture.failedFuture(failure);
            }
            return CompletableFuture.failedFuture(
                    rooms.closing()
                            ? new TwirpError(TwirpError.Code.UNAVAILABLE, "the node opens no more rooms")
                            : TwirpError.notFound("requested room does not exist"));
        });
    }

    /** Lets workers go. */
    @Override
    public void close() {
        thread.call(now -> {
                    dispatcher.workers().forEach(worker -> worker.close(WebSocket.GOING_AWAY, "the node stops"));
                    return true;
                })
                .completeOnTimeout(true, 1, TimeUnit.SECONDS)
                .exceptionally(failure -> true)
                .join();
        thread.close();
    }
}
