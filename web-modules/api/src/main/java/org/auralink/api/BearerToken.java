package org.auralink.api;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Priorities;
import org.auralink.shared.web.Authenticated;
import org.auralink.shared.web.AuthenticationFilter;

/** Lets only callers with a valid access token to the resources that ask for one. */
@Authenticated
@ApplicationScoped
@Priority(Priorities.AUTHENTICATION)
public class BearerToken extends AuthenticationFilter {}
