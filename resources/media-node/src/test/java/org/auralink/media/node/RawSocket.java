package org.auralink.media.node;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
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
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A WebSocket whose binary messages are protobuf; what comes waits until it is read. */
public final class RawSocket<M> implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Parser<M> parser;
    private final BlockingQueue<M> received = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> reason = new CompletableFuture<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket socket;

    /** Opens it; fails with a {@link CompletionException} when it is refused. */
    public RawSocket(String url, String token, Parser<M> parser) {
        this.parser = parser;
        socket = HTTP.newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .buildAsync(URI.create(url), new Receiver())
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** The HTTP status with which what would be admitted is refused. */
    public static int refusal(Supplier<? extends AutoCloseable> connecting) {
        try {
            throw new AssertionError("was admitted: " + connecting.get());
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
    }

    public void sendBytes(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    public void sendText(String text) {
        socket.sendText(text, true).join();
    }

    /** Sends unless the connection is closed; false then. */
    public boolean tryToSend(byte[] bytes) {
        return tryTo(each -> each.sendBinary(ByteBuffer.wrap(bytes), true));
    }

    /** Does something with the socket unless it is closed; false then. */
    public boolean tryTo(Function<WebSocket, CompletableFuture<WebSocket>> frame) {
        try {
            if (!closed.isDone()) {
                frame.apply(socket).join();
                return true;
            }
        } catch (CompletionException e) {
            return false;
        }
        return false;
    }

    /** The next message whatever it is. */
    public M next() throws InterruptedException {
        return present(received.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS), "message");
    }

    /** The next message for which this holds; others before it are dropped. */
    public M next(Predicate<M> wanted, String name) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            M message = received.poll(100, TimeUnit.MILLISECONDS);
            if (message != null && wanted.test(message)) {
                return message;
            }
        }
        throw new AssertionError("no " + name + " arrived");
    }

    public String nextText() throws InterruptedException {
        return present(texts.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS), "text");
    }

    private static <T> T present(T arrived, String name) {
        if (arrived == null) {
            throw new AssertionError("no " + name + " arrived");
        }
        return arrived;
    }

    /** How many messages wait to be read. */
    public int received() {
        return received.size();
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
                    received.add(parser.parseFrom(binary.toByteArray()));
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
            reason.complete("");
            closed.complete(1006);
        }
    }
}
