package org.auralink.identity.boundary;

import org.auralink.shared.Refusal;

/** The outcome of a refresh, both of which commit. */
public sealed interface Refreshed {
    record Issued(SessionView session) implements Refreshed {}

    record Refused(Refusal refusal) implements Refreshed {}
}
