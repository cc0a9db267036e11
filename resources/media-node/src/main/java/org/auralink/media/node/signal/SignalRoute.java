package org.auralink.media.node.signal;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import livekit.LivekitRoom.RoomConfiguration;
import org.auralink.media.node.access.Entrance;
import org.auralink.media.node.access.JoinBudget.Place;
import org.auralink.media.node.access.Refused;
import org.auralink.media.node.access.Revocations.Verdict;
import org.auralink.media.node.config.LimitConfig;
import org.auralink.media.node.http.Exchange;
import org.auralink.media.node.http.Route;
import org.auralink.media.node.protocol.Descriptions;
import org.auralink.media.node.protocol.InputException;
import org.auralink.media.node.protocol.InputLimits;
import org.auralink.media.node.protocol.SafeJson;
import org.auralink.media.node.rooms.HostedRoom;
import org.auralink.media.node.rooms.NodeDraining;
import org.auralink.media.node.rooms.RoomGone;
import org.auralink.media.node.rooms.RoomPlan;
import org.auralink.media.node.rooms.RoomRegistry;
import org.auralink.media.node.rooms.RoomSettings;
import org.auralink.media.node.rooms.UnknownPreset;
import org.auralink.media.node.signal.SignalCounters.Outcome;
import org.auralink.media.room.JoinOutcome;
import org.auralink.media.room.JoinRequest;
import org.auralink.media.room.Room;
import org.auralink.media.room.model.DisconnectReason;
import org.auralink.media.room.model.LeaveAction;
import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.traces.Traces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /rtc} and {@code /rtc/v1}: let a client into its room, or back into its session, and only then complete the
 * upgrade; a refusal is an ordinary HTTP answer. {@code validate} below each makes the same checks without a session.
 */
public final class SignalRoute implements Route {
    private static final Logger LOG = LoggerFactory.getLogger(SignalRoute.class);
    private static final String NO_ROOM = "requested room does not exist";
    private static final String NO_ROOM_YET = "node has just started: the rooms that it had may be opened again";

    /**
     * After its start a node may be asked for rooms of calls that went on without it and are opened again by the control
     * plane: as a rule within two seconds of seeing it, on a busy machine or when a circuit is open later, and as long as
     * it holds a call for interrupted. Clients take 404 as the end of the call and try again after 503, for 22 to 66
     * seconds, so the wrong answer to one who comes too early costs a call and to one who comes too late a minute's wait.
     */
    private static final Duration ROOMS_COME_BACK = Duration.ofSeconds(60);

    private static final String FULL = "room has exceeded its max participants";

    private static final String REMOVED = "you were removed from this room: a newer token is needed to come back";

    private final SignalServices services;
    private final Entrance entrance;
    private final RoomRegistry rooms;
    private final RoomSettings settings;
    private final LimitConfig limits;
    private final Descriptions descriptions;
    private final Instant settled;

    /**
     * @param services what all connections share
     * @param entrance checks who asks, and how often
     * @param rooms where the room is, or is opened
     * @param settings how a room behaves that is opened by the first who joins
     * @param limits lengths of names, and when the node takes no more
     * @param restored whether rooms that the node had before it was started are opened again by somebody else
     */
    public SignalRoute(
            SignalServices services,
            Entrance entrance,
            RoomRegistry rooms,
            RoomSettings settings,
            LimitConfig limits,
            boolean restored) {
        this.services = services;
        this.entrance = entrance;
        this.rooms = rooms;
        this.settings = settings;
        this.limits = limits;
        this.descriptions = new Descriptions(limits);
        settled = restored ? services.clock().instant().plus(ROOMS_COME_BACK) : Instant.MIN;
    }

    @Override
    public void handle(Exchange exchange) {
        handle(exchange, false);
    }

    /** {@code /rtc/v1}: the client has one peer connection, and says everything in a join request. */
    public void handleJoinRequest(Exchange exchange) {
        handle(exchange, true);
    }

    private void handle(Exchange exchange, boolean required) {
        if (!exchange.wantsWebSocket()) {
            exchange.notFound();
            return;
        }
        long began = System.nanoTime();
        try {
            Admission admission = admit(exchange, required);
            RoomPlan plan = plan(admission);
            Place place = entrance.budget().place(exchange, admission.room(), admission.person());
            if (admission.parameters().reconnect()) {
                resume(exchange, admission);
            } else {
                join(exchange, admission, plan, place, began);
            }
        } catch (Refused e) {
            refuse(exchange, e);
        }
    }

    /** {@code /rtc/validate}: clients ask here why {@code /rtc} refused them, because it can only give a status. */
    public void validate(Exchange exchange) {
        validate(exchange, false);
    }

    /** {@code /rtc/v1/validate}. */
    public void validateJoinRequest(Exchange exchange) {
        validate(exchange, true);
    }

    private void validate(Exchange exchange, boolean required) {
        try {
            Admission admission = admit(exchange, required);
            plan(admission);
            rooms.callExisting(admission.room(), (now, room) -> isFull(room, admission.request()))
                    .exceptionally(failure -> false)
                    .thenAccept(full -> {
                        if (full) {
                            exchange.text(500, FULL);
                        } else {
                            exchange.text(200, "success");
                        }
                    });
        } catch (Refused e) {
            if (e.tooMany()) {
                services.counters().count(Outcome.RATE_LIMITED);
            }
            e.answer(exchange);
        }
    }

    /** Whether the room would refuse this one, who replaces an older session of the same identity. */
    private static boolean isFull(Room room, JoinRequest request) {
        int most = room.info().options().maxParticipants();
        return most > 0
                && !request.isDependent()
                && room.participants().stream()
                                .filter(info ->
                                        !info.isDependent() && !info.identity().equals(request.identity()))
                                .count()
                        >= most;
    }

    private Admission admit(Exchange exchange, boolean required) throws Refused {
        Admission admission = Admission.of(exchange, entrance.doors(), descriptions, required);
        entrance.budget().take(exchange, admission.room(), admission.person());
        if (verdict(admission) instanceof Verdict.Removed) {
            throw new Refused(403, REMOVED);
        }
        if (rooms.closing()) {
            throw new Refused(503, "node is shutting down");
        }
        if (limits.numTracks() > 0 && rooms.tracks() >= limits.numTracks()) {
            throw new Refused(503, "node has exceeded its configured limit");
        }
        if (rooms.find(admission.room()).isEmpty()) {
            if (!settings.autoCreate()) {
                throw noRoom();
            }
            if (rooms.draining()) {
                throw new Refused(503, NodeDraining.TEXT);
            }
        }
        return admission;
    }

    private Refused noRoom() {
        return services.clock().instant().isBefore(settled) ? new Refused(503, NO_ROOM_YET) : new Refused(404, NO_ROOM);
    }

    /** What the room is to be when this is who opens it. */
    private RoomPlan plan(Admission admission) throws Refused {
        var config = RoomConfiguration.newBuilder();
        try {
            if (!admission.claims().roomConfig().isEmpty()) {
                SafeJson.merge(admission.claims().roomConfig(), config, InputLimits.TOKEN);
            }
            String fault = descriptions.metadata(config.getMetadata());
            if (fault == null) {
                fault = descriptions.agents("agents", config.getAgentsList());
            }
            if (fault != null) {
                throw new Refused(400, "roomConfig of the token: " + fault);
            }
            return settings.of(config.build(), admission.claims().roomPreset());
        } catch (InputException e) {
            throw new Refused(400, "roomConfig of the token: expected protojson of RoomConfiguration");
        } catch (UnknownPreset e) {
            throw new Refused(400, "roomPreset of the token: " + e.getMessage());
        }
    }

    private Verdict verdict(Admission admission) {
        Verdict ofPerson = verdict(admission, admission.person());
        Verdict own = ofPerson instanceof Verdict.Removed ? ofPerson : verdict(admission, admission.identity());
        return own instanceof Verdict.Valid ? ofPerson : own;
    }

    private Verdict verdict(Admission admission, String identity) {
        return entrance.revocations().verdict(admission.room(), identity, admission.claims());
    }

    private void join(Exchange exchange, Admission admission, RoomPlan plan, Place place, long began) {
        var session = new SignalSession(services, admission.claims());
        Context asked = Traces.told(admission.claims().traceparent());
        Function<HostedRoom, CompletableFuture<Optional<JoinOutcome>>> joining =
                host -> host.call(new ParticipantIdentity(admission.identity()), (now, room) -> {
                            try (Scope scope = asked.makeCurrent()) {
                                return joined(now, room, host, admission, session);
                            }
                        })
                        .thenCompose(SignalRoute::orElsewhere);
        CompletableFuture<Optional<JoinOutcome>> joined;
        try (Scope scope = asked.makeCurrent()) {
            joined = settings.autoCreate()
                    ? rooms.callOpening(admission.room(), plan, joining)
                    : rooms.find(admission.room())
                            .map(joining)
                            .orElseGet(() -> CompletableFuture.failedFuture(new RoomGone()));
        }
        joined.whenComplete((outcome, failure) -> {
            if (failure == null && outcome.isPresent() && outcome.get() instanceof JoinOutcome.Admitted) {
                services.counters().joined(admission.request().protocol(), System.nanoTime() - began);
                session.begin(admission.parameters());
                exchange.upgrade(session);
                return;
            }
            place.close();
            if (failure != null) {
                try (Scope scope = asked.makeCurrent()) {
                    fail(exchange, failure);
                }
            } else if (outcome.isEmpty()) {
                refuse(exchange, new Refused(403, REMOVED));
            } else {
                services.counters().count(Outcome.FULL);
                exchange.text(500, FULL);
            }
        });
    }

    /** On the room's thread, where removals are made, so that none comes in between; empty for who was removed. */
    private Optional<JoinOutcome> joined(
            long now, Room room, HostedRoom host, Admission admission, SignalSession session) {
        Verdict verdict = verdict(admission);
        if (verdict instanceof Verdict.Removed) {
            return Optional.empty();
        }
        JoinRequest request = verdict instanceof Verdict.Restricted restricted
                ? admission.request(restricted.permission())
                : admission.request();
        JoinOutcome outcome = room.join(now, request, session);
        if (outcome instanceof JoinOutcome.Admitted admitted) {
            session.seated(host, admitted.participant());
        }
        return Optional.of(outcome);
    }

    /** A room that closed meanwhile is opened anew, where joining opens rooms. */
    private static CompletableFuture<Optional<JoinOutcome>> orElsewhere(Optional<JoinOutcome> outcome) {
        return outcome.isPresent()
                        && outcome.get() instanceof JoinOutcome.Refused refused
                        && refused.reason() == JoinOutcome.Reason.ROOM_CLOSED
                ? CompletableFuture.failedFuture(new RoomGone())
                : CompletableFuture.completedFuture(outcome);
    }

    private void resume(Exchange exchange, Admission admission) {
        var session = new SignalSession(services, admission.claims());
        Optional<HostedRoom> host = rooms.find(admission.room());
        if (host.isEmpty()) {
            joinAnew(exchange, session);
            return;
        }
        host.get()
                .call(
                        new ParticipantIdentity(admission.identity()),
                        (now, room) -> resumed(now, room, host.get(), admission, session))
                .whenComplete((known, failure) -> {
                    if (failure != null || !known) {
                        joinAnew(exchange, session);
                    } else {
                        services.counters().count(Outcome.RESUMED);
                        session.begin(admission.parameters());
                        exchange.upgrade(session);
                    }
                });
    }

    /** Session ids are no secret, so the token has to be the participant's own. */
    private static boolean resumed(long now, Room room, HostedRoom host, Admission admission, SignalSession session) {
        String asked = admission.parameters().participantSid();
        return room.participant(new ParticipantIdentity(admission.identity()))
                .map(info -> info.sid())
                .filter(sid -> asked.isEmpty() || sid.value().equals(asked))
                .flatMap(sid ->
                        room.resume(now, sid, session, admission.parameters().mediaFailed()))
                .map(participant -> {
                    session.seated(host, participant);
                    return true;
                })
                .orElse(false);
    }

    private void joinAnew(Exchange exchange, SignalSession session) {
        services.counters().count(Outcome.RESUME_UNKNOWN);
        session.send(new ServerSignal.Leave(DisconnectReason.STATE_MISMATCH, LeaveAction.RECONNECT));
        exchange.upgrade(session);
    }

    private void refuse(Exchange exchange, Refused refusal) {
        services.counters()
                .count(
                        refusal.tooMany()
                                ? Outcome.RATE_LIMITED
                                : refusal.status() == 503 ? Outcome.FULL : Outcome.REFUSED);
        refusal.answer(exchange);
    }

    private void fail(Exchange exchange, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof NodeDraining) {
            refuse(exchange, new Refused(503, NodeDraining.TEXT));
        } else if (cause instanceof RoomGone) {
            boolean missing = !settings.autoCreate() && !rooms.closing();
            refuse(exchange, missing ? noRoom() : new Refused(503, "node is shutting down"));
        } else {
            services.counters().count(Outcome.FAILED);
            LOG.error("A join failed", failure);
            exchange.text(500, "internal error");
        }
    }
}
