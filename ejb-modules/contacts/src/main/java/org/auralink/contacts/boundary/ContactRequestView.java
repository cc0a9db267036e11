package org.auralink.contacts.boundary;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Somebody who wants to have the caller among their contacts. */
@Schema(name = "ContactRequest")
public record ContactRequestView(String requestId, String auraId, String name, Instant createdAt) {
    @Override
    public String toString() {
        return "ContactRequestView[" + requestId + "]";
    }
}
