package org.auralink.systemtests.sfu;

import io.livekit.server.RoomServiceClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;

/** LiveKit's browser SDK in a real Chromium against a media node without anything around it. */
@Timeout(120)
abstract class CallsInChromium {
    /** The acceptance criterion: picture and sound within this time. */
    static final int MEDIA_SECONDS = 45;

    /** Small pictures, so that several encoders fit on two cores. */
    static final Map<String, Object> SMALL = Map.of("size", "h180", "simulcast", false);

    static NodeProcess node;
    static BrowserRooms rooms;
    static RoomServiceClient service;
    private final List<Peer> present = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        rooms = new BrowserRooms();
        node = rooms.node();
        service = rooms.service();
    }

    @AfterAll
    static void stop() {
        if (rooms != null) {
            rooms.close();
        }
    }

    @AfterEach
    void everybodyGoes() {
        present.forEach(Peer::end);
        present.clear();
    }

    final Peer join(String room, String identity, Map<String, Object> options) {
        Peer peer = rooms.join(room, identity, options);
        present.add(peer);
        return peer;
    }
}
