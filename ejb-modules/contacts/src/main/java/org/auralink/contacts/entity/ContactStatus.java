package org.auralink.contacts.entity;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far a contact has come, as its owner sees it. */
public enum ContactStatus {
    /** The other was asked. So it stays for the one who asked when the other does not want. */
    REQUESTED,
    /** Both agreed. */
    ACCEPTED,
    /** The owner wants nothing from them, which they are not told. */
    BLOCKED;

    /** As it is told, and kept. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ContactStatus> parse(String wireName) {
        return Arrays.stream(values())
                .filter(status -> status.wireName().equals(wireName))
                .findFirst();
    }
}
