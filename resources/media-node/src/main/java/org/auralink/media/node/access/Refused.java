package org.auralink.media.node.access;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.auralink.media.node.http.Exchange;

/** A request that is refused with an HTTP status and a sentence; where LiveKit has words for it, they are LiveKit's. */
public final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int TOO_MANY_REQUESTS = 429;

    private final int status;
    private final long retryAfterSeconds;

    /**
     * @param status of HTTP
     * @param text that the client gets to read
     */
    public Refused(int status, String text) {
        this(status, text, 0);
    }

    private Refused(int status, String text, long retryAfterSeconds) {
        super(text, null, false, false);
        this.status = status;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /**
     * Somebody asks too often or for too much at once (RFC 6585 section 4).
     *
     * @param what is too much, the beginning of a sentence
     * @param seconds after which it may be tried again
     */
    static Refused tooMany(String what, long seconds) {
        return new Refused(
                TOO_MANY_REQUESTS,
                what + ": try again in " + seconds + (seconds == 1 ? " second" : " seconds"),
                seconds);
    }

    /** The HTTP status of the answer. */
    public int status() {
        return status;
    }

    /** Whether it may be tried again after a while. */
    public boolean tooMany() {
        return status == TOO_MANY_REQUESTS;
    }

    /** The headers of the answer: {@code Retry-After} when trying again makes sense. */
    public Map<String, String> headers() {
        return retryAfterSeconds == 0 ? Map.of() : Map.of("Retry-After", Long.toString(retryAfterSeconds));
    }

    /** Answers the request with this refusal. */
    public void answer(Exchange exchange) {
        exchange.reply(
                status,
                "text/plain; charset=utf-8",
                String.valueOf(getMessage()).getBytes(StandardCharsets.UTF_8),
                headers());
    }
}
