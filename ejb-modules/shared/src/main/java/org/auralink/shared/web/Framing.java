package org.auralink.shared.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;

/**
 * Which bytes of what the server hands over are a request's body, and when there is no more of it. The server knows that
 * itself, save for a request that offers to upgrade ({@code Upgrade: h2c} is in the first of Java's own client): it hands
 * on everything as it came, and reports no end, because the new protocol may begin anywhere. Nothing here upgrades, so the
 * offer is not taken (RFC 9110, 7.8), and the body ends as RFC 9112, 6.3 says.
 */
abstract sealed class Framing permits Framing.ByServer, Framing.ByLength, ChunkedBody {
    static Framing of(HttpServletRequest request) {
        if (request.getHeader("Upgrade") == null) {
            return new ByServer();
        }
        String coding = request.getHeader("Transfer-Encoding");
        if (coding == null) {
            return new ByLength(request.getContentLengthLong());
        }
        return new ChunkedBody(coding.strip().toLowerCase(Locale.ROOT).equals("chunked"));
    }

    /**
     * Takes the next bytes, and moves those that belong to the body to their beginning.
     *
     * @return how many those are
     */
    abstract int content(byte[] piece, int length);

    /** Whether the body has ended; what comes after it is none of this request's. */
    abstract boolean isComplete();

    /** Whether it breaks the rules, so that nobody can tell where it ends. */
    abstract boolean isMalformed();

    /** Whether the connection can be used again; not when the server does not know where the body ended. */
    boolean isTheServers() {
        return false;
    }

    static final class ByServer extends Framing {
        @Override
        int content(byte[] piece, int length) {
            return length;
        }

        @Override
        boolean isComplete() {
            return false;
        }

        @Override
        boolean isMalformed() {
            return false;
        }

        @Override
        boolean isTheServers() {
            return true;
        }
    }

    static final class ByLength extends Framing {
        private long missing;

        ByLength(long length) {
            this.missing = length;
        }

        @Override
        int content(byte[] piece, int length) {
            int content = (int) Math.min(missing, length);
            missing -= content;
            return content;
        }

        @Override
        boolean isComplete() {
            return missing == 0;
        }

        @Override
        boolean isMalformed() {
            return false;
        }
    }
}
