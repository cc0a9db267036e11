package org.auralink.shared;

import java.util.UUID;

/** A tenant. Does not print itself: a personal organization identifies its person. */
public record OrganizationId(UUID value) {
    /** @throws IllegalArgumentException when the text is not a UUID */
    public static OrganizationId of(String text) {
        return new OrganizationId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return "OrganizationId[redacted]";
    }
}
