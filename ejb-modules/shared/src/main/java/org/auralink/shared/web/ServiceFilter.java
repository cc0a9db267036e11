package org.auralink.shared.web;

import io.prometheus.metrics.core.metrics.Counter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.auralink.shared.limits.ClientAddress;
import org.auralink.shared.limits.TrustedProxies;
import org.auralink.shared.metrics.Metrics;
import org.auralink.shared.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the server's threads from clients that do not take their answers, or that ask without end before they do: who does
 * so and has more than its share of the threads loses the connection. Nothing is answered, because an answer would wait like
 * those before it. The outermost of the filters but for {@link TraceFilter}, and the one that knows when a request has ended: not when the filters are
 * done, as most answers leave after that.
 *
 * <p>Behind a proxy that is trusted, the share is that of the proxy's client; what the proxy asks of itself has none.
 */
public class ServiceFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    /** On a connection whose requests this application has read before the server did. */
    public static final String READ_HERE = "org.auralink.read";

    private static final Logger LOG = Logger.getLogger(ServiceFilter.class.getName());

    /** Connections that were cut because their clients held threads, since the start. */
    public static final Counter CUT = Metrics.counter(
            "auralink_connections_cut", "Connections that were cut because their clients held threads.");

    /** Whether the log says that the web port was opened too early, or without the setting for it. */
    private static final AtomicBoolean TOLD = new AtomicBoolean();

    /** All doors of the server together. */
    private static final InService<Wire> SERVED =
            new InService<>(Limits.THREADS_OF_ONE_CLIENT, Limits.THREADS_BUSY, Limits.ANSWER_PATIENCE.toNanos());

    /** Of its own: those of the server may all be busy when it is needed. */
    private final transient ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "answers");
        thread.setDaemon(true);
        return thread;
    });

    private transient TrustedProxies proxies = TrustedProxies.of("");
    private int administrationPort;

    @Override
    public void init(FilterConfig filter) throws ServletException {
        super.init(filter);
        proxies = TrustedProxies.from(Settings.current());
        administrationPort = SurfaceFilter.administrationPort();
        long every = Limits.ANSWER_PATIENCE.toMillis() / 2;
        timer.scheduleWithFixedDelay(this::letGo, every, every, TimeUnit.MILLISECONDS);
    }

    @Override
    public void destroy() {
        timer.shutdownNow();
        super.destroy();
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<Wire> below = Wire.below(request);
        if (below.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        Wire wire = below.get();
        if (isReadByServerAlone(request, wire) && request.getDispatcherType() == DispatcherType.REQUEST) {
            // It says so to whoever asks whether it is ready, too.
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        boolean inAdvance = wire.isServedOn() && request.getDispatcherType() == DispatcherType.REQUEST;
        if (!wire.isOpen()) {
            leaveOff(request);
            return;
        }
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            answer(request, response, chain, wire);
            return;
        }
        InService.Place<Wire> place = SERVED.enter(client(request), wire, System.nanoTime());
        var last = new AtomicBoolean();
        boolean told = wire.afterwards(() -> {
            SERVED.leave(place);
            if (last.get()) {
                end(wire);
            }
        });
        if (inAdvance && SERVED.isCrowded(place)) {
            cut(wire);
            SERVED.leave(place);
            leaveOff(request);
            return;
        }
        try {
            answer(request, response, chain, wire);
        } finally {
            if (!told || request.isAsyncStarted()) {
                // The thread is free: the body is on its way, and there will be another dispatch.
                SERVED.leave(place);
            }
            last.set("close".equals(response.getHeader("Connection")));
        }
    }

    private boolean isReadByServerAlone(HttpServletRequest request, Wire wire) {
        boolean strange = !wire.isMarked(READ_HERE) && request.getLocalPort() != administrationPort;
        if (strange && !TOLD.getAndSet(true)) {
            LOG.severe("Nobody is served at port " + request.getLocalPort()
                    + ": the server alone reads what comes to it, and"
                    + " takes what could be two requests for one. The port has to be opened after the deployment, with"
                    + " comet-support-enabled; when both is done at each start, look above for why the deployment failed"
                    + " (docs/security.md)");
        }
        return strange;
    }

    /** That a client has gone in the middle is nothing that the server should log, with its stack, for each of its requests. */
    private static void answer(HttpServletRequest request, HttpServletResponse response, FilterChain chain, Wire wire)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } catch (IOException gone) {
            if (wire.isOpen()) {
                throw gone;
            }
        }
    }

    /**
     * Of a connection that is cut. The server goes on with what its client has sent in advance, hundreds of requests perhaps,
     * unless one before them does not end. So this one does not: all that is left of it goes with the connection.
     */
    private static void leaveOff(HttpServletRequest request) {
        if (request.getDispatcherType() == DispatcherType.REQUEST && request.isAsyncSupported()) {
            request.startAsync().setTimeout(0);
        }
    }

    private @Nullable ClientAddress client(HttpServletRequest request) {
        ClientAddress client =
                proxies.client(request.getRemoteAddr(), Collections.list(request.getHeaders("X-Forwarded-For")));
        return proxies.isTrusted(client) ? null : client;
    }

    /**
     * After an answer that says so. The server itself would wait for the rest of a body first. Not all at once: a client that
     * still sends would lose the answer with the connection (RFC 9112, 9.6).
     */
    private void end(Wire wire) {
        wire.saysNoMore();
        timer.schedule(wire::cut, Limits.LINGERING.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void letGo() {
        try {
            SERVED.forget(wire -> !wire.isOpen());
            SERVED.tooMany(System.nanoTime(), Wire::stalled).forEach(this::cut);
        } catch (RuntimeException fault) {
            // Otherwise there would be no next time.
            LOG.log(Level.WARNING, "Whoever takes no answers keeps threads a little longer", fault);
        }
    }

    private void cut(Wire wire) {
        if (wire.cut()) {
            CUT.inc();
        }
    }
}
