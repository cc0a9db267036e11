package org.auralink.media.node.signal;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.SignalResponse;

/** A client that speaks nothing but the signalling's protobuf. */
public final class RawClient implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final BlockingQueue<SignalResponse> received = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> reason = new CompletableFuture<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket socket;

    private RawClient(String url, String token) {
        socket = HTTP.newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .buildAsync(URI.create(url), new Receiver())
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** Whatever state a client is in, it may ask whether the node is there. */
    public static SignalRequest ping() {
        return SignalRequest.newBuilder().setPing(1).build();
    }

    /** Opens {@code /rtc} with this query on top of the protocol number. */
    public static RawClient connect(int port, String token, String query) {
        return new RawClient("ws://127.0.0.1:" + port + "/rtc?protocol=17" + query, token);
    }

    /** Opens a path with its query. */
    public static RawClient open(int port, String path, String token) {
        return new RawClient("ws://127.0.0.1:" + port + path, token);
    }

    /** The HTTP status with which {@code /rtc} refuses this token. */
    public static int refusal(int port, String token) {
        try (RawClient admitted = connect(port, token, "")) {
            throw new AssertionError("was admitted: " + admitted);
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
    }

    /** Sends unless the connection is closed; false then. */
    public boolean tryToSend(byte[] message) {
        try {
            if (!closed.isDone()) {
                sendBytes(message);
                return true;
            }
        } catch (CompletionException e) {
            return false;
        }
        return false;
    }

    /** Sends the same message again and again until the node has enough of it. */
    public void tryToSend(SignalRequest request, int times) {
        for (int i = 0; i < times && !closed.isDone(); i++) {
            try {
                send(request);
            } catch (CompletionException e) {
                return;
            }
        }
    }

    public void send(SignalRequest request) {
        sendBytes(request.toByteArray());
    }

    public void sendBytes(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    public void sendText(String text) {
        socket.sendText(text, true).join();
    }

    /** Does something with the socket again and again until the node has enough of it. */
    public void tryTo(Function<WebSocket, CompletableFuture<WebSocket>> frame, int times) {
        for (int i = 0; i < times && !closed.isDone(); i++) {
            try {
                frame.apply(socket).join();
            } catch (CompletionException e) {
                return;
            }
        }
    }

    /** The next message whatever it is. */
    public SignalResponse next() throws InterruptedException {
        SignalResponse response = received.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (response == null) {
            throw new AssertionError("no message arrived");
        }
        return response;
    }

    /** The next message of this kind; others before it are dropped. */
    public SignalResponse next(SignalResponse.MessageCase kind) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            SignalResponse response = received.poll(100, TimeUnit.MILLISECONDS);
            if (response != null && response.getMessageCase() == kind) {
                return response;
            }
        }
        throw new AssertionError("no " + kind + " arrived");
    }

    /** How many messages wait to be read. */
    int received() {
        return received.size();
    }

    public String nextText() throws InterruptedException {
        String text = texts.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (text == null) {
            throw new AssertionError("no text arrived");
        }
        return text;
    }

    /** The code of the close frame, 1006 when the connection just ended. */
    public int closeCode() {
        return closed.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** The reason in the close frame. */
    public String closeReason() {
        return reason.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** Ends the connection without a close frame. */
    public void abort() {
        socket.abort();
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Receiver implements WebSocket.Listener {
        private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            byte[] part = new byte[data.remaining()];
            data.get(part);
            binary.writeBytes(part);
            if (last) {
                try {
                    received.add(SignalResponse.parseFrom(binary.toByteArray()));
                } catch (InvalidProtocolBufferException e) {
                    throw new AssertionError(e);
                }
                binary.reset();
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                texts.add(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String why) {
            reason.complete(why);
            closed.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed.complete(1006);
        }
    }
}
