package org.auralink.media.room;

import org.auralink.media.rtp.SequenceNumbers;

/** One who receives a data track. */
final class DataSubscription {
    private static final long SECOND = 1_000_000_000L;

    private final DataTrack track;
    private final Member receiver;
    private final int handle;
    private boolean permitted;
    private boolean told;
    private long interval;
    private boolean begun;
    private int frame;
    private boolean passing;
    private long nextAt;

    /** @param handle by which the receiver knows the track */
    DataSubscription(DataTrack track, Member receiver, int handle) {
        this.track = track;
        this.receiver = receiver;
        this.handle = handle;
    }

    DataTrack track() {
        return track;
    }

    Member receiver() {
        return receiver;
    }

    int handle() {
        return handle;
    }

    /** Whether the receiver may have what it asked for; true when that is different from before. */
    boolean permit(boolean nowPermitted) {
        boolean changed = permitted != nowPermitted;
        permitted = nowPermitted;
        told &= nowPermitted;
        return changed;
    }

    boolean isPermitted() {
        return permitted;
    }

    /** The receiver knows the handle from now on; before, packets would mean nothing to it. */
    void told() {
        told = permitted;
    }

    /** @param perSecond frames that the receiver wants; 0 or less for all */
    void limit(int perSecond) {
        interval = perSecond <= 0 ? 0 : SECOND / perSecond;
    }

    /** Whether a packet of this frame goes to the receiver: frames go whole, or not at all. */
    boolean takes(long now, int number) {
        if (!told) {
            return false;
        }
        if (interval == 0) {
            return true;
        }
        if (!begun || SequenceNumbers.isNewer(number, frame)) {
            frame = number;
            passing = !begun || now >= nextAt;
            begun = true;
            if (passing) {
                // On time on average, without making up for a pause.
                nextAt = now - nextAt < interval ? nextAt + interval : now + interval;
            }
        }
        return passing && number == frame;
    }
}
