package org.auralink.media.control;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.auralink.shared.settings.SettingException;
import org.auralink.shared.settings.Settings;

/**
 * The stock LiveKit servers among the media nodes. They announce nothing, so the settings say where clients reach them, and
 * how busy they are nobody can tell: they count as full, and get rooms when no other node takes them.
 */
final class StockServers {
    /** There are none. */
    static final StockServers NONE = new StockServers(List.of());

    private final List<AnnouncedNode> nodes;

    private StockServers(List<AnnouncedNode> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    /**
     * As the settings say: {@code http://host:7880=wss://livekit.example.org}, the address for us and that for clients,
     * several separated by commas.
     *
     * @param listed the nodes that the settings list, among which each must be
     * @throws SettingException when one has another form
     */
    static StockServers read(Settings settings, List<URI> listed) {
        List<AnnouncedNode> nodes = new ArrayList<>();
        for (String pair : settings.text(MediaSettings.LIVEKIT).split(",", -1)) {
            if (!pair.isBlank()) {
                nodes.add(node(pair.strip(), listed));
            }
        }
        return new StockServers(nodes);
    }

    private static AnnouncedNode node(String pair, List<URI> listed) {
        int equals = pair.indexOf('=');
        try {
            URI url = URI.create(pair.substring(0, Math.max(0, equals)).strip());
            URI publicUrl = URI.create(pair.substring(equals + 1).strip());
            if (listed.contains(url)
                    && publicUrl.getHost() != null
                    && Set.of("ws", "wss").contains(publicUrl.getScheme())) {
                // Its address is its name too: nothing that it tells has another one.
                return new AnnouncedNode(url.toString(), "", url, publicUrl, NodeReport.ofLoad(1, 0));
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new SettingException("The setting " + MediaSettings.LIVEKIT.name()
                + " must hold pairs like http://host:7880=wss://livekit.example.org, separated by commas, each with an"
                + " address that stands in auralink.media.nodes too.");
    }

    /** As if they announced themselves. */
    List<AnnouncedNode> nodes() {
        return nodes;
    }

    /** Whether the node at this address is one. */
    boolean has(String url) {
        return nodes.stream().anyMatch(node -> node.nodeId().equals(url));
    }
}
