package org.auralink.media.bwe;

/** What became of the packets of one probe: how fast they left, and how fast they arrived. Rates in kbit/s, times in ms. */
final class ProbeResult {
    private static final double ENOUGH = 0.8;
    /** Packets that leave or arrive within less count as spread over as long: clocks and wake-ups are no finer. */
    private static final double SHORTEST = 1;

    private static final double LONGEST = 1_000;
    /** Arriving slower than that share of how it left, it met the path's limit. */
    private static final double AS_FAST = 0.9;

    private static final double BELOW_LIMIT = 0.85;

    private final int id;
    private final double rate;
    private int sent;
    private int sentBytes;
    private int received;
    private int receivedBytes;
    private double firstSent = Double.MAX_VALUE;
    private double lastSent;
    private int lastSentBytes;
    private double firstArrived = Double.MAX_VALUE;
    private int firstArrivedBytes;
    private double lastArrived;

    /**
     * @param id of its packets
     * @param rate at which they are to leave
     */
    ProbeResult(int id, double rate) {
        this.id = id;
        this.rate = rate;
    }

    int id() {
        return id;
    }

    double rate() {
        return rate;
    }

    void sent(int bytes) {
        sent++;
        sentBytes += bytes;
    }

    void received(double sentAt, double arrivedAt, int bytes) {
        received++;
        receivedBytes += bytes;
        firstSent = Math.min(firstSent, sentAt);
        if (sentAt >= lastSent) {
            lastSent = sentAt;
            lastSentBytes = bytes;
        }
        if (arrivedAt < firstArrived) {
            firstArrived = arrivedAt;
            firstArrivedBytes = bytes;
        }
        lastArrived = Math.max(lastArrived, arrivedAt);
    }

    /** Whether enough of it arrived to judge. */
    boolean isComplete() {
        return received >= ENOUGH * sent && receivedBytes >= ENOUGH * sentBytes && received > 1;
    }

    /** What the path is known to carry; 0 when nothing can be said. */
    double kilobits() {
        double sending = lastSent - firstSent;
        double arriving = lastArrived - firstArrived;
        if (sending > LONGEST || arriving > LONGEST) {
            return 0;
        }
        // Sent in one go they left faster than was to be tried; what is claimed is never more than that.
        double left = Math.min(rate, (receivedBytes - lastSentBytes) * 8 / Math.max(SHORTEST, sending));
        double came = (receivedBytes - firstArrivedBytes) * 8 / Math.max(SHORTEST, arriving);
        return came < AS_FAST * left ? BELOW_LIMIT * came : Math.min(left, came);
    }
}
