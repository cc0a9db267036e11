package org.auralink.shared.web;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** Reads what all lists are asked with. */
public final class QueryParameters {

    private QueryParameters() {}

    /**
     * How many rows a client wants.
     *
     * @param text what it sent, {@code null} for the usual number
     * @throws org.auralink.shared.RefusedException invalid, naming the range
     */
    public static int limit(@Nullable String text) {
        if (text == null) {
            return Limits.USUAL_PAGE;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= Limits.LARGEST_PAGE) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Told below, together with the range.
        }
        throw Refusal.invalid("limit", "must be a whole number from 1 to " + Limits.LARGEST_PAGE + ".")
                .asException();
    }

    /**
     * One of some words.
     *
     * @param field the parameter's name
     * @param text what a client sent, {@code null} for nothing
     * @param wireName how each value is written
     * @throws org.auralink.shared.RefusedException invalid, naming all words
     */
    public static <E> @Nullable E oneOf(
            String field, @Nullable String text, E[] values, Function<? super E, String> wireName) {
        if (text == null) {
            return null;
        }
        return Arrays.stream(values)
                .filter(value -> wireName.apply(value).equals(text))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid(
                                field,
                                "must be one of "
                                        + Arrays.stream(values).map(wireName).collect(Collectors.joining(", ")) + ".")
                        .asException());
    }
}
