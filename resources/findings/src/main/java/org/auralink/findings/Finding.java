package org.auralink.findings;

import java.util.Optional;

/**
 * What was found about one thing.
 *
 * @param subject what was looked at, in words: one of several such things is told from the others by it
 * @param found a sentence
 * @param change what to do about it; empty when it is fine
 */
public record Finding(Check check, Severity severity, String subject, String found, String change) {
    private static final String SEPARATOR = "\t";
    private static final int COLUMNS = 5;

    public static Finding ok(Check check, String subject, String found) {
        return new Finding(check, Severity.OK, subject, found, "");
    }

    public static Finding warning(Check check, String subject, String found, String change) {
        return new Finding(check, Severity.WARNING, subject, found, change);
    }

    public static Finding error(Check check, String subject, String found, String change) {
        return new Finding(check, Severity.ERROR, subject, found, change);
    }

    /** For another program: a line of five columns with tabs between, of which there are none within. */
    public String line() {
        return String.join(SEPARATOR, check.id(), severity.wireName(), flat(subject), flat(found), flat(change));
    }

    private static String flat(String text) {
        return text.replaceAll("\\s+", " ");
    }

    /** What {@link #line} wrote; empty when it is something else that a program printed. */
    public static Optional<Finding> parse(String line) {
        String[] columns = line.split(SEPARATOR, -1);
        if (columns.length != COLUMNS) {
            return Optional.empty();
        }
        return Check.of(columns[0])
                .flatMap(check -> Severity.of(columns[1])
                        .map(severity -> new Finding(check, severity, columns[2], columns[3], columns[4])));
    }
}
