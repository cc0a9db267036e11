package org.auralink.media.node.twirp;

import java.util.Locale;
import java.util.Map;

/** A refusal that the caller gets to read: Twirp's code and a sentence. Texts are LiveKit's, because SDKs match them. */
public final class TwirpError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The codes in use, with the HTTP status that Twirp's specification gives each. */
    public enum Code {
        INVALID_ARGUMENT(400),
        MALFORMED(400),
        UNAUTHENTICATED(401),
        PERMISSION_DENIED(403),
        CANCELED(408),
        NOT_FOUND(404),
        BAD_ROUTE(404),
        ALREADY_EXISTS(409),
        FAILED_PRECONDITION(412),
        RESOURCE_EXHAUSTED(429),
        INTERNAL(500),
        UNIMPLEMENTED(501),
        UNAVAILABLE(503);

        private final int status;

        Code(int status) {
            this.status = status;
        }

        /** The HTTP status of an answer with this code. */
        public int status() {
            return status;
        }

        /** The name on the wire. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Code code;
    private final transient Map<String, String> headers;

    /** @param message that the caller gets to read */
    public TwirpError(Code code, String message) {
        this(code, message, Map.of());
    }

    /** @param headers of the answer, for example {@code Retry-After} */
    public TwirpError(Code code, String message, Map<String, String> headers) {
        super(message, null, false, false);
        this.code = code;
        this.headers = Map.copyOf(headers);
    }

    /** Further headers of the answer. */
    Map<String, String> headers() {
        return headers;
    }

    /** What kind of refusal it is. */
    public Code code() {
        return code;
    }

    /** An argument is wrong; the message names it. */
    public static TwirpError invalid(String message) {
        return new TwirpError(Code.INVALID_ARGUMENT, message);
    }

    /** What the call is about does not exist; the message names it. */
    public static TwirpError notFound(String message) {
        return new TwirpError(Code.NOT_FOUND, message);
    }

    /** There is no token, or its grants do not cover the call. */
    public static TwirpError denied() {
        return new TwirpError(Code.UNAUTHENTICATED, "permissions denied");
    }
}
