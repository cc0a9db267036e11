package org.auralink.shared;

/**
 * A signed-in person, as a verified access token tells.
 *
 * @param organizationId the organization that the token makes active; membership is decided by the database, not here
 * @param claims the token's claims as a JSON object, exactly what the policies of the database read
 */
public record Caller(UserId userId, OrganizationId organizationId, String claims) {

    /** A caller with the claims that the policies need, for code that has no token (jobs, tests). */
    public static Caller of(UserId userId, OrganizationId organizationId) {
        return new Caller(userId, organizationId, "{\"sub\":\"" + userId.value() + "\",\"role\":\"authenticated\"}");
    }

    @Override
    public String toString() {
        return "Caller[redacted]";
    }
}
