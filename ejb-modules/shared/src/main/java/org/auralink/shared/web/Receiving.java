package org.auralink.shared.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A request's body on its way here. No thread waits for it: the server tells when there is something to read, and when
 * all is there the request goes on to its door. So does one that is refused, because the door knows how a refusal looks.
 */
final class Receiving implements ReadListener, AsyncListener {
    /** All doors of the server together. */
    private static final WaitingLine<Receiving> LINE =
            new WaitingLine<>(Limits.BODIES_AWAITED, Limits.BODY_BYTES_AWAITED);

    private static final Turns<Receiving> TURNS = new Turns<>(Limits.SERVED_AT_ONCE);

    private static final int PIECE_BYTES = 8192;

    private enum State {
        ARRIVING,
        COMPLETE,
        TOO_LONG,
        MALFORMED,
        TOO_SLOW,
        CROWDED_OUT,
        GONE
    }

    private final AsyncContext exchange;
    private final ServletInputStream in;
    private final Framing framing;
    private final long limitBytes;
    private final ScheduledExecutorService timer;
    private final AtomicReference<State> state = new AtomicReference<>(State.ARRIVING);
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private volatile @Nullable Future<?> deadline;

    /** Only while it is in {@link #begin}: what is dispatched there, the server dispatches when that thread leaves. */
    private volatile @Nullable Thread beginning;

    private long arrived;

    /** With what frames it. */
    private long read;

    /** @param timer keeps the deadline */
    Receiving(
            AsyncContext exchange,
            ServletInputStream in,
            Framing framing,
            long limitBytes,
            ScheduledExecutorService timer) {
        this.timer = timer;
        this.exchange = exchange;
        this.in = in;
        this.framing = framing;
        this.limitBytes = limitBytes;
    }

    /** Takes a place and begins; the deadline runs from now. */
    void begin() {
        // The server's own time-out would go on while the door works on the request, and answer for it.
        exchange.setTimeout(0);
        exchange.addListener(this);
        deadline = timer.schedule(this::timeIsUp, Limits.BODY_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        beginning = Thread.currentThread();
        letGo(LINE.enter(this));
        if (framing.isMalformed()) {
            end(State.MALFORMED);
        } else {
            in.setReadListener(this);
        }
        beginning = null;
    }

    /** What is wrong with how the body came; null when it is there. */
    @Nullable
    Refusal refusal() {
        return switch (Objects.requireNonNull(state.get())) {
            case COMPLETE -> null;
            case MALFORMED -> Refusal.malformedBody();
            case TOO_LONG -> Refusal.tooLarge(limitBytes);
            case CROWDED_OUT -> Refusal.crowdedOut(Limits.CROWDED_RETRY_AFTER);
            case ARRIVING, TOO_SLOW, GONE -> Refusal.timedOut(Limits.BODY_DEADLINE);
        };
    }

    /** Empty when there is a {@link #refusal}. */
    byte[] body() {
        return state.get() == State.COMPLETE ? body.toByteArray() : new byte[0];
    }

    @Override
    public void onDataAvailable() throws IOException {
        byte[] piece = new byte[PIECE_BYTES];
        while (state.get() == State.ARRIVING && !framing.isComplete() && in.isReady()) {
            int got = in.read(piece);
            if (got < 0) {
                onAllDataRead();
                return;
            }
            read += got;
            take(piece, framing.content(piece, got));
        }
        if (framing.isComplete() || in.isFinished()) {
            onAllDataRead();
        }
    }

    private void take(byte[] piece, int content) {
        arrived += content;
        if (framing.isMalformed()) {
            end(State.MALFORMED);
        } else if (arrived <= limitBytes) {
            body.write(piece, 0, content);
            letGo(LINE.grow(this, content));
        } else if (read > Limits.FORGOTTEN_BYTES) {
            end(State.TOO_LONG);
        }
    }

    @Override
    public void onAllDataRead() {
        boolean whole = framing.isTheServers() || framing.isComplete();
        end(!whole ? State.MALFORMED : arrived > limitBytes ? State.TOO_LONG : State.COMPLETE);
    }

    /** Of the connection: there is nobody to answer. */
    @Override
    public void onError(Throwable broken) {
        if (state.compareAndSet(State.ARRIVING, State.GONE)) {
            exchange.complete();
        }
    }

    private void end(State how) {
        if (state.compareAndSet(State.ARRIVING, how)) {
            if (how != State.COMPLETE || TURNS.take(this)) {
                goOn();
            }
        } else if (how != State.COMPLETE && TURNS.withdraw(this)) {
            // It was all there and waited for its turn.
            state.set(how);
            goOn();
        }
    }

    private void goOn() {
        LINE.leave(this);
        if (Thread.currentThread() == beginning || ServiceThread.hasLeft(exchange)) {
            dispatch();
        } else {
            timer.schedule(this::goOn, Limits.SERVICE_THREAD_LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void dispatch() {
        try {
            boolean over = state.get() != State.COMPLETE || !framing.isTheServers();
            if (over && exchange.getResponse() instanceof HttpServletResponse response) {
                // The rest of it may still come, and is of no use to anybody; least of all as a next request.
                response.setHeader("Connection", "close");
            }
            exchange.dispatch();
        } catch (IllegalStateException completed) {
            // The client has gone meanwhile, and the server has cleared up behind it.
            finished();
        }
    }

    /** No effect on what is at its door already. */
    private void timeIsUp() {
        end(state.get() == State.COMPLETE ? State.CROWDED_OUT : State.TOO_SLOW);
    }

    private void finished() {
        Future<?> pending = deadline;
        if (pending != null) {
            pending.cancel(false);
        }
        LINE.leave(this);
        Receiving next = TURNS.done(this);
        if (next != null) {
            next.goOn();
        }
    }

    private static void letGo(List<Receiving> longest) {
        longest.forEach(one -> one.end(State.CROWDED_OUT));
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // The deadline is kept here, and there is no other.
    }

    @Override
    public void onError(AsyncEvent event) {
        finished();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        finished();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // What a resource does with an exchange of its own is its own affair.
    }
}
