package org.auralink.shared.policies;

import jakarta.ejb.ApplicationException;
import java.time.Duration;

/** A dependency was not asked, because it did not answer lately or is asked too much at once. */
@ApplicationException(rollback = true)
public final class AwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String dependency;
    private final Duration retryAfter;

    AwayException(String dependency, Duration retryAfter, Throwable cause) {
        // An answer and not a fault, and there may be hundreds in a second: nobody reads its stack.
        super(dependency + " is not asked for now", cause, false, false);
        this.dependency = dependency;
        this.retryAfter = retryAfter;
    }

    /** As a person would call it: {@code The database}. */
    public String dependency() {
        return dependency;
    }

    /** When it may be asked again, a second at least. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
