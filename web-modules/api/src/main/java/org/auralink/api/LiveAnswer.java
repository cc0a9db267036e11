package org.auralink.api;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.auralink.quality.boundary.LiveCalls;

/** One answer that goes on: keeps what its client has not taken yet, up to a bound, and writes without waiting. */
final class LiveAnswer implements LiveCalls.Sink, WriteListener, AsyncListener {
    private final AsyncContext context;
    private final ServletOutputStream out;
    private final Runnable gone;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private boolean unflushed;
    private boolean ending;
    private boolean closed;

    /** @param gone is called once the client is gone or the answer is over */
    LiveAnswer(AsyncContext context, ServletOutputStream out, Runnable gone) {
        this.context = context;
        this.out = out;
        this.gone = gone;
    }

    void begin() {
        out.setWriteListener(this);
    }

    @Override
    public synchronized boolean offer(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (closed || ending || waitingBytes + bytes.length > LiveCalls.WAITING_BYTES) {
            return false;
        }
        waiting.add(bytes);
        waitingBytes += bytes.length;
        send();
        return true;
    }

    @Override
    public synchronized boolean isOpen() {
        return !closed;
    }

    @Override
    public synchronized void end() {
        ending = true;
        send();
    }

    @Override
    public synchronized void onWritePossible() {
        send();
    }

    private void send() {
        try {
            while (!closed && out.isReady()) {
                byte[] next = waiting.poll();
                if (next != null) {
                    waitingBytes -= next.length;
                    out.write(next);
                    unflushed = true;
                } else if (unflushed) {
                    unflushed = false;
                    out.flush();
                } else {
                    if (ending) {
                        close();
                    }
                    return;
                }
            }
        } catch (IOException e) {
            close();
        }
    }

    private void close() {
        if (!closed) {
            closed = true;
            waiting.clear();
            gone.run();
            context.complete();
        }
    }

    @Override
    public synchronized void onError(Throwable failure) {
        close();
    }

    @Override
    public synchronized void onComplete(AsyncEvent event) {
        if (!closed) {
            closed = true;
            gone.run();
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        onError(event.getThrowable());
    }

    @Override
    public void onError(AsyncEvent event) {
        onError(event.getThrowable());
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // Nobody starts it again.
    }
}
