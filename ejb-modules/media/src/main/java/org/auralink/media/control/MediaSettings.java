package org.auralink.media.control;

import java.util.List;
import org.auralink.shared.settings.Setting;
import org.auralink.shared.settings.Settings;

/** The settings of the fleet of media nodes. */
public final class MediaSettings {
    /** Read by the connector's descriptors, too. */
    static final Setting NODES = Setting.required(
            "auralink.media.nodes",
            "http or https URLs, separated by commas",
            "control addresses of the media nodes that are trusted");

    static final Setting DISCOVERY = Setting.choice(
            "auralink.media.discovery",
            List.of("listed", "redis"),
            "redis: media nodes that announce themselves in Redis are trusted too");
    static final Setting PLACEMENT = Setting.choice(
            "auralink.media.placement",
            List.of("least_loaded", "same_region_first", "pinned"),
            "on which node a new room is opened");
    static final Setting REGION =
            Setting.text("auralink.media.region", "", "text", "for same_region_first: the region of this server");
    static final Setting PINNED = Setting.text(
            "auralink.media.pinned", "", "ids of nodes, separated by commas", "for pinned: the nodes that get rooms");
    static final Setting LIVEKIT = Setting.text(
            "auralink.media.livekit",
            "",
            "pairs like http://host:7880=wss://livekit.example.org, separated by commas",
            "those nodes that are stock LiveKit servers, each with its address for clients");

    /** Read by the connector's descriptors alone. */
    static final Setting API_KEY =
            Setting.required("auralink.media.api.key", "text", "API key, one of those that all nodes have");

    /** Read by the connector's descriptors, too. */
    static final Setting API_SECRET = Setting.secret("auralink.media.api.secret", "text", "the secret of that key");

    /** All of them, as they stand in the reference. */
    public static final List<Setting> SETTINGS =
            List.of(NODES, DISCOVERY, PLACEMENT, REGION, PINNED, LIVEKIT, API_KEY, API_SECRET);

    private MediaSettings() {}

    /** The nodes' own secret, from which others follow. */
    public static String apiSecret(Settings settings) {
        return settings.required(API_SECRET);
    }
}
