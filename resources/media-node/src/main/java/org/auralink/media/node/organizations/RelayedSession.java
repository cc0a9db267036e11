package org.auralink.media.node.organizations;

import java.io.ByteArrayOutputStream;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.auralink.media.node.http.WebSocketListener;
import org.jspecify.annotations.Nullable;

/**
 * Two ends of one signalling connection: the client's, here, and the one at the node that holds the room. Whatever comes from
 * one goes to the other as it is, in order; when one ends, so does the other.
 */
final class RelayedSession {
    /** The state of everybody in a room of some thousands; what a node says is larger nowhere. */
    private static final int MOST_TOLD = 16 * 1024 * 1024;

    /** What a client may say while the node takes nothing: LiveKit's largest message. */
    private static final int MOST_UNSENT = 2 * 1024 * 1024;

    private final Runnable ended;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger unsent = new AtomicInteger();
    private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);
    private volatile @Nullable WebSocket node;
    private volatile org.auralink.media.node.http.@Nullable WebSocket client;

    /** @param ended called once, when it is over */
    RelayedSession(Runnable ended) {
        this.ended = ended;
    }

    /** The node has let the client in; what it says waits until the client can be told. */
    void begin(WebSocket socket) {
        node = socket;
    }

    private void toNode(int bytes, java.util.function.Function<WebSocket, CompletableFuture<WebSocket>> message) {
        WebSocket socket = node;
        if (socket == null) {
            return;
        }
        synchronized (this) {
            sent = sent.thenCompose(before -> message.apply(socket)).whenComplete((done, failure) -> {
                unsent.addAndGet(-bytes);
                if (failure != null) {
                    end(org.auralink.media.node.http.WebSocket.GOING_AWAY);
                }
            });
        }
    }

    private void end(int code) {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        ended.run();
        org.auralink.media.node.http.WebSocket here = client;
        if (here != null) {
            here.close(code, "");
        }
        WebSocket there = node;
        if (there != null) {
            CompletableFuture<?> last;
            synchronized (this) {
                last = sent;
            }
            last.handle((done, failure) -> there.sendClose(WebSocket.NORMAL_CLOSURE, ""))
                    .thenCompose(closing -> closing)
                    .whenComplete((done, failure) -> there.abort());
        }
    }

    /** The client's end. */
    WebSocketListener here() {
        return new WebSocketListener() {
            @Override
            public void onOpen(org.auralink.media.node.http.WebSocket socket) {
                client = socket;
                WebSocket there = node;
                if (there != null) {
                    there.request(1);
                }
            }

            @Override
            public boolean onFrame(int bytes) {
                return unsent.get() + bytes <= MOST_UNSENT;
            }

            @Override
            public void onBinary(byte[] message) {
                unsent.addAndGet(message.length);
                toNode(message.length, socket -> socket.sendBinary(ByteBuffer.wrap(message), true));
            }

            @Override
            public void onText(byte[] message) {
                unsent.addAndGet(message.length);
                String text = new String(message, StandardCharsets.UTF_8);
                toNode(message.length, socket -> socket.sendText(text, true));
            }

            @Override
            public void onClosed() {
                end(org.auralink.media.node.http.WebSocket.NORMAL);
            }
        };
    }

    /** The node's end. Nothing is asked for before the client's is open. */
    WebSocket.Listener there() {
        return new WebSocket.Listener() {
            private final ByteArrayOutputStream parts = new ByteArrayOutputStream();
            private final StringBuilder text = new StringBuilder();

            @Override
            public void onOpen(WebSocket socket) {
                // See onOpen of the client's end.
            }

            @Override
            public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
                byte[] bytes = new byte[data.remaining()];
                data.get(bytes);
                parts.writeBytes(bytes);
                if (last) {
                    org.auralink.media.node.http.WebSocket here = client;
                    if (here != null) {
                        here.sendBinary(parts.toByteArray());
                    }
                    parts.reset();
                }
                next(socket);
                return null;
            }

            @Override
            public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
                text.append(data);
                if (last) {
                    org.auralink.media.node.http.WebSocket here = client;
                    if (here != null) {
                        here.sendText(text.toString());
                    }
                    text.setLength(0);
                }
                next(socket);
                return null;
            }

            private void next(WebSocket socket) {
                if (parts.size() > MOST_TOLD || text.length() > MOST_TOLD) {
                    end(org.auralink.media.node.http.WebSocket.INTERNAL_ERROR);
                } else {
                    socket.request(1);
                }
            }

            @Override
            public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
                end(code == WebSocket.NORMAL_CLOSURE ? code : org.auralink.media.node.http.WebSocket.GOING_AWAY);
                return null;
            }

            @Override
            public void onError(WebSocket socket, Throwable failure) {
                end(org.auralink.media.node.http.WebSocket.GOING_AWAY);
            }
        };
    }
}
