package org.auralink.identity.boundary;

import java.util.List;

/**
 * A part of what happened with accounts, the newest first.
 *
 * @param total how many there are altogether
 * @param page from 1
 * @param perPage of this and the other pages at most
 */
public record AccountEventPage(List<AccountEventView> events, long total, int page, int perPage) {
    public AccountEventPage {
        events = List.copyOf(events);
    }

    public long lastPage() {
        return Math.max(1, (total + perPage - 1) / perPage);
    }
}
