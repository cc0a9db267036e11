package org.auralink.media.room;

/** Whom the sending half of a connection tells what became of an offered track: its participant. */
interface SendingListener {
    /** Whether the client may be offered audio with redundancy. */
    boolean takesRedundancy();

    /** The client begins to receive a track. */
    void trackSubscribed(PublishedTrack track);

    /** The client cannot receive a track. */
    void trackRefused(PublishedTrack track);
}
