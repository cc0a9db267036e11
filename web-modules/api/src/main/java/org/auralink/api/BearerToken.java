package org.auralink.api;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.auralink.shared.web.Authenticated;
import org.auralink.shared.web.AuthenticationFilter;
import org.auralink.shared.web.CurrentCaller;
import org.auralink.tenancy.boundary.Presence;

/** Lets only callers with a valid access token to the resources that ask for one, and notes that they are there. */
@Authenticated
@ApplicationScoped
@Priority(Priorities.AUTHENTICATION)
public class BearerToken extends AuthenticationFilter {

    @Inject
    private CurrentCaller caller;

    @Inject
    private Presence presence;

    @Override
    public void filter(ContainerRequestContext request) {
        super.filter(request);
        presence.seen(caller.get().userId());
    }
}
