package org.auralink.identity.control;

import java.util.UUID;
import org.auralink.shared.Caller;
import org.auralink.shared.OrganizationId;
import org.auralink.shared.UserId;

/**
 * A verified access token.
 *
 * @param ofClient whether another system has it, and not the person
 * @param claims the payload as JSON, what the policies of the database read
 */
public record AccessToken(UserId user, OrganizationId organization, UUID session, boolean ofClient, String claims) {
    /** Supabase's {@code aud} of every person's token. */
    public static final String AUDIENCE = "authenticated";

    /** Supabase's {@code role}, and the database's. */
    public static final String ROLE = "authenticated";

    public Caller caller() {
        return new Caller(user, organization, claims);
    }

    @Override
    public String toString() {
        return "AccessToken[redacted]";
    }
}
