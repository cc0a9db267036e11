package org.auralink.webhooks.entity;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt met.
 *
 * @param status of the receiver's answer, 0 when there was none
 * @param problem why it is no success, in a sentence without anybody's data; {@code null} when the receiver has it
 * @param took how long it took
 */
public record Answer(int status, @Nullable String problem, Duration took) {

    /** The receiver answered. */
    public static Answer of(int status, Duration took) {
        if (status / 100 == 2) {
            return new Answer(status, null, took);
        }
        String redirect = status / 100 == 3 ? ": redirects are not followed, enter the address it leads to." : ".";
        return new Answer(status, "The receiver answered " + status + redirect, took);
    }

    /** The receiver did not answer, or was not asked. */
    public static Answer none(String problem, Duration took) {
        return new Answer(0, problem, took);
    }

    public boolean isSuccess() {
        return problem == null;
    }
}
