package org.auralink.identity.entity;

import java.util.Locale;

/** What a one-time token proves; a person has one of each kind at most. */
public enum OneTimeTokenKind {
    /** The address is theirs: after a sign-up, or an invitation. */
    CONFIRMATION,

    /** They may in without their password: forgotten, or a link to sign in. */
    RECOVERY,

    /** Who reads the address that the account has agrees to its change. */
    EMAIL_CHANGE_CURRENT,

    /** The address that the account is to have is theirs. */
    EMAIL_CHANGE_NEW,

    /** They are still there: before a new password in an old session. */
    REAUTHENTICATION,

    /** They may sign in where they are, however often strangers guessed their password. */
    UNLOCK;

    /** As the column has it. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
