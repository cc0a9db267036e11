package org.auralink.shared.web;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.auralink.shared.Refusal;

/**
 * Refuses a body above the limit: by its declared length before reading, and while reading when it declares none. What
 * was not read, here or because the request was refused for another reason, is read and forgotten before the answer is
 * sent: over HTTP/2, Payara neither takes the rest of such a body nor resets the stream, and a client that sends all of
 * it before it looks for an answer, as Java's own does, waits for ever.
 *
 * <p>Each door's class bears {@code @PreMatching} and {@code @Priority} itself, since neither is inherited.
 */
public abstract class BodyLimitFilter implements ContainerRequestFilter, ContainerResponseFilter {
    /** The priority: after the trace, before everything that can refuse a request. */
    public static final int BEFORE_MATCHING = RequestTraceFilter.FIRST + 100;

    private static final String BODY = BodyLimitFilter.class.getName();
    /** Of a body to forget. Who sends more does it on purpose and may wait. */
    private static final long FORGET_BYTES = 32 << 20;

    private static final int PIECE_BYTES = 8192;

    private final long limitBytes;

    protected BodyLimitFilter(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Limited body = new Limited(request.getEntityStream(), limitBytes);
        request.setEntityStream(body);
        if (request.getLength() != 0 && mayHaveBody(request.getMethod())) {
            request.setProperty(BODY, body);
        }
        if (request.getLength() > limitBytes) {
            throw Refusal.tooLarge(limitBytes).asException();
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(BODY) instanceof Limited body) {
            body.forget();
        }
    }

    private static boolean mayHaveBody(String method) {
        return switch (method) {
            case "GET", "HEAD", "OPTIONS" -> false;
            default -> true;
        };
    }

    private static final class Limited extends FilterInputStream {
        private final long limitBytes;
        private long read;
        private boolean ended;

        Limited(InputStream in, long limitBytes) {
            super(in);
            this.limitBytes = limitBytes;
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            count(next < 0 ? next : 1);
            return next;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int got = super.read(buffer, offset, length);
            count(got);
            return got;
        }

        /** The server closes its stream itself; closed by a reader of the body, the rest could not be taken. */
        @Override
        public void close() {}

        private void count(int bytes) {
            if (bytes < 0) {
                ended = true;
                return;
            }
            read += bytes;
            if (read > limitBytes) {
                throw Refusal.tooLarge(limitBytes).asException();
            }
        }

        void forget() {
            byte[] piece = new byte[PIECE_BYTES];
            try {
                for (long forgotten = 0; !ended && forgotten < FORGET_BYTES; ) {
                    int got = in.read(piece);
                    ended = got < 0;
                    forgotten += got;
                }
            } catch (IOException e) {
                // The client has gone, and takes no answer either.
                ended = true;
            }
        }
    }
}
