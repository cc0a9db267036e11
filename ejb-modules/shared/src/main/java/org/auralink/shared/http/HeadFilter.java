package org.auralink.shared.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLEngine;
import org.auralink.shared.web.ServiceFilter;
import org.auralink.shared.web.Stopping;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.SocketBinder;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.ssl.SSLUtils;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the server's connections and its own reader of HTTP. To the reader it shows only what {@link RequestStream}
 * found sound; to the client it shows no answer that the server made by itself, without the headers of ours and in a shape
 * of its own: such an answer is replaced, or completed when it is no refusal.
 *
 * <p>A head that is refused is shown to the reader as one that it refuses too. So its refusal comes behind the answers to
 * earlier requests, and the server closes the connection, as it does for itself; only the words are ours.
 */
final class HeadFilter extends BaseFilter implements Stopping.Door {
    /** Without a host, which the server refuses in every release. */
    private static final byte[] REFUSED_BY_ALL = "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** Its name in ALPN. */
    private static final String HTTP_2 = "h2";

    private final Attribute<Exchange> exchanges;
    private final OwnAnswer own;
    private final Pipelines pipelines;
    private final Runnable cut;

    /** What accepts the connections that come here: one for each listener. */
    private final Set<SocketBinder> ports = ConcurrentHashMap.newKeySet();

    private volatile boolean closed;

    /**
     * @param patience with a client that asks on and on and takes no answers
     * @param cut counts connections that this has ended
     */
    HeadFilter(OwnAnswer own, Duration patience, Runnable cut) {
        this.own = own;
        this.cut = cut;
        this.pipelines = new Pipelines(patience, cut);
        // A name for each, or two applications of one server would find each other's.
        this.exchanges = Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute(
                HeadFilter.class.getName() + "@" + System.identityHashCode(this));
    }

    @Override
    public NextAction handleAccept(FilterChainContext context) {
        if (context.getConnection().getTransport() instanceof SocketBinder port) {
            ports.add(port);
        }
        return context.getInvokeAction();
    }

    @Override
    public void takeNobodyNew() {
        ports.forEach(SocketBinder::unbindAll);
    }

    @Override
    public void takeNothingMore() {
        closed = true;
    }

    @Override
    public NextAction handleRead(FilterChainContext context) {
        if (closed) {
            context.getConnection().closeSilently();
            return context.getStopAction();
        }
        Exchange exchange = of(context);
        if (exchange.frames != null) {
            return exchange.frames.received(bytes(context), System.nanoTime())
                    ? context.getInvokeAction()
                    : cut(context);
        }
        if (exchange.pipeline.isResumed()) {
            return goOn(context, exchange);
        }
        Buffer in = context.getMessage();
        RequestStream requests = exchange.requests;
        boolean known = requests.isToBeAnswered();
        RequestStream.Step step = requests.next(in.toByteBuffer().asReadOnlyBuffer());
        in.position(in.position() + step.skipped());
        if (requests.isToBeAnswered() && !known) {
            return refuse(context, exchange, in, step);
        }
        if (step.passed() == 0) {
            exchange.inAdvance = false;
            if (in.hasRemaining()) {
                return context.getStopAction(in);
            }
            in.tryDispose();
            return context.getStopAction();
        }
        exchange.rest = in.remaining() > step.passed() ? in.split(in.position() + step.passed()) : null;
        exchange.ended = step.ended();
        context.setMessage(in);
        boolean inAdvance = exchange.inAdvance;
        exchange.inAdvance = exchange.rest != null && exchange.ended;
        if (requests.headPassed()) {
            exchange.answers.expect();
            if (!pipelines.admit(exchange.pipeline, context, inAdvance)) {
                return context.getSuspendAction();
            }
        }
        return goOn(context, exchange);
    }

    /** Whoever breaks the rules of HTTP/2 here has no stream left to be answered on. */
    private NextAction cut(FilterChainContext context) {
        cut.run();
        context.getConnection().terminateSilently();
        return context.getStopAction();
    }

    private static ByteBuffer bytes(FilterChainContext context) {
        Buffer message = context.getMessage();
        return message.toByteBuffer().asReadOnlyBuffer();
    }

    /** As negotiated by ALPN (RFC 7301) and in no other way: what a connection begins with says nothing. */
    private static boolean isHttp2(Connection<?> connection) {
        SSLEngine tls = SSLUtils.getSSLEngine(connection);
        return tls != null
                && (HTTP_2.equals(tls.getApplicationProtocol())
                        || HTTP_2.equals(tls.getHandshakeApplicationProtocol()));
    }

    private static NextAction goOn(FilterChainContext context, Exchange exchange) {
        Buffer rest = exchange.rest;
        exchange.rest = null;
        if (rest == null) {
            return context.getInvokeAction();
        }
        return exchange.ended
                ? context.getInvokeAction(rest)
                : context.getInvokeAction(rest, Buffers.getBufferAppender(true));
    }

    private NextAction refuse(FilterChainContext context, Exchange exchange, Buffer in, RequestStream.Step step) {
        if (!exchange.requests.brokeInBody()) {
            exchange.answers.expect();
            context.setMessage(Buffers.wrap(context.getMemoryManager(), REFUSED_BY_ALL));
            return context.getInvokeAction();
        }
        in.tryDispose();
        Connection<?> connection = context.getConnection();
        byte[] answer = exchange.answers.instead(own, exchange.requests);
        if (answer.length > 0) {
            context.write(Buffers.wrap(context.getMemoryManager(), answer));
        }
        connection.closeSilently();
        return context.getStopAction();
    }

    @Override
    public NextAction handleWrite(FilterChainContext context) {
        Exchange exchange = of(context);
        if (exchange.frames != null) {
            boolean sound = !(context.getMessage() instanceof Buffer)
                    || exchange.frames.sent(bytes(context), System.nanoTime());
            return sound ? context.getInvokeAction() : cut(context);
        }
        if (context.getMessage() instanceof Buffer out && out.hasRemaining()) {
            Buffer changed = exchange.answers.checked(out, own, exchange.requests, context.getMemoryManager());
            if (changed != out) {
                context.setMessage(changed);
            }
        }
        return context.getInvokeAction();
    }

    private Exchange of(FilterChainContext context) {
        Exchange exchange = exchanges.get(context.getConnection());
        if (exchange == null) {
            exchange = new Exchange(pipelines.of(context.getConnection()), isHttp2(context.getConnection()));
            exchanges.set(context.getConnection(), exchange);
            context.getConnection().getAttributes().setAttribute(ServiceFilter.READ_HERE, true);
        }
        return exchange;
    }

    /** Of one connection. */
    private static final class Exchange {
        private final RequestStream requests = new RequestStream();
        private final Answers answers = new Answers();
        private final Pipelines.Pipeline pipeline;

        /** Whether what comes next came together with the request before it. */
        private boolean inAdvance;

        /** Behind what goes to the server now; and whether a request ends where it begins. */
        private @Nullable Buffer rest;

        private boolean ended;

        /** Of HTTP/2, whose requests {@link StreamFilter} reads; null of HTTP/1.1. */
        private final @Nullable FrameRules frames;

        private Exchange(Pipelines.Pipeline pipeline, boolean http2) {
            this.pipeline = pipeline;
            this.frames = http2 ? new FrameRules() : null;
        }
    }
}
