package org.auralink.contacts.entity;

import java.time.Duration;

/** The bounds of contacts, each with its reason. */
public final class Limits {
    /**
     * Contacts of one account, in whatever state: more than anybody knows, and few enough that a search looks at all of
     * them in some milliseconds.
     */
    public static final int CONTACTS = 1_000;

    /** Tags of one contact: they are shown in a line. The table has the same number. */
    public static final int TAGS = 10;

    /** Characters of a tag, which is a word or two. */
    public static final int TAG_LENGTH = 30;

    /** Characters of a search: no name is longer. */
    public static final int SEARCH_LENGTH = 100;

    /**
     * How alike a word must be to what is looked for, from 0 to 1, as pg_trgm's word_similarity tells: one wrong letter in a
     * word of five gives 0.5, another word with the same beginning 0.3.
     */
    public static final double SIMILARITY = 0.4;

    /** For so long a mail about a request may be late: it waits in the console anyway. */
    public static final Duration REQUEST_MAIL = Duration.ofDays(2);

    /** Nobody waits longer in a call than that for who was called. */
    public static final Duration CALL_MAIL = Duration.ofMinutes(30);

    private Limits() {}
}
