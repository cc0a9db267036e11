package org.auralink.media.node.directory;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What the control plane needs to know to place a room, and to see whether media gets to the node. Some hundred bytes,
 * whatever the node carries.
 *
 * @param bootId differs at every start; a new one tells that the old one's rooms are gone
 * @param url where the server API is called
 * @param publicUrl where clients connect
 * @param region where it stands; may be empty
 * @param rooms open ones
 * @param participants whose media is connected
 * @param capacity participants above which it is to be given no further call; 0 for no such number
 * @param draining whether it opens no new rooms, because it is about to go away
 * @param load 0 (idle) to 1 (full)
 * @param mediaAddresses where clients send media to, such as {@code udp:192.0.2.1:7882} and {@code tcp:[2001:db8::1]:7881},
 *     and the relay's URIs (RFC 7065)
 * @param atMillis when this was true, milliseconds since the epoch
 */
public record NodeEntry(
        String nodeId,
        String bootId,
        String url,
        String publicUrl,
        String region,
        int rooms,
        int participants,
        int capacity,
        boolean draining,
        double load,
        String version,
        List<String> mediaAddresses,
        long atMillis) {
    /** One JSON object, names in snake_case. */
    public String json() {
        var json = new JsonObject();
        json.addProperty("node_id", nodeId);
        json.addProperty("boot_id", bootId);
        json.addProperty("url", url);
        json.addProperty("public_url", publicUrl);
        json.addProperty("region", region);
        json.addProperty("rooms", rooms);
        json.addProperty("participants", participants);
        json.addProperty("capacity_participants", capacity);
        json.addProperty("draining", draining);
        json.addProperty("load", load);
        json.addProperty("version", version);
        var media = new JsonArray();
        mediaAddresses.forEach(media::add);
        json.add("media_addresses", media);
        json.addProperty("at_ms", atMillis);
        json.addProperty("lifetime_ms", TimeUnit.SECONDS.toMillis(Announcer.LIFETIME_SECONDS));
        return json.toString();
    }
}
