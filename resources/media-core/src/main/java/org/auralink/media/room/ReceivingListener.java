package org.auralink.media.room;

import org.auralink.media.room.model.Permission;

/** Whom the receiving half of a connection tells what the client publishes: its participant. */
interface ReceivingListener {
    /** What the participant may do at present. */
    Permission permission();

    /** The first media of a track arrived. */
    void trackPublished(long now, PublishedTrack track);

    /** A track that had been published is gone. */
    void trackUnpublished(long now, PublishedTrack track);
}
