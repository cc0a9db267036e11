package org.auralink.shared.web;

import jakarta.ws.rs.core.Response;
import org.auralink.shared.redis.Copy;

/** Answers that are not as good as usual, because something is away: they say so in their headers. */
public final class Degraded {
    /** {@code true} when something is away; else left out. */
    public static final String MODE = "X-Degraded-Mode";

    /** What stands in for it. */
    public static final String FALLBACK = "X-Fallback-Used";

    /** Redis is away: limits and copies are this server's own. */
    public static final String OWN_MEMORY = "memory";

    private static final String AGE = "Age";

    private Degraded() {}

    /** 200 with the text as its body; from a fallback with its age in seconds (RFC 9111, 5.1). */
    public static Response answer(Copy copy) {
        Response.ResponseBuilder answer = Response.ok(copy.text());
        if (copy.fallback() != null) {
            answer.header(MODE, true)
                    .header(FALLBACK, copy.fallback())
                    .header(AGE, copy.age().toSeconds());
        }
        return answer.build();
    }
}
