package org.auralink.mail.entity;

import java.util.Arrays;
import java.util.Locale;

/** What a mail is about; each has its own texts. */
public enum MailKind {
    CONFIRMATION,
    RECOVERY,
    MAGIC_LINK,
    INVITATION,
    EMAIL_CHANGE,
    REAUTHENTICATION,
    MEMBER_INVITATION,
    UNLOCK_ACCOUNT,
    CONTACT_REQUEST,
    CONTACT_CALL,
    NOTICE;

    /** The name in the database and in the mailbox's JSON. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws java.util.NoSuchElementException when there is none of that name */
    public static MailKind parse(String wireName) {
        return Arrays.stream(values())
                .filter(kind -> kind.wireName().equals(wireName))
                .findFirst()
                .orElseThrow();
    }
}
