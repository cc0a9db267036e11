package org.auralink.media.room;

import org.auralink.media.room.model.ParticipantSid;

/** Whom the sending half of a connection tells what became of an offered track: its participant. */
interface SendingListener {
    /** Whether the client may be offered audio with redundancy. */
    boolean takesRedundancy();

    /** Whether the client is to have a track of sound also where not everybody is heard at once. */
    boolean insistsOn(PublishedTrack track);

    /** The client begins to receive a track. */
    void trackSubscribed(PublishedTrack track);

    /** The client, which received a track, does not any more. */
    void trackUnsubscribed(PublishedTrack track);

    /** A track is not sent any more for want of bandwidth, or is sent again. */
    void streamPaused(ParticipantSid publisher, PublishedTrack track, boolean paused);

    /** The client cannot receive a track. */
    void trackRefused(PublishedTrack track);
}
