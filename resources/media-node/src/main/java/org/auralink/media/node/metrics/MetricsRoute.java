package org.auralink.media.node.metrics;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.function.Supplier;
import org.auralink.media.node.config.PrometheusConfig;
import org.auralink.media.node.http.Exchange;
import org.auralink.media.node.http.Route;

/** {@code /metrics}, behind basic authentication when the configuration sets credentials. */
public final class MetricsRoute implements Route {
    private final PrometheusConfig access;
    private final Supplier<String> metrics;

    /** @param metrics makes the page; called on an I/O thread, so it must not wait for a media loop */
    public MetricsRoute(PrometheusConfig access, Supplier<String> metrics) {
        this.access = access;
        this.metrics = metrics;
    }

    @Override
    public void handle(Exchange exchange) {
        if (access.protectedByPassword() && !authorised(exchange)) {
            exchange.reply(
                    401,
                    "text/plain; charset=utf-8",
                    "credentials expected".getBytes(StandardCharsets.UTF_8),
                    Map.of("WWW-Authenticate", "Basic realm=\"metrics\""));
            return;
        }
        exchange.reply(
                200, "text/plain; version=0.0.4; charset=utf-8", metrics.get().getBytes(StandardCharsets.UTF_8));
    }

    private boolean authorised(Exchange exchange) {
        String header = exchange.header("Authorization");
        String expected = "Basic "
                + Base64.getEncoder()
                        .encodeToString((access.username() + ":" + access.password()).getBytes(StandardCharsets.UTF_8));
        return header != null
                && MessageDigest.isEqual(
                        header.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }
}
