package org.auralink.systemtests.sfu;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.livekit.server.AccessToken;
import io.livekit.server.RoomAdmin;
import io.livekit.server.RoomList;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Reads a node's event stream, as the control plane does. */
final class EventReader {
    /**
     * One event.
     *
     * @param id to resume after
     * @param json LiveKit's webhook event
     */
    record Event(String id, JsonObject json) {
        long sequence() {
            return Long.parseLong(id.substring(id.indexOf(':') + 1));
        }

        /** The event's name, and whom it is about. */
        String summary() {
            String name = json.get("event").getAsString();
            return json.has("participant")
                    ? name + " "
                            + json.getAsJsonObject("participant")
                                    .get("identity")
                                    .getAsString()
                    : name;
        }
    }

    private EventReader() {}

    /**
     * The events about a room. Fails when any event, of whichever room, is missing between two that came.
     *
     * @param after the id to resume after; empty for everything
     * @param last where to stop
     */
    static List<Event> read(NodeProcess node, String after, String room, Predicate<Event> last)
            throws IOException, InterruptedException {
        var token = new AccessToken("devkey", "secret");
        token.addGrants(new RoomList(true), new RoomAdmin(true));
        var request = HttpRequest.newBuilder(URI.create(node.url() + "/auralink/v1/events"))
                .header("Authorization", "Bearer " + token.toJwt());
        if (!after.isEmpty()) {
            request.header("Last-Event-ID", after);
        }
        HttpResponse<InputStream> response =
                HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        var result = new ArrayList<Event>();
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String id = "";
            Event before = null;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("data: ") && !id.isEmpty()) {
                    var event = new Event(
                            id, JsonParser.parseString(line.substring(6)).getAsJsonObject());
                    if (before != null && event.sequence() != before.sequence() + 1) {
                        throw new AssertionError("a gap between " + before + " and " + event);
                    }
                    before = event;
                    if (event.json()
                            .getAsJsonObject("room")
                            .get("name")
                            .getAsString()
                            .equals(room)) {
                        result.add(event);
                    }
                    if (last.test(event)) {
                        return result;
                    }
                }
            }
        }
        throw new AssertionError("the stream ended; read " + result);
    }
}
