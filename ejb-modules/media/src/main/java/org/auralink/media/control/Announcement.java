package org.auralink.media.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.auralink.media.entity.Limits;

/**
 * Reads what a node wrote into the directory. Redis is shared with whoever knows its password, so an address counts
 * only if it stands in the configuration too, unless the configuration says that Redis lets nobody but nodes write there.
 */
final class Announcement {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> PUBLIC_SCHEMES = Set.of("ws", "wss");

    private Announcement() {}

    /**
     * @param text the directory's entry
     * @param trusted which addresses count, without trailing slashes
     * @return empty when the entry is malformed or of a node that is not trusted
     */
    static Optional<AnnouncedNode> read(String text, Predicate<URI> trusted) {
        try {
            JsonNode entry = JSON.readTree(text);
            String nodeId = entry.path("node_id").asText("");
            URI url = uri(entry.path("url").asText(""));
            URI publicUrl = uri(entry.path("public_url").asText(""));
            boolean usable = !nodeId.isEmpty()
                    && trusted.test(url)
                    && publicUrl.getScheme() != null
                    && PUBLIC_SCHEMES.contains(publicUrl.getScheme())
                    && publicUrl.getHost() != null;
            return usable
                    ? Optional.of(
                            new AnnouncedNode(nodeId, entry.path("boot_id").asText(""), url, publicUrl, report(entry)))
                    : Optional.empty();
        } catch (JsonProcessingException | URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static NodeReport report(JsonNode entry) {
        return new NodeReport(
                entry.path("region").asText(""),
                entry.path("version").asText(""),
                entry.path("draining").asBoolean(false),
                entry.path("rooms").asInt(0),
                entry.path("participants").asInt(0),
                entry.path("capacity_participants").asInt(0),
                entry.path("load").asDouble(0),
                entry.path("at_ms").asLong(0),
                entry.path("lifetime_ms").asLong(0),
                media(entry));
    }

    private static List<MediaAddress> media(JsonNode entry) {
        return StreamSupport.stream(entry.path("media_addresses").spliterator(), false)
                .limit(Limits.MEDIA_ADDRESSES)
                .flatMap(address -> MediaAddress.read(address.asText("")).stream())
                .toList();
    }

    private static URI uri(String text) throws URISyntaxException {
        return new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    }
}
