package org.auralink.shared.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import org.auralink.shared.limits.ClientAddress;
import org.auralink.shared.limits.TrustedProxies;

/** Where requests come from. */
@ApplicationScoped
public class Clients {
    @Inject
    private TrustedProxies proxies;

    /** The client of the request: the other end of its connection, or who is behind the proxies that are trusted. */
    public ClientAddress of(HttpServletRequest request) {
        List<String> forwardedFor = Collections.list(request.getHeaders("X-Forwarded-For"));
        return proxies.client(request.getRemoteAddr(), forwardedFor);
    }
}
