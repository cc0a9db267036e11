package org.auralink.shared.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** The server's answer to a question for health without its parts: the status says it all to a load balancer. */
final class BareHealth extends HttpServletResponseWrapper {
    private BareHealth(HttpServletResponse response) {
        super(response);
    }

    static void answer(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request, new BareHealth(response));
        if (response.isCommitted()) {
            return;
        }
        boolean up = response.getStatus() == HttpServletResponse.SC_OK;
        byte[] body = ("{\"status\":\"" + (up ? "UP" : "DOWN") + "\"}").getBytes(StandardCharsets.US_ASCII);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return new Nowhere();
    }

    @Override
    public PrintWriter getWriter() {
        return new PrintWriter(Writer.nullWriter());
    }

    @Override
    public void setContentLength(int length) {
        // Of what is thrown away.
    }

    @Override
    public void setContentLengthLong(long length) {
        // Of what is thrown away.
    }

    @Override
    public void flushBuffer() {
        // Nothing is in it.
    }

    private static final class Nowhere extends ServletOutputStream {
        @Override
        public void write(int one) {
            // Thrown away.
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("nothing of this is sent");
        }
    }
}
