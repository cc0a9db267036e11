package org.auralink.api;

import jakarta.ws.rs.core.Response;
import org.auralink.calls.boundary.JoinAnswer;
import org.auralink.calls.boundary.JoinTicket;

/** How a wish to enter a call is answered: 200 with a ticket, 202 with a place in the lobby. Not to be kept by anybody. */
final class LobbyAnswers {
    private LobbyAnswers() {}

    static Response of(JoinAnswer answer) {
        Response.Status status = answer instanceof JoinTicket ? Response.Status.OK : Response.Status.ACCEPTED;
        return Response.status(status).entity(answer).build();
    }
}
