package org.auralink.systemtests.sfu;

import io.livekit.server.AccessToken;
import io.livekit.server.RoomJoin;
import io.livekit.server.RoomName;
import io.livekit.server.RoomServiceClient;
import io.livekit.server.VideoGrant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A media node without anything around it, and a browser whose pages join its rooms. */
final class BrowserRooms implements AutoCloseable {
    private static final String KEY = "devkey";
    private static final String SECRET = "secret";

    private final NodeProcess node;
    private final SfuHarness harness;

    /** Starts both. */
    BrowserRooms() throws IOException {
        node = NodeProcess.start();
        harness = new SfuHarness(
                Path.of("/usr/bin/chromium"),
                NodeProcess.root()
                        .resolve(
                                "ear/system-tests/src/test/web/node_modules/livekit-client/dist/livekit-client.umd.js"));
    }

    NodeProcess node() {
        return node;
    }

    /** LiveKit's client of the node's server API. */
    RoomServiceClient service() {
        return RoomServiceClient.createClient(node.url(), KEY, SECRET);
    }

    /**
     * Opens a page of somebody who joins this room, over as many connections as is usual; returns as {@link
     * SfuHarness#join}.
     *
     * @param more beside the grant to join
     */
    Peer join(String room, String identity, Map<String, Object> options, VideoGrant... more) {
        return join(Connections.usual(), room, identity, options, more);
    }

    /** The same over as many connections as are said here. */
    Peer join(Connections connections, String room, String identity, Map<String, Object> options, VideoGrant... more) {
        var token = new AccessToken(KEY, SECRET);
        token.setIdentity(identity);
        token.addGrants(new RoomJoin(true), new RoomName(room));
        token.addGrants(more);
        return harness.join(node.webSocketUrl(), token.toJwt(), connections.with(options));
    }

    @Override
    public void close() {
        harness.close();
        node.close();
    }
}
