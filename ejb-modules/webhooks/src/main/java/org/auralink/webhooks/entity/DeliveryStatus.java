package org.auralink.webhooks.entity;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a delivery stands. */
public enum DeliveryStatus {
    /** Waits for its turn, for its next attempt or for the answer to one. */
    PENDING,
    /** The receiver has it. */
    DELIVERED,
    /** Every attempt failed. What comes after it in its call waits until somebody retries or drops it. */
    DEAD,
    /** Somebody gave it up. */
    DROPPED;

    /** The name in the API and in the database. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<DeliveryStatus> parse(String wireName) {
        return Arrays.stream(values())
                .filter(status -> status.wireName().equals(wireName))
                .findFirst();
    }
}
