package org.auralink.quality.entity;

import java.util.Locale;

/** How bad an issue is. */
public enum Severity {
    /** People notice it. */
    WARNING,
    /** People cannot talk. */
    CRITICAL;

    /** As the API and the database write it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
