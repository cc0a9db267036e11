package org.auralink.api;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import java.lang.reflect.Parameter;
import java.util.Set;
import java.util.TreeSet;
import org.auralink.shared.Refusal;

/**
 * Refuses query parameters that the resource does not declare: a misspelt filter must not answer everything. Runs after
 * authentication, so that strangers learn nothing about the parameters.
 */
public class KnownQueryParameters implements ContainerRequestFilter {

    @Context
    private ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        Set<String> known = new TreeSet<>();
        for (Parameter parameter : resource.getResourceMethod().getParameters()) {
            QueryParam name = parameter.getAnnotation(QueryParam.class);
            if (name != null) {
                known.add(name.value());
            }
        }
        request.getUriInfo().getQueryParameters().forEach((name, values) -> {
            if (!known.contains(name)) {
                throw Refusal.invalid(name, "is not known here. Known parameters: " + listOf(known) + ".")
                        .asException();
            }
            if (values.size() > 1) {
                throw Refusal.invalid(name, "must be given once.").asException();
            }
        });
    }

    private static String listOf(Set<String> known) {
        return known.isEmpty() ? "none" : String.join(", ", known);
    }
}
