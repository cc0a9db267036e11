package org.auralink.media.connector.adapter;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer, read by one thread with a limit on silence, which a blocking stream of the JDK's client does not
 * offer: that cannot even be interrupted. Asks for the next piece only when the last was taken, so a slow reader slows
 * the sender.
 */
final class ByteStream implements HttpResponse.BodySubscriber<ByteStream>, AutoCloseable {

    /** Nothing came for longer than the reader was willing to wait. */
    static final class Silent extends IOException {
        private static final long serialVersionUID = 1L;

        Silent(Duration limit) {
            super("nothing was received for " + limit.toSeconds() + " s");
        }
    }

    private record Piece(
            @Nullable ByteBuffer bytes, @Nullable Throwable fault) {}

    private static final Piece END = new Piece(null, null);

    private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
    private final CompletableFuture<Flow.Subscription> subscribed = new CompletableFuture<>();

    /**
     * Waits for bytes.
     *
     * @return the next bytes, or {@code null} at the end of the stream or after {@link #close}
     * @throws Silent when none came within {@code limit}
     * @throws IOException when the connection broke
     */
    @Nullable
    ByteBuffer next(Duration limit) throws IOException, InterruptedException {
        Piece piece = pieces.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (piece == null) {
            throw new Silent(limit);
        }
        if (piece.fault() != null) {
            throw new IOException("the event stream broke", piece.fault());
        }
        if (piece.bytes() == null) {
            return null;
        }
        if (pieces.isEmpty()) {
            subscribed.thenAccept(subscription -> subscription.request(1));
        }
        return piece.bytes();
    }

    @Override
    public void close() {
        subscribed.thenAccept(Flow.Subscription::cancel);
        pieces.add(END);
    }

    @Override
    public CompletionStage<ByteStream> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        if (!subscribed.complete(subscription)) {
            subscription.cancel();
            return;
        }
        subscription.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : new ArrayList<>(buffers)) {
            if (buffer.hasRemaining()) {
                pieces.add(new Piece(buffer, null));
            }
        }
        if (pieces.isEmpty()) {
            subscribed.thenAccept(subscription -> subscription.request(1));
        }
    }

    @Override
    public void onError(Throwable fault) {
        pieces.add(new Piece(null, fault));
    }

    @Override
    public void onComplete() {
        pieces.add(END);
    }
}
