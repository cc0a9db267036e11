package org.auralink.media.node.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Who is told by HTTP what happens in rooms.
 *
 * @param urls {@code webhook.urls}: receivers, each of which is told everything; default none, at most eight
 * @param apiKey {@code webhook.api_key}: one of {@code keys}, by whose secret receivers know that it is us; needed when
 *     there are receivers
 */
public record WebhookConfig(List<URI> urls, String apiKey) {
    /** Each has its own threads' share and its own place in the events; more is better done by one that passes on. */
    private static final int MOST = 8;

    static WebhookConfig read(Section webhook, ApiKeys keys) {
        List<String> texts = webhook.texts("urls", List.of(), "at most 8 http:// or https:// URLs");
        var urls = new ArrayList<URI>();
        if (texts.size() > MOST) {
            webhook.refuse("urls", "expected at most " + MOST);
        }
        for (int i = 0; i < texts.size(); i++) {
            Optional<URI> url = url(texts.get(i));
            if (url.isEmpty()) {
                webhook.refuse("urls[" + i + "]", "expected an http:// or https:// URL with a host");
            }
            url.ifPresent(urls::add);
        }
        String key = webhook.text("api_key", "", "one of the keys in keys");
        if (!texts.isEmpty() && keys.secret(key) == null) {
            webhook.refuse("api_key", "expected one of the keys in keys");
        }
        webhook.finish();
        return new WebhookConfig(List.copyOf(urls), key);
    }

    /** Empty for what is no address of a server. */
    static Optional<URI> url(String text) {
        try {
            var url = new URI(text);
            String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
            boolean usable = (scheme.equals("http") || scheme.equals("https"))
                    && url.getHost() != null
                    && url.getUserInfo() == null
                    && url.getFragment() == null;
            return usable ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Whether anybody is told. */
    public boolean enabled() {
        return !urls.isEmpty();
    }

    @Override
    public String toString() {
        return "WebhookConfig[receivers=" + urls.size() + "]";
    }
}
