package org.auralink.api;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.auralink.quality.boundary.LiveCalls;

/**
 * Keeps answers open that go on. A resource decides who gets one and leaves a place in the request; what is sent there goes
 * out without a thread that waits, however slowly the client reads. JAX-RS would write on the sender's own thread, so that
 * one slow client held up all others.
 */
public class LiveAnswers extends HttpFilter {
    private static final long serialVersionUID = 1L;

    /** Name of the request's attribute that holds a {@link LiveCalls.Place}. */
    static final String PLACE = LiveAnswers.class.getName();

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request, new Open(request, response));
        if (!(request.getAttribute(PLACE) instanceof LiveCalls.Place place)) {
            return;
        }
        request.removeAttribute(PLACE);
        boolean begun = false;
        try {
            boolean wanted = request.getMethod().equals("GET") && response.getStatus() == HttpServletResponse.SC_OK;
            if (wanted && !request.isAsyncStarted()) {
                AsyncContext context = request.startAsync(request, response);
                context.setTimeout(0);
                LiveAnswer answer = new LiveAnswer(context, response.getOutputStream(), place::leave);
                context.addListener(answer);
                answer.begin();
                place.begin(answer);
                begun = true;
            }
        } finally {
            if (!begun) {
                place.leave();
            }
        }
    }

    /** The response as the door sees it: of an answer that goes on it can neither say how long it is nor that it is over. */
    private static final class Open extends HttpServletResponseWrapper {
        private final HttpServletRequest request;

        Open(HttpServletRequest request, HttpServletResponse response) {
            super(response);
            this.request = request;
        }

        private boolean goesOn() {
            return request.getAttribute(PLACE) != null;
        }

        @Override
        public void setContentLength(int length) {
            if (!goesOn()) {
                super.setContentLength(length);
            }
        }

        @Override
        public void setContentLengthLong(long length) {
            if (!goesOn()) {
                super.setContentLengthLong(length);
            }
        }

        @Override
        public void setHeader(String name, String value) {
            if (!isLength(name)) {
                super.setHeader(name, value);
            }
        }

        @Override
        public void addHeader(String name, String value) {
            if (!isLength(name)) {
                super.addHeader(name, value);
            }
        }

        private boolean isLength(String name) {
            return goesOn() && "Content-Length".equalsIgnoreCase(name);
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            return goesOn() ? new NotYet() : super.getOutputStream();
        }
    }

    /** Takes nothing, and is not the one that ends the answer. */
    private static final class NotYet extends ServletOutputStream {
        @Override
        public void write(int octet) {
            // The resource has nothing to say yet.
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("the answer is not the resource's to write");
        }
    }
}
