package org.auralink.tenancy.entity;

import java.util.Arrays;
import java.util.Locale;

/**
 * What somebody is in an organization, the most powerful first. What each may do stands in the database, {@code
 * private.permissions()}; here stands who may give whom which.
 */
public enum Role {
    OWNER,
    ADMIN,
    MODERATOR,
    MEMBER,
    /** Takes part in calls that others start. */
    AGENT;

    /** In the database and on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Of what stands in the database. */
    static Role parse(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** Those that may be given to somebody: there is one owner, who hands the organization over. */
    public static Role[] givable() {
        return Arrays.copyOfRange(values(), ADMIN.ordinal(), values().length);
    }

    /**
     * Whether somebody with this role may give another role or take it away: everybody up to their own, so that nobody
     * removes who stands above them.
     */
    public boolean reaches(Role other) {
        return ordinal() <= other.ordinal();
    }
}
