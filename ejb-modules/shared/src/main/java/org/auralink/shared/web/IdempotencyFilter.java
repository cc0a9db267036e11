package org.auralink.shared.web;

import jakarta.annotation.Priority;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.auralink.shared.IdempotencyKey;
import org.auralink.shared.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header {@code Idempotency-Key} (draft-ietf-httpapi-idempotency-key-header) of requests to {@link Idempotent}
 * resources, together with what they ask for. After authentication: strangers learn nothing here.
 */
@Idempotent
@Priority(Priorities.USER)
public class IdempotencyFilter implements ContainerRequestFilter {
    static final String HEADER = "Idempotency-Key";

    private static final String PROPERTY = "org.auralink.idempotency.key";

    /** Visible ASCII, quotation marks included; a UUID has 36. */
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    @Override
    public void filter(ContainerRequestContext request) throws IOException {
        List<String> sent = request.getHeaders().getOrDefault(HEADER, List.of());
        if (sent.isEmpty()) {
            return;
        }
        if (sent.size() > 1 || !KEY.matcher(sent.get(0)).matches()) {
            throw Refusal.invalid(HEADER, "must be one header of 1 to 255 visible ASCII characters.")
                    .asException();
        }
        byte[] body = request.getEntityStream().readAllBytes();
        request.setEntityStream(new ByteArrayInputStream(body));
        request.setProperty(
                PROPERTY,
                IdempotencyKey.of(
                        sent.get(0), request.getMethod(), request.getUriInfo().getPath(), body));
    }

    /** The key that came with the request; null when there was none. */
    public static @Nullable IdempotencyKey keyOf(HttpServletRequest request) {
        return request.getAttribute(PROPERTY) instanceof IdempotencyKey key ? key : null;
    }
}
