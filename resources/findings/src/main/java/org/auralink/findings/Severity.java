package org.auralink.findings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How bad it is, the best first: the worst decides the doctor's exit code. */
public enum Severity {
    OK,
    /** Works, and somebody should look at it; or what could not be told. */
    WARNING,
    /** Does not work for somebody. */
    ERROR;

    /** The name in the API. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Severity> of(String wireName) {
        return Arrays.stream(values())
                .filter(severity -> severity.wireName().equals(wireName))
                .findFirst();
    }
}
