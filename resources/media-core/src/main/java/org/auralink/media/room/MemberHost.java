package org.auralink.media.room;

import org.auralink.media.room.data.DataKind;
import org.auralink.media.room.model.DisconnectReason;
import org.auralink.media.room.model.LeaveAction;

/** What a participant tells its room. */
interface MemberHost {
    /** Its media connection is up for the first time. */
    void becameActive(long now, Member member);

    /** Something that others are told about it is different. */
    void changed(long now, Member member);

    /** Others may know of a track, and receive it once there is media. */
    void trackPublished(long now, Member publisher, PublishedTrack track);

    /** A track that others know of can be received from now on. */
    void mediaArrived(long now, Member publisher, PublishedTrack track);

    /** A track that others could receive is gone. */
    void trackUnpublished(long now, Member publisher, PublishedTrack track);

    /** The member receives a track. */
    void trackSubscribed(Member receiver, PublishedTrack track);

    /** It sent a packet of data. */
    void dataReceived(long now, Member sender, DataKind kind, byte[] buf, int from, int size);

    /** It sent bytes on a channel of its own. */
    void rawDataReceived(long now, Member sender, DataKind kind, byte[] buf, int from, int size);

    /** Its session cannot go on. */
    void end(long now, Member member, DisconnectReason reason, LeaveAction action);

    /** A message of it could not be used. */
    void refused(Member member);
}
