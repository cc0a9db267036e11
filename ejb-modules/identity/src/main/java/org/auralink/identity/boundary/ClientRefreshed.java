package org.auralink.identity.boundary;

import java.util.UUID;
import org.auralink.shared.UserId;

/** The outcome of a refresh by another system, all of which commit. */
public sealed interface ClientRefreshed {
    record Issued(ClientTokens tokens) implements ClientRefreshed {}

    /** No session of this client has such a token. */
    record Unknown() implements ClientRefreshed {}

    /** The token was used before, so two parties hold it, and its session has ended with all that came of it. */
    record Ended(UUID session, UserId user) implements ClientRefreshed {}

    /** Somebody else refreshes the session at this moment. */
    record Busy() implements ClientRefreshed {}
}
