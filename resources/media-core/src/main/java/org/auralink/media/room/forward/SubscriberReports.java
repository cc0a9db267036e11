package org.auralink.media.room.forward;

import org.auralink.media.rtcp.ReportBlock;
import org.auralink.media.rtcp.SenderReport;

/** How a stream arrives at its subscriber, as its reports tell (RFC 3550 6.4). */
public final class SubscriberReports {
    /** Of what clients claim: above this nobody hears anything anyway, and sums stay small. */
    private static final long MOST_JITTER = 60_000_000_000L;

    private int lossPer256;
    private long jitter;
    private long roundTripNanos = -1;
    private long highest = -1;
    private long lost;
    private long toldHighest = -1;
    private long toldLost;
    private int sentNtpMiddle;
    private long sentAt;

    /** A report went to the subscriber, to which it will refer. */
    void sent(long now, SenderReport report) {
        sentNtpMiddle = report.ntpMiddle();
        sentAt = now;
    }

    /** What the subscriber reports. */
    public void received(long now, ReportBlock block) {
        lossPer256 = block.fractionLost();
        jitter = block.jitter();
        highest = block.extendedHighestSequence();
        lost = block.cumulativeLost();
        if (block.lastSenderReport() != 0 && block.lastSenderReport() == sentNtpMiddle) {
            long delay = block.delaySinceLastSenderReport() * 1_000_000_000L / 65_536;
            roundTripNanos = Math.max(0, now - sentAt - delay);
        }
    }

    /** Whether the subscriber has reported at all. */
    public boolean hasCome() {
        return highest >= 0;
    }

    /** Share of packets that were lost lately, in 1/256. */
    public int lossPer256() {
        return lossPer256;
    }

    /**
     * How evenly the packets reach the subscriber, as it says.
     *
     * @param clockRate of the stream's timestamps, in Hz
     */
    public long jitterNanos(int clockRate) {
        return Math.min(MOST_JITTER, jitter * 1_000_000_000L / clockRate);
    }

    /**
     * How it arrived since the last call, as the subscriber says; the first report is where it begins.
     *
     * @param clockRate of the stream's timestamps, in Hz
     */
    public StreamHealth takeHealth(int clockRate) {
        StreamHealth taken = toldHighest < 0
                ? StreamHealth.of(0, 0, 0, jitterNanos(clockRate))
                : StreamHealth.of(highest - toldHighest, lost - toldLost, 0, jitterNanos(clockRate));
        toldHighest = highest;
        toldLost = lost;
        return taken;
    }

    /** Last measured round trip in nanoseconds, or -1. */
    public long roundTripNanos() {
        return roundTripNanos;
    }
}
