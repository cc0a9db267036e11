package org.auralink.media.node.agents;

import livekit.LivekitAgent.ServerMessage;

/** The way to a worker; nothing happens once it is closed. */
interface WorkerLink {
    void send(ServerMessage message);

    /** @param code of RFC 6455 section 7.4.1 */
    void close(int code, String reason);
}
