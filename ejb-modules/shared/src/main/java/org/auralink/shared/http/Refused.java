package org.auralink.shared.http;

import java.util.List;
import org.auralink.shared.web.Failure;

/**
 * Why what a connection brought is no request of ours. Nothing that follows on the connection is read: nobody can tell
 * where the next request begins.
 *
 * @param path as far as it was understood, which decides on the shape of the answer
 */
record Refused(int status, String code, String detail, String path) {
    static final int BAD_REQUEST = 400;
    static final int NOT_FOUND = 404;
    static final int METHOD_NOT_ALLOWED = 405;
    static final int LENGTH_REQUIRED = 411;
    static final int URI_TOO_LONG = 414;
    static final int FIELDS_TOO_LARGE = 431;
    static final int VERSION_NOT_SUPPORTED = 505;

    static Refused malformed(String detail, String path) {
        return new Refused(BAD_REQUEST, "validation_failed", detail, path);
    }

    Failure failure() {
        return new Failure(status, code, detail, List.of(), null, null, false);
    }
}
