package org.auralink.media.node.signal;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.auralink.media.node.config.LimitConfig;
import org.auralink.media.node.http.Exchange;
import org.auralink.media.node.http.Route;
import org.auralink.media.node.protocol.InputException;
import org.auralink.media.node.rooms.HostedRoom;
import org.auralink.media.node.rooms.RoomGone;
import org.auralink.media.node.rooms.RoomRegistry;
import org.auralink.media.node.rooms.RoomSettings;
import org.auralink.media.node.signal.SignalCounters.Outcome;
import org.auralink.media.node.token.TokenVerifier;
import org.auralink.media.room.JoinOutcome;
import org.auralink.media.room.Room;
import org.auralink.media.room.model.DisconnectReason;
import org.auralink.media.room.model.LeaveAction;
import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.room.model.RoomOptions;
import org.auralink.media.room.signal.ServerSignal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /rtc}: lets a client into its room, or back into its session, and only then completes the upgrade; a refusal is
 * an ordinary HTTP answer. {@code /rtc/validate} makes the same checks without a session.
 */
public final class SignalRoute implements Route {
    private static final Logger LOG = LoggerFactory.getLogger(SignalRoute.class);
    private static final String NO_ROOM = "requested room does not exist";
    private static final String FULL = "room has exceeded its max participants";

    private final SignalServices services;
    private final TokenVerifier tokens;
    private final RoomRegistry rooms;
    private final RoomSettings settings;
    private final LimitConfig limits;

    /**
     * @param services what all connections share
     * @param tokens checks who asks
     * @param rooms where the room is, or is opened
     * @param settings how a room behaves that is opened by the first who joins
     * @param limits lengths of names, and when the node takes no more
     */
    public SignalRoute(
            SignalServices services,
            TokenVerifier tokens,
            RoomRegistry rooms,
            RoomSettings settings,
            LimitConfig limits) {
        this.services = services;
        this.tokens = tokens;
        this.rooms = rooms;
        this.settings = settings;
        this.limits = limits;
    }

    @Override
    public void handle(Exchange exchange) {
        if (!exchange.wantsWebSocket()) {
            exchange.notFound();
            return;
        }
        try {
            Admission admission = admit(exchange);
            if (admission.parameters().reconnect()) {
                resume(exchange, admission);
            } else {
                join(exchange, admission, options(admission));
            }
        } catch (Admission.Refused e) {
            refuse(exchange, e);
        }
    }

    /** {@code /rtc/validate}: clients ask here why {@code /rtc} refused them, because it can only give a status. */
    public void validate(Exchange exchange) {
        try {
            Admission admission = admit(exchange);
            options(admission);
            rooms.callExisting(admission.room(), (now, room) -> isFull(room, admission.identity()))
                    .exceptionally(failure -> false)
                    .thenAccept(full -> {
                        if (full) {
                            exchange.text(500, FULL);
                        } else {
                            exchange.text(200, "success");
                        }
                    });
        } catch (Admission.Refused e) {
            e.answer(exchange);
        }
    }

    /** Whether the room would refuse this identity, which replaces its older session. */
    private static boolean isFull(Room room, String identity) {
        int most = room.info().options().maxParticipants();
        return most > 0
                && room.participants().stream()
                                .filter(info -> !info.identity().value().equals(identity))
                                .count()
                        >= most;
    }

    private Admission admit(Exchange exchange) throws Admission.Refused {
        Admission admission = Admission.of(exchange, tokens, limits);
        if (rooms.closing()) {
            throw new Admission.Refused(503, "node is shutting down");
        }
        if (limits.numTracks() > 0 && rooms.tracks() >= limits.numTracks()) {
            throw new Admission.Refused(503, "node has exceeded its configured limit");
        }
        if (!settings.autoCreate() && rooms.find(admission.room()).isEmpty()) {
            throw new Admission.Refused(404, NO_ROOM);
        }
        return admission;
    }

    private RoomOptions options(Admission admission) throws Admission.Refused {
        try {
            return settings.of(admission.claims().roomConfig());
        } catch (InputException e) {
            throw new Admission.Refused(400, "roomConfig of the token: expected protojson of RoomConfiguration");
        }
    }

    private void join(Exchange exchange, Admission admission, RoomOptions options) {
        var session = new SignalSession(services, admission.claims());
        rooms.callOpening(
                        admission.room(),
                        options,
                        host -> host.call(new ParticipantIdentity(admission.identity()), (now, room) -> {
                                    JoinOutcome outcome = room.join(now, admission.request(), session);
                                    if (outcome instanceof JoinOutcome.Admitted admitted) {
                                        session.seated(host, admitted.participant());
                                    }
                                    return outcome;
                                })
                                .thenCompose(SignalRoute::orElsewhere))
                .whenComplete((outcome, failure) -> {
                    if (failure != null) {
                        fail(exchange, failure);
                    } else if (outcome instanceof JoinOutcome.Refused) {
                        services.counters().count(Outcome.FULL);
                        exchange.text(500, FULL);
                    } else {
                        services.counters().count(Outcome.JOINED);
                        exchange.upgrade(session);
                    }
                });
    }

    /** A room that closed meanwhile is opened anew. */
    private static CompletableFuture<JoinOutcome> orElsewhere(JoinOutcome outcome) {
        return outcome instanceof JoinOutcome.Refused refused && refused.reason() == JoinOutcome.Reason.ROOM_CLOSED
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
                .flatMap(sid -> room.resume(now, sid, session))
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

    private void refuse(Exchange exchange, Admission.Refused refusal) {
        services.counters().count(refusal.status() == 503 ? Outcome.FULL : Outcome.REFUSED);
        refusal.answer(exchange);
    }

    private void fail(Exchange exchange, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof RoomGone) {
            exchange.text(503, "node is shutting down");
        } else {
            services.counters().count(Outcome.FAILED);
            LOG.error("A join failed", failure);
            exchange.text(500, "internal error");
        }
    }
}
