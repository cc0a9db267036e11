package org.auralink.shared.web;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Receives the bodies of requests before a door sees them, without a thread that waits: the server has 200, and as many
 * clients that send a byte a second would have them all. A body has a deadline, a limit, and a place among those that are
 * on their way. What exceeds the limit is read on and forgotten, up to a bound: a client that sends everything before it
 * looks for an answer would otherwise see a broken connection instead.
 *
 * <p>Each door's class says how much it takes, and the assembly's descriptor maps it, for the first dispatch and the second,
 * when all is there.
 */
public abstract class BodyFilter extends HttpFilter {
    private static final String RECEIVED = BodyFilter.class.getName();

    private final long limitBytes;

    @Resource
    ManagedScheduledExecutorService timer;

    protected BodyFilter(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** How much this request may bring; what the door takes of all where it does not say more. */
    protected long limitBytes(HttpServletRequest request) {
        return limitBytes;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getDispatcherType() == DispatcherType.ASYNC) {
            goOn(request, response, chain);
            return;
        }
        if (!hasBody(request)) {
            chain.doFilter(request, response);
            return;
        }
        var received = new WithBody(request);
        var receiving = new Receiving(
                request.startAsync(received, response),
                request.getInputStream(),
                Framing.of(request),
                limitBytes(request),
                timer);
        received.receiving = receiving;
        request.setAttribute(RECEIVED, receiving);
        receiving.begin();
    }

    /** On a thread of the server's for which nobody has begun a request scope. */
    private static void goOn(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        RequestContextController scope =
                CDI.current().select(RequestContextController.class).get();
        boolean begun = scope.activate();
        try {
            chain.doFilter(request, response);
        } finally {
            if (begun) {
                scope.deactivate();
            }
        }
    }

    /** RFC 9112, 6: a request has a body when it names a length or a coding. */
    private static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    }

    /** What is wrong with how the request's body came; null when it is there, or when there is none. */
    static @Nullable Refusal refusal(HttpServletRequest request) {
        return request.getAttribute(RECEIVED) instanceof Receiving receiving ? receiving.refusal() : null;
    }

    /** The request as the door sees it: its body is there. */
    private static final class WithBody extends HttpServletRequestWrapper {
        private @Nullable Receiving receiving;
        private @Nullable ServletInputStream in;

        WithBody(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() {
            if (in == null) {
                in = new Bytes(receiving == null ? new byte[0] : receiving.body());
            }
            return in;
        }

        @Override
        public BufferedReader getReader() {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }

    private static final class Bytes extends ServletInputStream {
        private final ByteArrayInputStream bytes;

        Bytes(byte[] bytes) {
            this.bytes = new ByteArrayInputStream(bytes);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            return bytes.read(buffer, offset, length);
        }

        @Override
        public int available() {
            return bytes.available();
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("everything is there already");
        }
    }
}
