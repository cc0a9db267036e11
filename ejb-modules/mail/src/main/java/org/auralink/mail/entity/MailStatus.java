package org.auralink.mail.entity;

import java.util.Arrays;
import java.util.Locale;

/** Where a mail stands. */
public enum MailStatus {
    /** Waits for its first attempt, for its next one, or for the answer to one. */
    PENDING,
    /** The mail server has taken it, or the mailbox keeps it. */
    SENT,
    /** Nothing will be tried any more: it was refused for good, or its time is over. */
    DEAD;

    /** The name in the database. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws java.util.NoSuchElementException when there is none of that name */
    public static MailStatus parse(String wireName) {
        return Arrays.stream(values())
                .filter(status -> status.wireName().equals(wireName))
                .findFirst()
                .orElseThrow();
    }
}
