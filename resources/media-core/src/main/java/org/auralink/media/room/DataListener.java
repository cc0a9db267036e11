package org.auralink.media.room;

import org.auralink.media.room.data.DataKind;

/** Whom the data channels of a client tell what came: its participant. */
interface DataListener {
    /** A packet of LiveKit's came. The array is free again on return. */
    void dataReceived(long now, DataKind kind, byte[] buf, int from, int size);

    /** Bytes came on a channel that the application opened itself. The array is free again on return. */
    void rawDataReceived(long now, DataKind kind, byte[] buf, int from, int size);
}
