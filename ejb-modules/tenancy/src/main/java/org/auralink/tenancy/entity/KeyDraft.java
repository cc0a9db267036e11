package org.auralink.tenancy.entity;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/** What is wanted of an API key, checked field by field. */
public record KeyDraft(
        String name,
        List<String> scopes,
        int ratePerMinute,
        @Nullable Instant expiresAt) {
    private static final Set<String> SCOPES = Set.of("read", "write", "admin");

    /** @throws org.auralink.shared.RefusedException invalid, naming the field */
    public static KeyDraft of(
            @Nullable String name,
            @Nullable List<String> scopes,
            @Nullable Integer ratePerMinute,
            @Nullable Instant expiresAt,
            Instant now) {
        List<String> wanted =
                scopes == null ? List.of("read") : scopes.stream().distinct().toList();
        if (wanted.isEmpty() || !SCOPES.containsAll(wanted)) {
            throw Refusal.invalid("scopes", "must be one or more of read, write, admin.")
                    .asException();
        }
        int rate = ratePerMinute == null ? Limits.KEY_RATE : ratePerMinute;
        if (rate < 1 || rate > Limits.KEY_RATE_MOST) {
            throw Refusal.invalid("rate_limit_per_minute", "must be from 1 to " + Limits.KEY_RATE_MOST + ".")
                    .asException();
        }
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            throw Refusal.invalid("expires_at", "must be a time to come.").asException();
        }
        return new KeyDraft(OrganizationWords.name(name), wanted, rate, expiresAt);
    }
}
