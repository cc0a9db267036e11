package org.auralink.shared.web;

import java.util.Map;

/** How Payara's JAX-RS is kept to what the doors say themselves. */
public final class Jersey {
    /** For {@code Application.getProperties} of every door. */
    public static final Map<String, Object> PROPERTIES = Map.of(
            // Without these two the server's own JSON libraries (JSON-B, MOXy, Jackson) are asked before ours. Each of
            // them stands back when Jersey's choice of a JSON feature bears another name than its own; switched off one
            // by one, the next takes over.
            "jersey.config.jsonFeature",
            "AuraLink",
            "jersey.config.disableMoxyJson",
            true,
            // A description of every class and method, made by the server, for anybody who asks.
            "jersey.config.server.wadl.disableWadl",
            true,
            // A relative Location stays one: made absolute, it would repeat whatever host the request named.
            "jersey.config.server.headers.location.relative.resolution.disabled",
            true);

    private Jersey() {}
}
