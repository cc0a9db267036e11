package org.auralink.media.connector;

/** Why a media node did not do what it was asked. */
public abstract sealed class MediaNodeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private MediaNodeException(String message) {
        super(message);
    }

    private MediaNodeException(String message, Throwable cause) {
        super(message, cause);
    }

    /** No usable answer in time: refused connection, timeout, or an answer of the 5xx kind. Worth another attempt. */
    public static final class Unavailable extends MediaNodeException {
        private static final long serialVersionUID = 1L;

        public Unavailable(String message) {
            super(message);
        }

        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The node understood and will not: wrong key, missing grant, invalid argument, a limit. */
    public static final class Refused extends MediaNodeException {
        private static final long serialVersionUID = 1L;

        private final String code;

        /** @param code the Twirp error code, for example {@code resource_exhausted} */
        public Refused(String code, String message) {
            super(message);
            this.code = code;
        }

        /** The Twirp error code. */
        public String code() {
            return code;
        }
    }

    /** The room or participant does not exist on the node. */
    public static final class NotFound extends MediaNodeException {
        private static final long serialVersionUID = 1L;

        public NotFound(String message) {
            super(message);
        }
    }
}
