package org.auralink.systemtests.sfu;

import java.io.IOException;
import java.util.List;

/** A process whose rooms LiveKit's clients join: ours, or LiveKit's own for comparison. */
interface CallServer extends AutoCloseable {
    /** Where clients connect, such as {@code ws://127.0.0.1:7880}. */
    String webSocketUrl();

    /** The ports that media is sent to. */
    List<Integer> udpPorts() throws IOException, InterruptedException;

    @Override
    void close();
}
