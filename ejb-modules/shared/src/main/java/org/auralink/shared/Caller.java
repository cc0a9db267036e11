package org.auralink.shared;

/**
 * Who asks: a signed-in person, as a verified access token tells, or a program with that person's API key.
 *
 * @param organizationId the organization that the token makes active; membership is decided by the database, not here
 * @param claims the token's claims as a JSON object, exactly what the policies of the database read
 * @param program whether it is a program, which may do nothing that a person does for themselves
 * @param network from where, as far as the audit keeps it: an IPv4 address without its last byte, the first three groups of
 *     an IPv6 address; empty when the request came by no network
 */
public record Caller(UserId userId, OrganizationId organizationId, String claims, boolean program, String network) {

    /** A person. */
    public Caller(UserId userId, OrganizationId organizationId, String claims) {
        this(userId, organizationId, claims, false, "");
    }

    /** A caller with the claims that the policies need, for code that has no token (jobs, tests). */
    public static Caller of(UserId userId, OrganizationId organizationId) {
        return new Caller(userId, organizationId, "{\"sub\":\"" + userId.value() + "\",\"role\":\"authenticated\"}");
    }

    /** The same, who acts in another organization; whether they belong to it is decided by the database. */
    public Caller in(OrganizationId another) {
        return new Caller(userId, another, claims, program, network);
    }

    /** The same, from there. */
    public Caller from(String where) {
        return new Caller(userId, organizationId, claims, program, where);
    }

    @Override
    public String toString() {
        return "Caller[redacted]";
    }
}
