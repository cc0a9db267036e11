package org.auralink.media.node.config;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Where spans go.
 *
 * @param endpoint {@code tracing.endpoint}: a collector that takes OTLP over HTTP with protobuf, with the path, as in
 *     {@code http://127.0.0.1:4318/v1/traces}; null (the default) for no spans
 * @param sampling {@code tracing.sampling}: of traces that begin here, this part is recorded, 0 to 1; default 1. A trace
 *     that came from elsewhere is recorded when it is there
 */
public record TracingConfig(@Nullable URI endpoint, double sampling) {

    static TracingConfig read(Section tracing) {
        String text = tracing.text("endpoint", "", "an http:// or https:// URL with a host");
        URI endpoint = text.isEmpty() ? null : url(text);
        if (!text.isEmpty() && endpoint == null) {
            tracing.refuse("endpoint", "expected an http:// or https:// URL with a host");
        }
        var result = new TracingConfig(endpoint, tracing.decimal("sampling", 1, 0, 1));
        tracing.finish();
        return result;
    }

    private static @Nullable URI url(String text) {
        try {
            var url = new URI(text);
            boolean usable = ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                    && url.getHost() != null
                    && url.getUserInfo() == null;
            return usable ? url : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    @Override
    public String toString() {
        return "TracingConfig[enabled=" + (endpoint != null) + ", sampling=" + sampling + "]";
    }
}
