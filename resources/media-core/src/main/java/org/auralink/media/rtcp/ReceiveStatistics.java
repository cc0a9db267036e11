package org.auralink.media.rtcp;

import org.auralink.media.rtp.SequenceNumbers;

/**
 * Counts one received stream and says how it is doing (RFC 3550 A.1, A.3, A.8). One thread; allocates nothing but the
 * report.
 */
public final class ReceiveStatistics {
    /** A jump forwards of more than this is a restart of the stream (RFC 3550 A.1, MAX_DROPOUT). */
    private static final int MAX_DROPOUT = 3000;
    /** A packet further behind than this is part of a restarted stream (RFC 3550 A.1, MAX_MISORDER). */
    private static final int MAX_MISORDER = 100;

    private static final long NANOS = 1_000_000_000L;

    private final int ssrc;
    private final int clockRate;
    private boolean started;
    private long first;
    private long highest;
    private int bad = -1;
    private long received;
    private long disordered;
    private long receivedBefore;
    private long expectedBefore;
    private long lastTransit;
    /** In 1/16 of a clock unit, as in RFC 3550 A.8. */
    private long jitter;

    private int lastSenderReport;
    private long lastSenderReportAt;

    /**
     * @param ssrc the stream
     * @param clockRate of its timestamps, in Hz
     */
    public ReceiveStatistics(int ssrc, int clockRate) {
        if (clockRate <= 0) {
            throw new IllegalArgumentException("clockRate: expected a positive number");
        }
        this.ssrc = ssrc;
        this.clockRate = clockRate;
    }

    /**
     * Counts an arriving packet.
     *
     * @param now in nanoseconds
     * @param sequence 0..65535
     * @param rtpTimestamp 0..2^32-1
     */
    public void onPacket(long now, int sequence, long rtpTimestamp) {
        if (!started) {
            restart(sequence);
        }
        int ahead = SequenceNumbers.distance((int) highest & 0xffff, sequence);
        if (ahead > MAX_DROPOUT || ahead < -MAX_MISORDER) {
            if (sequence != bad) {
                bad = sequence + 1 & 0xffff;
                return;
            }
            restart(sequence);
        } else if (ahead > 0) {
            highest += ahead;
        } else if (ahead < 0) {
            disordered++;
        }
        received++;
        updateJitter(now, rtpTimestamp);
    }

    private void restart(int sequence) {
        started = true;
        first = sequence;
        highest = sequence;
        bad = -1;
        received = 0;
        receivedBefore = 0;
        expectedBefore = 0;
        lastTransit = Long.MIN_VALUE;
    }

    private void updateJitter(long now, long rtpTimestamp) {
        long arrival = now / NANOS * clockRate + now % NANOS * clockRate / NANOS;
        long transit = arrival - rtpTimestamp;
        if (lastTransit != Long.MIN_VALUE) {
            // Timestamps wrap at 2^32, so only the low half of the difference means something.
            long difference = Math.abs((long) (int) (transit - lastTransit));
            jitter += difference - (jitter + 8 >> 4);
        }
        lastTransit = transit;
    }

    /** Notes a sender report of the stream, which the next report block refers to. */
    public void onSenderReport(long now, SenderReport report) {
        lastSenderReport = report.ntpMiddle();
        lastSenderReportAt = now;
    }

    /** What to report now. The fraction lost covers the time since the last call. */
    public ReportBlock reportBlock(long now) {
        long expected = started ? highest - first + 1 : 0;
        long expectedNow = expected - expectedBefore;
        long lostNow = expectedNow - (received - receivedBefore);
        expectedBefore = expected;
        receivedBefore = received;
        int fraction = expectedNow <= 0 || lostNow <= 0 ? 0 : (int) Math.min(255, (lostNow << 8) / expectedNow);
        long delay = lastSenderReport == 0 ? 0 : (now - lastSenderReportAt) / 1000 * 65536 / 1_000_000;
        return new ReportBlock(ssrc, fraction, (int) lost(), highest & 0xffff_ffffL, jitter(), lastSenderReport, delay);
    }

    /** Packets received, repetitions included. */
    public long received() {
        return received;
    }

    /** Packets that came after one with a higher number. */
    public long disordered() {
        return disordered;
    }

    /** Packets lost in all, as 24 signed bits; negative when there were repetitions. */
    public long lost() {
        long lost = started ? highest - first + 1 - received : 0;
        return Math.max(-0x800000, Math.min(0x7FFFFF, lost));
    }

    /** Interarrival jitter in units of the stream's clock. */
    public long jitter() {
        return jitter >> 4;
    }

    /** Wraps in the high bits and highest sequence number in the low 16. */
    public long extendedHighestSequence() {
        return highest;
    }
}
