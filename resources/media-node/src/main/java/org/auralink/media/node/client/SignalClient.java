package org.auralink.media.node.client;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import livekit.LivekitModels;
import livekit.LivekitRtc;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;
import org.auralink.media.node.protocol.InputException;
import org.auralink.media.node.protocol.InputLimits;
import org.auralink.media.node.protocol.SafeProtobuf;
import org.jspecify.annotations.Nullable;

/** One participant's signalling: a WebSocket on {@code /rtc/v1} with LiveKit's messages. */
final class SignalClient implements WebSocket.Listener, AutoCloseable {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(15);
    /** One for all: each has a thread of its own. */
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(CONNECT_WITHIN).build();

    private final Consumer<SignalResponse> listener;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private @Nullable WebSocket socket;

    /** @param listener told on threads of the connection's, one message after the other; must not wait */
    SignalClient(Consumer<SignalResponse> listener) {
        this.listener = listener;
    }

    /** @throws IOException when the server does not let the participant in */
    void join(URI server, String token, LivekitRtc.JoinRequest request) throws IOException {
        var wrapped = LivekitRtc.WrappedJoinRequest.newBuilder()
                .setJoinRequest(ByteString.copyFrom(request.toByteArray()))
                .build();
        String encoded = Base64.getUrlEncoder().encodeToString(wrapped.toByteArray());
        String base = server.toString().replaceAll("/+$", "");
        URI address = URI.create(base + "/rtc/v1?join_request=" + encoded.replace("=", "%3D"));
        try {
            socket = HTTP.newWebSocketBuilder()
                    .header("Authorization", "Bearer " + token)
                    .connectTimeout(CONNECT_WITHIN)
                    .buildAsync(address, this)
                    .join();
        } catch (CompletionException e) {
            String why = e.getCause() instanceof WebSocketHandshakeException refused
                    ? "the server answers " + refused.getResponse().statusCode()
                    : String.valueOf(e.getCause());
            throw new IOException(base + "/rtc/v1: " + why, e);
        }
    }

    synchronized void send(SignalRequest request) {
        WebSocket present = socket;
        if (present != null) {
            present.sendBinary(ByteBuffer.wrap(request.toByteArray()), true).join();
        }
    }

    /** Tells the server that the participant goes; it may be gone itself. */
    synchronized void leave() {
        WebSocket present = socket;
        if (present != null && !present.isOutputClosed()) {
            byte[] goodbye = SignalRequest.newBuilder()
                    .setLeave(LivekitRtc.LeaveRequest.newBuilder()
                            .setReason(LivekitModels.DisconnectReason.CLIENT_INITIATED))
                    .build()
                    .toByteArray();
            try {
                present.sendBinary(ByteBuffer.wrap(goodbye), true)
                        .orTimeout(1, TimeUnit.SECONDS)
                        .join();
            } catch (CompletionException e) {
                // The connection is closed next.
            }
        }
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        byte[] part = new byte[data.remaining()];
        data.get(part);
        message.writeBytes(part);
        if (last) {
            try {
                var response = SignalResponse.newBuilder();
                SafeProtobuf.merge(message.toByteArray(), response, InputLimits.TOLD);
                listener.accept(response.build());
            } catch (InputException e) {
                throw new IllegalStateException("the server sent something that is no message", e);
            }
            message.reset();
        }
        from.request(1);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public void close() {
        WebSocket present = socket;
        if (present != null) {
            present.sendClose(WebSocket.NORMAL_CLOSURE, "")
                    .orTimeout(1, TimeUnit.SECONDS)
                    .exceptionally(e -> present);
            present.abort();
        }
    }
}
