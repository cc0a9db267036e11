package org.auralink.identity.boundary;

import java.util.List;
import org.auralink.shared.FieldError;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list Supabase's clients ask for.
 *
 * @param page from 1
 * @param size of each page at most
 */
record PageNumber(int page, int size) {
    private static final int SIZE = 50;

    /** Of one answer; the list is read in pages anyway. */
    private static final int MOST = 1000;

    /** Pages beyond that would make the database count through all rows before. */
    private static final int LAST = 1_000_000;

    /**
     * @param page absent and empty mean the first
     * @param perPage absent and empty mean 50
     * @throws org.auralink.shared.RefusedException {@code validation_failed}
     */
    static PageNumber of(@Nullable String page, @Nullable String perPage) {
        return new PageNumber(number(page, 1, LAST, "page"), number(perPage, SIZE, MOST, "per_page"));
    }

    private static int number(@Nullable String text, int otherwise, int most, String parameter) {
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        if (text.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        }
        String sentence = "Bad Pagination Parameters: " + parameter + " must be a whole number from 1 to " + most + ".";
        throw new Refusal.Invalid("validation_failed", sentence, List.of(new FieldError(parameter, sentence)))
                .asException();
    }
}
