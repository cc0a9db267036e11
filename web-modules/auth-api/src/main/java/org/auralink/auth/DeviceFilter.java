package org.auralink.auth;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import org.auralink.shared.web.CurrentDevice;

/** Notes what the client calls itself, for the sessions that it opens. */
@ApplicationScoped
public class DeviceFilter implements ContainerRequestFilter {
    @Inject
    private CurrentDevice device;

    @Override
    public void filter(ContainerRequestContext request) {
        device.isCalled(request.getHeaderString(HttpHeaders.USER_AGENT));
    }
}
