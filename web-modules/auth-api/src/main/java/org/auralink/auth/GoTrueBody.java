package org.auralink.auth;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.auralink.shared.web.Json;
import org.auralink.shared.web.JsonBody;

/** Bodies as Supabase's clients send them: fields of other versions are ignored. */
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class GoTrueBody extends JsonBody {
    public GoTrueBody() {
        super(Json.lenient(), "bad_json", true);
    }
}
