package org.auralink.oauth.boundary;

import java.util.List;

/**
 * Clients, the newest first.
 *
 * @param total how many there are altogether
 * @param page from 1
 * @param perPage of this and the other pages at most
 */
public record ClientPage(List<ClientView> clients, long total, int page, int perPage) {
    public ClientPage {
        clients = List.copyOf(clients);
    }

    public long lastPage() {
        return Math.max(1, (total + perPage - 1) / perPage);
    }
}
