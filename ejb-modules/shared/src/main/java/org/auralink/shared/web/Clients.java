package org.auralink.shared.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Collections;
import java.util.List;
import org.auralink.shared.limits.ClientAddress;
import org.auralink.shared.limits.TrustedProxies;

/** Where requests come from. */
@ApplicationScoped
public class Clients {
    /** The request as the server has it, for what sees it through JAX-RS alone; also on another thread, where none is current. */
    static final String REQUEST = "org.auralink.request";

    @Inject
    private TrustedProxies proxies;

    /** As {@link #of(HttpServletRequest)}. */
    public ClientAddress of(ContainerRequestContext request) {
        return of((HttpServletRequest) request.getProperty(REQUEST));
    }

    /** The client of the request: the other end of its connection, or who is behind the proxies that are trusted. */
    public ClientAddress of(HttpServletRequest request) {
        List<String> forwardedFor = Collections.list(request.getHeaders("X-Forwarded-For"));
        return proxies.client(request.getRemoteAddr(), forwardedFor);
    }
}
