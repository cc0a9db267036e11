package org.auralink.identity.boundary;

import java.util.List;

/**
 * Accounts, the newest first.
 *
 * @param total how many there are altogether
 * @param page from 1
 * @param perPage of this and the other pages at most
 */
public record AdminUserPage(List<UserView> users, long total, int page, int perPage) {
    public AdminUserPage {
        users = List.copyOf(users);
    }

    public long lastPage() {
        return Math.max(1, (total + perPage - 1) / perPage);
    }

    @Override
    public String toString() {
        return "AdminUserPage[redacted]";
    }
}
