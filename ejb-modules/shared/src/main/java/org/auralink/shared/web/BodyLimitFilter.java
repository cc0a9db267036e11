package org.auralink.shared.web;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.auralink.shared.Refusal;

/** Refuses a body above the limit: by its declared length before reading, and while reading when it declares none. */
@PreMatching
@Priority(RequestTraceFilter.FIRST + 100)
public abstract class BodyLimitFilter implements ContainerRequestFilter {
    private final long limitBytes;

    protected BodyLimitFilter(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getLength() > limitBytes) {
            throw Refusal.tooLarge(limitBytes).asException();
        }
        request.setEntityStream(new Limited(request.getEntityStream(), limitBytes));
    }

    private static final class Limited extends FilterInputStream {
        private final long limitBytes;
        private long read;

        Limited(InputStream in, long limitBytes) {
            super(in);
            this.limitBytes = limitBytes;
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int got = super.read(buffer, offset, length);
            count(Math.max(got, 0));
            return got;
        }

        private void count(int bytes) {
            read += bytes;
            if (read > limitBytes) {
                throw Refusal.tooLarge(limitBytes).asException();
            }
        }
    }
}
