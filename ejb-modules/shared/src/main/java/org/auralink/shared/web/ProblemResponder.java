package org.auralink.shared.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response;

/** Failures as problem+json, for doors of our own API. */
public class ProblemResponder extends FailureResponder {
    @Override
    protected Response.ResponseBuilder body(
            Response.ResponseBuilder response, Failure failure, HttpServletRequest request, String traceId) {
        return response.type(Problem.MEDIA_TYPE).entity(Problem.of(failure, traceId));
    }
}
