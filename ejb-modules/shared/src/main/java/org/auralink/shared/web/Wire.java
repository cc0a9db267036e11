package org.auralink.shared.web;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The connection below a request. Servlets have no name for it, and Payara's server no setting for what is needed of it: to
 * know when a request has really ended, and to end the connection of a client that does not do its part. So it is asked of
 * the server's own objects, by the names that Payara 6 and 7 share. Where they have changed there is none, and the log says
 * so.
 *
 * <p>It outlives the request, so it is taken while the request is served, and used afterwards.
 */
final class Wire {
    private static final Logger LOG = Logger.getLogger(Wire.class.getName());

    /** Whether the log says that this server is unknown. It would with each request, as none of them changes it. */
    private static final AtomicBoolean TOLD = new AtomicBoolean();

    private static final String LISTENER = "org.glassfish.grizzly.http.server.AfterServiceListener";

    private static final ThreadLocal<@Nullable WeakReference<Object>> SERVED_LAST = new ThreadLocal<>();

    /** Grizzly's request, which it uses again for others when this one has ended. */
    private final Object request;

    /** Grizzly's connection. */
    private final Object connection;

    private Wire(Object request, Object connection) {
        this.request = request;
        this.connection = connection;
    }

    /** @return empty when this server is not one that is known */
    static Optional<Wire> below(ServletRequest request) {
        ServletRequest innermost = request;
        while (innermost instanceof ServletRequestWrapper wrapper) {
            innermost = wrapper.getRequest();
        }
        try {
            Object coyote = call(call(innermost, "getUnwrappedCoyoteRequest"), "getCoyoteRequest");
            Object connection = call(call(coyote, "getContext"), "getConnection");
            if (coyote == null || connection == null) {
                throw new NoSuchMethodException("getConnection is nothing");
            }
            return Optional.of(new Wire(coyote, connection));
        } catch (ReflectiveOperationException unknown) {
            if (!TOLD.getAndSet(true)) {
                LOG.log(
                        Level.WARNING,
                        "Connections of this server cannot be ended: clients may keep its threads",
                        unknown);
            }
            return Optional.empty();
        }
    }

    /**
     * Runs something when the answer has left the thread that gives it, also one that the server gives of itself when all
     * filters are done. To be asked for while the request is served.
     *
     * @return false when the server does not offer it: then it will not run
     */
    boolean afterwards(Runnable task) {
        try {
            ClassLoader server = request.getClass().getClassLoader();
            Class<?> listener = Class.forName(LISTENER, false, server);
            Object proxy = Proxy.newProxyInstance(server, new Class<?>[] {listener}, (self, method, arguments) -> {
                switch (method.getName()) {
                    case "onAfterService" -> task.run();
                    case "equals" -> {
                        return self == arguments[0];
                    }
                    case "hashCode" -> {
                        return System.identityHashCode(self);
                    }
                    default -> {
                        return "after service";
                    }
                }
                return null;
            });
            request.getClass().getMethod("addAfterServiceListener", listener).invoke(request, proxy);
            return true;
        } catch (ReflectiveOperationException unknown) {
            LOG.log(Level.WARNING, "This server does not tell when a request has ended", unknown);
            return false;
        }
    }

    /**
     * Whether the request that this thread served before was of this connection, too. The server goes on with what a client
     * has sent in advance on the thread that sent the answer before, and gives anything else to a thread that is free.
     */
    boolean isServedOn() {
        WeakReference<Object> before = SERVED_LAST.get();
        SERVED_LAST.set(new WeakReference<>(connection));
        return before != null && before.get() == connection;
    }

    /** Whether anybody is there to be answered. */
    boolean isOpen() {
        try {
            return Boolean.TRUE.equals(call(connection, "isOpen"));
        } catch (ReflectiveOperationException unknown) {
            return true;
        }
    }

    /** Whether somebody has put this mark on it. */
    boolean isMarked(String mark) {
        try {
            Object marks = call(connection, "getAttributes");
            return marks != null
                    && marks.getClass().getMethod("getAttribute", String.class).invoke(marks, mark) != null;
        } catch (ReflectiveOperationException unknown) {
            return false;
        }
    }

    /** Those among them to which the system takes nothing more: the client has not taken what was sent before. */
    static Set<Wire> stalled(Set<Wire> wires) {
        Set<Wire> stalled = new HashSet<>();
        try (Selector selector = Selector.open()) {
            for (Wire wire : wires) {
                try {
                    SocketChannel channel = wire.channel();
                    if (channel != null) {
                        channel.register(selector, SelectionKey.OP_WRITE, wire);
                        stalled.add(wire);
                    }
                } catch (IOException | RuntimeException closed) {
                    // It needs no end any more.
                }
            }
            selector.selectNow();
            selector.selectedKeys().forEach(key -> stalled.remove((Wire) key.attachment()));
            return stalled;
        } catch (IOException e) {
            LOG.log(Level.WARNING, "It cannot be told who takes no answers", e);
            return Set.of();
        }
    }

    /** Tells the client that no more will come; what it sends is still read. */
    void saysNoMore() {
        try {
            SocketChannel channel = channel();
            if (channel != null) {
                channel.shutdownOutput();
            }
        } catch (IOException closed) {
            // By the client or the server, which comes to the same.
        }
    }

    /**
     * At once, whatever is still on its way. A thread that waits for the client to take an answer is free again.
     *
     * @return whether it was open
     */
    boolean cut() {
        boolean open = isOpen();
        try {
            call(connection, "terminateSilently");
        } catch (ReflectiveOperationException unknown) {
            LOG.log(Level.WARNING, "A connection cannot be ended", unknown);
        }
        return open;
    }

    /** The same connection. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Wire that && connection == that.connection;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(connection);
    }

    private @Nullable SocketChannel channel() {
        try {
            return call(connection, "getChannel") instanceof SocketChannel channel ? channel : null;
        } catch (ReflectiveOperationException unknown) {
            return null;
        }
    }

    private static @Nullable Object call(@Nullable Object of, String name) throws ReflectiveOperationException {
        if (of == null) {
            throw new NoSuchMethodException(name + " of nothing");
        }
        return of.getClass().getMethod(name).invoke(of);
    }
}
