package org.auralink.media.room;

import org.auralink.media.room.model.Permission;

/** Whom the receiving half of a connection tells what the client publishes: its participant. */
interface ReceivingListener {
    /** What the participant may do at present. */
    Permission permission();

    /** Others may know of a track: its first media arrived, or it is muted before there was any. */
    void trackPublished(long now, PublishedTrack track);

    /** The first media arrived of a track that others know of already. */
    void mediaArrived(long now, PublishedTrack track);

    /** A track that had been published is gone. */
    void trackUnpublished(long now, PublishedTrack track);
}
