package org.auralink.media.room;

import org.auralink.media.room.data.RpcFailure;

/** Learns how a call ended, once. On the room's thread. */
public interface RpcResult {
    /** The method was done, and returned this. */
    void done(String payload);

    /** It was not. */
    void failed(RpcFailure why);
}
