package org.auralink.media.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what a node wrote into the directory. Redis is shared with whoever knows its password, so an address counts
 * only if it stands in the configuration too.
 */
final class Announcement {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> PUBLIC_SCHEMES = Set.of("ws", "wss");

    private Announcement() {}

    /**
     * @param text the directory's entry
     * @param trusted the configured addresses, without trailing slashes
     * @return empty when the entry is malformed or of a node that is not configured
     */
    static Optional<AnnouncedNode> read(String text, List<URI> trusted) {
        try {
            JsonNode entry = JSON.readTree(text);
            String nodeId = entry.path("node_id").asText("");
            URI url = uri(entry.path("url").asText(""));
            URI publicUrl = uri(entry.path("public_url").asText(""));
            boolean usable = !nodeId.isEmpty()
                    && trusted.contains(url)
                    && publicUrl.getScheme() != null
                    && PUBLIC_SCHEMES.contains(publicUrl.getScheme())
                    && publicUrl.getHost() != null;
            return usable
                    ? Optional.of(new AnnouncedNode(
                            nodeId,
                            entry.path("boot_id").asText(""),
                            url,
                            publicUrl,
                            entry.path("load").asDouble(0),
                            entry.path("at_ms").asLong(0)))
                    : Optional.empty();
        } catch (JsonProcessingException | URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static URI uri(String text) throws URISyntaxException {
        return new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    }
}
