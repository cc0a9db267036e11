package org.auralink.media.node.signal;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import livekit.LivekitRtc;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;
import org.auralink.media.node.http.WebSocket;
import org.auralink.media.node.http.WebSocketListener;
import org.auralink.media.node.protocol.ClientMessages;
import org.auralink.media.node.protocol.DataBlobs;
import org.auralink.media.node.protocol.Descriptions;
import org.auralink.media.node.protocol.InputException;
import org.auralink.media.node.protocol.InputLimits;
import org.auralink.media.node.protocol.SafeJson;
import org.auralink.media.node.protocol.SafeProtobuf;
import org.auralink.media.node.protocol.Simulation;
import org.auralink.media.node.rooms.HostedRoom;
import org.auralink.media.node.rooms.Seat;
import org.auralink.media.node.signal.SignalCounters.Outcome;
import org.auralink.media.node.token.Claims;
import org.auralink.media.room.Participant;
import org.auralink.media.room.model.ParticipantInfo;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.room.signal.SignalSink;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One signalling connection of one participant. The room calls {@link #send} on its thread; the connection's thread
 * brings messages, and hands them to the room.
 */
final class SignalSession implements WebSocketListener, SignalSink {
    private static final Logger LOG = LoggerFactory.getLogger(SignalSession.class);

    /** RFC 6455 7.4.1: a payload that is not what it should be. */
    private static final int INVALID_PAYLOAD = 1007;

    /**
     * An offer that came with the request is not answered at once to an SDK that may not take the answer yet: LiveKit's for Go
     * makes it its own description only after it has read the join response. Browsers would wait for nothing.
     */
    private static final long OFFER_AFTER_MILLIS = 50;

    private static final long TOKEN_INTERVAL_NANOS = 300_000_000_000L;

    private final SignalServices services;
    private final SendQueue queue;
    private final TokenBucket messages;
    private final TokenBucket bytes;
    private Claims claims;
    private volatile @Nullable Seat seat;
    private @Nullable ParticipantInfo self;
    private volatile @Nullable Future<?> tokenTimer;

    SignalSession(SignalServices services, Claims claims) {
        this.services = services;
        this.claims = claims;
        SignalLimits limits = services.limits();
        long now = System.nanoTime();
        queue = new SendQueue(limits.waitingMessages());
        messages = new TokenBucket(now, limits.messagesPerSecond(), limits.messageBurst());
        bytes = new TokenBucket(now, limits.bytesPerSecond(), limits.byteBurst());
    }

    /** The room let the client in. On the room's thread, before the upgrade. */
    void seated(HostedRoom room, Participant participant) {
        Seat taken = room.seat(participant, this);
        self = participant.info();
        seat = taken;
        services.sessions().serves(participant.sid(), this);
        sendToken();
        tokenTimer = taken.schedule(TOKEN_INTERVAL_NANOS, this::renewToken);
    }

    /** Another connection of the same session took over. */
    void superseded() {
        queue.close(WebSocket.NORMAL, "resumed elsewhere");
    }

    @Override
    public void send(ServerSignal signal) {
        if (signal instanceof ServerSignal.RoomMoved moved) {
            moved(moved);
            return;
        }
        services.counters().sent();
        queue.send(services.messages().message(signal));
        if (signal instanceof ServerSignal.Leave) {
            queue.close(WebSocket.NORMAL, "");
        } else if (signal instanceof ServerSignal.ParticipantsUpdated updated) {
            updated.participants().forEach(this::noticeSelf);
        }
    }

    /** The token comes with the news: a client that reconnects with an older one would be back in the room before. */
    private void moved(ServerSignal.RoomMoved moved) {
        ParticipantInfo before = self;
        claims = claims.in(moved.room().name());
        self = moved.participant();
        if (before != null) {
            services.sessions().ended(before.sid(), this);
        }
        services.sessions().serves(moved.participant().sid(), this);
        String token = token(moved.participant());
        // Clients that stand on libwebrtc (Rust, Python, Node.js) look for a token in this message only.
        send(SignalResponse.newBuilder().setRefreshToken(token));
        SignalResponse.Builder message = services.messages().message(moved).response().toBuilder();
        message.getRoomMovedBuilder().setToken(token);
        send(message);
    }

    @Override
    public void hangUp() {
        queue.close(WebSocket.GOING_AWAY, "");
    }

    /** Tokens carry what may change: a client that reconnects with an old one would undo the change. */
    private void noticeSelf(ParticipantInfo info) {
        ParticipantInfo known = self;
        if (known == null || !known.sid().equals(info.sid())) {
            return;
        }
        self = info;
        if (!known.name().equals(info.name())
                || !known.metadata().equals(info.metadata())
                || !known.attributes().equals(info.attributes())
                || !known.permission().equals(info.permission())) {
            sendToken();
        }
    }

    private void renewToken(long now) {
        if (queue.closed()) {
            return;
        }
        sendToken();
        Seat taken = seat;
        if (taken != null) {
            tokenTimer = taken.schedule(TOKEN_INTERVAL_NANOS, this::renewToken);
        }
    }

    private void sendToken() {
        ParticipantInfo known = self;
        if (known != null) {
            send(SignalResponse.newBuilder().setRefreshToken(token(known)));
        }
    }

    private String token(ParticipantInfo known) {
        return services.issuer()
                .refresh(claims, known.name(), known.metadata(), known.attributes(), known.permission());
    }

    @Override
    public void onOpen(WebSocket socket) {
        queue.open(socket);
    }

    @Override
    public boolean onFrame(int size) {
        services.counters().received();
        long now = System.nanoTime();
        if (messages.take(now, 1) && bytes.take(now, size)) {
            return true;
        }
        services.counters().count(Outcome.TOO_MUCH);
        return false;
    }

    @Override
    public void onBinary(byte[] message) {
        if (queue.closed()) {
            return;
        }
        try {
            var request = SignalRequest.newBuilder();
            SafeProtobuf.merge(message, request, InputLimits.SIGNAL);
            queue.useJson(false);
            handle(request.build());
        } catch (InputException e) {
            refuse(e);
        }
    }

    @Override
    public void onText(byte[] message) {
        if (queue.closed()) {
            return;
        }
        try {
            var request = SignalRequest.newBuilder();
            SafeJson.merge(message, request, InputLimits.SIGNAL_JSON);
            queue.useJson(true);
            handle(request.build());
        } catch (InputException e) {
            refuse(e);
        }
    }

    private void send(SignalResponse.Builder message) {
        services.counters().sent();
        queue.send(new SignalMessage(message.build()));
    }

    /** Who sends too much gets to read so, and goes on; who speaks another language does not. */
    private void refuse(InputException refusal) {
        String why = String.valueOf(refusal.getMessage());
        if (refusal.kind() == InputException.Kind.TOO_MUCH) {
            services.counters().count(Outcome.TOO_MUCH);
            refuse("message: " + why);
        } else {
            services.counters().count(Outcome.MALFORMED);
            queue.close(INVALID_PAYLOAD, why);
        }
    }

    /** Messages that came with the request, as if they were the first of the connection. */
    void begin(JoinParameters parameters) {
        for (SignalRequest request : parameters.first()) {
            if (request.hasOffer()) {
                // On another thread in either case: this is the room's.
                long after = parameters.answerWaits() ? OFFER_AFTER_MILLIS : 0;
                CompletableFuture.delayedExecutor(after, TimeUnit.MILLISECONDS).execute(() -> handle(request));
            } else {
                handle(request);
            }
        }
    }

    /** Not on the room's thread: descriptions are read here. */
    private void handle(SignalRequest request) {
        int most = services.limits().listLength();
        if (ClientMessages.entries(request) > most) {
            services.counters().count(Outcome.TOO_MUCH);
            String name = request.getMessageCase().name().toLowerCase(Locale.ROOT);
            refuse(name + ": more than " + most + " entries, send it in parts");
            return;
        }
        String fault = Descriptions.fault(request);
        if (fault != null) {
            refuse(request, fault);
            return;
        }
        switch (request.getMessageCase()) {
            case PING ->
                send(SignalResponse.newBuilder().setPong(services.clock().millis()));
            case PING_REQ ->
                send(SignalResponse.newBuilder()
                        .setPongResp(LivekitRtc.Pong.newBuilder()
                                .setLastPingTimestamp(request.getPingReq().getTimestamp())
                                .setTimestamp(services.clock().millis())));
            case UPDATE_LAYERS -> {
                // Deprecated; what it says about sizes stood in add_track already.
            }
            default -> ClientMessages.signal(request).ifPresentOrElse(this::tellRoom, () -> unsupported(request));
        }
        if (request.getMessageCase() == SignalRequest.MessageCase.LEAVE) {
            queue.close(WebSocket.NORMAL, "");
        }
    }

    /** One answer for the whole message, which is not looked at further. */
    private void refuse(String why) {
        send(SignalResponse.newBuilder()
                .setRequestResponse(LivekitRtc.RequestResponse.newBuilder()
                        .setReason(LivekitRtc.RequestResponse.Reason.LIMIT_EXCEEDED)
                        .setMessage(why)));
    }

    /** What it says cannot be told to others. */
    private void refuse(SignalRequest request, String fault) {
        services.counters().count(Outcome.REFUSED);
        var answer = LivekitRtc.RequestResponse.newBuilder()
                .setReason(LivekitRtc.RequestResponse.Reason.UNCLASSIFIED_ERROR)
                .setMessage(fault);
        if (request.hasAddTrack()) {
            answer.setAddTrack(LivekitRtc.AddTrackRequest.newBuilder()
                    .setCid(request.getAddTrack().getCid()));
        } else if (request.hasPublishDataTrackRequest()) {
            answer.setReason(LivekitRtc.RequestResponse.Reason.INVALID_NAME)
                    .setPublishDataTrack(LivekitRtc.PublishDataTrackRequest.newBuilder()
                            .setPubHandle(request.getPublishDataTrackRequest().getPubHandle()));
        } else {
            answer.setRequestId(request.getUpdateMetadata().getRequestId());
        }
        send(SignalResponse.newBuilder().setRequestResponse(answer));
    }

    private void tellRoom(ClientSignal signal) {
        Seat taken = seat;
        if (taken != null) {
            taken.signal(signal, () -> services.counters().count(Outcome.FAILED));
        }
    }

    /** Clients wait for an answer to some requests; the others are newer or advisory, and count only. */
    private void unsupported(SignalRequest request) {
        services.counters().count(Outcome.UNSUPPORTED);
        var answer = LivekitRtc.RequestResponse.newBuilder()
                .setReason(LivekitRtc.RequestResponse.Reason.UNSUPPORTED_TYPE)
                .setMessage("not supported by this server");
        OptionalInt blob = DataBlobs.request(request);
        if (blob.isPresent()) {
            send(SignalResponse.newBuilder()
                    .setRequestResponse(answer.setRequestId(blob.getAsInt())
                            .setReason(LivekitRtc.RequestResponse.Reason.NOT_ALLOWED)
                            .setMessage(DataBlobs.REFUSAL)));
            return;
        }
        switch (request.getMessageCase()) {
            case ADD_TRACK -> answer.setAddTrack(request.getAddTrack());
            case SIMULATE -> answer.setMessage(Simulation.refusal(request.getSimulate()));
            default -> {
                LOG.debug("Message {} is not supported", request.getMessageCase());
                return;
            }
        }
        send(SignalResponse.newBuilder().setRequestResponse(answer));
    }

    @Override
    public void onClosed() {
        queue.close(WebSocket.NORMAL, "");
        Future<?> timer = tokenTimer;
        if (timer != null) {
            timer.cancel(false);
        }
        Seat taken = seat;
        if (taken != null) {
            // On the room's thread, because it may just be moved to another.
            taken.left(() -> services.sessions().ended(taken.participant().sid(), this));
        }
    }
}
