package org.auralink.identity.boundary;

import java.time.Instant;
import java.util.Map;

/**
 * Something that happened with an account, as Supabase Auth shows it to administrators.
 *
 * @param id a UUID
 * @param payload {@code action} in Supabase's word, {@code log_type}, {@code actor_id}, {@code traits}: in it our own word,
 *     the account's id and how it went
 * @param ipAddress a network, not an address; empty where it is not known
 */
public record AccountEventView(String id, Map<String, Object> payload, Instant createdAt, String ipAddress) {
    public AccountEventView {
        payload = Map.copyOf(payload);
    }

    @Override
    public String toString() {
        return "AccountEventView[redacted]";
    }
}
