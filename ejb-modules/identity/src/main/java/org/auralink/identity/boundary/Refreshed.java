package org.auralink.identity.boundary;

import java.util.UUID;
import org.auralink.shared.Refusal;
import org.auralink.shared.UserId;

/** The outcome of a refresh, all of which commit. */
public sealed interface Refreshed {
    record Issued(SessionView session) implements Refreshed {}

    record Refused(Refusal refusal) implements Refreshed {}

    /** The token was used before, so two parties hold it, and its session has ended with all that came of it. */
    record Ended(UUID session, UserId user) implements Refreshed {}

    /** Somebody else refreshes the session at this moment. */
    record Busy() implements Refreshed {}
}
