package org.auralink.micro;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.eclipse.microprofile.config.ConfigProvider;

/** Tells the {@link ScriptedNode} what to do, and asks what it was asked. */
final class NodeScript {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private NodeScript() {}

    /** The media node's address; and how tests tell it what to do. */
    static URI node() {
        return ConfigProvider.getConfig().getValue("auralink.media.nodes", URI.class);
    }

    static void joined(String call, String sid) {
        script(
                "event",
                "participant_joined\n{\"event\":\"participant_joined\",\"createdAt\":\"1795000000\",\"room\":{\"name\":\""
                        + call + "\",\"sid\":\"RM_1\"},\"participant\":{\"sid\":\"" + sid + "\",\"identity\":\"" + sid
                        + "\",\"joinedAt\":\"1795000000\"}}");
    }

    static int asked() {
        return Integer.parseInt(script("asked", ""));
    }

    static String script(String what, String how) {
        try {
            return HTTP.send(
                            HttpRequest.newBuilder(node().resolve("/script/" + what))
                                    .POST(HttpRequest.BodyPublishers.ofString(how))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
