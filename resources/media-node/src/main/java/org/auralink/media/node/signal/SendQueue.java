package org.auralink.media.node.signal;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.auralink.media.node.http.WebSocket;
import org.jspecify.annotations.Nullable;

/**
 * A client's messages on their way out. The room speaks before the upgrade is done, so what it says waits here; any
 * thread may send, and the order is kept.
 */
final class SendQueue {
    /** RFC 6455's registry: try again later. */
    private static final int TRY_AGAIN_LATER = 1013;

    /**
     * A connection that is over when it is open is told so after a moment: one that is closed in the same instant is never
     * open for livekit-client in Firefox, which then waits for that until it gives up its session.
     */
    private static final long OPEN_AT_LEAST_MILLIS = 100;

    private final int most;
    private final Queue<SignalMessage> waiting = new ArrayDeque<>();
    private @Nullable WebSocket socket;
    private boolean json;
    private boolean closed;
    private @Nullable String farewell;
    private int farewellCode;

    /** @param most messages that may wait for the upgrade */
    SendQueue(int most) {
        this.most = most;
    }

    /** The upgrade is done. */
    synchronized void open(WebSocket opened) {
        socket = opened;
        if (farewell == null) {
            flush(opened);
        } else {
            String reason = farewell;
            CompletableFuture.delayedExecutor(OPEN_AT_LEAST_MILLIS, TimeUnit.MILLISECONDS)
                    .execute(() -> sayGoodbye(opened, reason));
        }
    }

    private void flush(WebSocket opened) {
        for (SignalMessage message = waiting.poll(); message != null; message = waiting.poll()) {
            write(opened, message);
        }
    }

    private synchronized void sayGoodbye(WebSocket opened, String reason) {
        flush(opened);
        opened.close(farewellCode, reason);
    }

    /** From now on messages are text, as the client's are. */
    synchronized void useJson(boolean text) {
        json = text;
    }

    /** Sends, or drops when {@link #close} was called. */
    synchronized void send(SignalMessage message) {
        if (closed) {
            return;
        }
        WebSocket open = socket;
        if (open != null) {
            write(open, message);
        } else if (waiting.size() < most) {
            waiting.add(message);
        } else {
            // What comes later makes no sense without it. The client begins anew.
            waiting.clear();
            close(TRY_AGAIN_LATER, "the connection took too long to open");
        }
    }

    /** Closes after what was sent. */
    synchronized void close(int code, String reason) {
        if (closed) {
            return;
        }
        closed = true;
        WebSocket open = socket;
        if (open == null) {
            farewell = reason;
            farewellCode = code;
        } else {
            open.close(code, reason);
        }
    }

    /** Whether nothing more is sent. */
    synchronized boolean closed() {
        return closed;
    }

    private void write(WebSocket to, SignalMessage message) {
        if (json) {
            to.sendText(message.text());
        } else {
            to.sendBinary(message.binary());
        }
    }
}
