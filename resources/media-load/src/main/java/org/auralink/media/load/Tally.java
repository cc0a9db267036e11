package org.auralink.media.load;

/**
 * What arrived in a time: media packets and messages of data, and how long they took. One thread adds; others read the
 * numbers at any time, and how long it took after it has ended.
 */
final class Tally {
    private static final int MAX_SAMPLES = 400_000;

    private final Delays mediaDelays = new Delays(MAX_SAMPLES);
    private final Delays dataDelays = new Delays(MAX_SAMPLES);
    private long since = Long.MAX_VALUE;
    private volatile long media;
    private volatile long messages;
    private volatile long sent;

    /** Begins now; messages that were sent before do not count. */
    void begin(long now) {
        since = now;
    }

    void countMedia() {
        // Nobody else adds.
        media = media + 1;
    }

    void mediaTook(long sentAt, long now) {
        mediaDelays.add(Weather.part(sentAt), now - sentAt);
    }

    void message(long sentAt, long now) {
        if (sentAt < since) {
            return;
        }
        messages = messages + 1;
        dataDelays.add(Weather.part(sentAt), now - sentAt);
    }

    void sent() {
        sent = sent + 1;
    }

    /** Media packets that arrived. */
    long media() {
        return media;
    }

    /** Messages that arrived. */
    long messages() {
        return messages;
    }

    /** Messages that were sent. */
    long sentMessages() {
        return sent;
    }

    Delays mediaDelays() {
        return mediaDelays;
    }

    Delays dataDelays() {
        return dataDelays;
    }
}
