package org.auralink.shared;

import java.util.Locale;

/**
 * What a member's role may allow in an organization. Which role allows what stands in the database alone, in {@code
 * private.permissions()} of R__policies.sql, where the policies ask it too; a test holds both to the same words.
 */
public enum Permission {
    ORGANIZATION_OWN("hand over, delete or restore the organization"),
    ORGANIZATION_MANAGE("change the organization"),
    MEMBERS_MANAGE("invite, change or remove its members"),
    KEYS_MANAGE("make, change or revoke its API keys"),
    AUDIT_READ("read who did what in it"),
    WEBHOOKS_MANAGE("see and change its webhooks"),
    QUALITY_MANAGE("see and answer its alerts"),
    CALLS_MODERATE("moderate its calls"),
    CALLS_CREATE("start its calls");

    private final String what;

    Permission(String what) {
        this.what = what;
    }

    /** As it is called in the database: {@code webhooks.manage}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    /** Said to somebody whose role does not have it. */
    public Refusal.Forbidden refusal() {
        return Refusal.forbidden("Your role in the organization does not allow you to " + what
                + ". Ask its owner or one of its admins.");
    }
}
