package org.auralink.shared.web;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The bodies of our own API. */
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class StrictJsonBody extends JsonBody {
    public StrictJsonBody() {
        super(Json.strict(), "validation_failed", false);
    }
}
