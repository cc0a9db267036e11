package org.auralink.media.bwe;

import org.auralink.media.rtcp.TransportFeedback;

/**
 * How much one client's connection carries, from what was sent and what it reports of it (transport-wide congestion control).
 * The delay's growth decides; a queue that stands and loss that depends on the rate bound it, and probes raise it.
 *
 * <p>Costs nothing per packet but numbers in a ring, and some arithmetic per reported packet. For one thread.
 */
public final class BandwidthEstimator {
    /** Milliseconds in a unit of a report's arrivals. */
    private static final double UNIT = 0.25;

    private static final double REFERENCE = UNIT * TransportFeedback.UNITS_PER_REFERENCE;
    private static final double NANOS = 1_000_000;
    /** For how many ms from its beginning, and a round trip, a queue may be that of a probe. */
    private static final double PROBE_EFFECT = 700;

    private static final int BITS_PER_KILOBIT = 1_000;

    private final EstimatorLimits limits;
    private final SentHistory history = new SentHistory();
    private final Arrivals arrivals = new Arrivals();
    private final DelayTrend trend = new DelayTrend();
    private final OveruseDetector detector = new OveruseDetector();
    private final AckedRate acked = new AckedRate();
    private final RoundTrips roundTrips = new RoundTrips();
    private final QueueGuard guard = new QueueGuard();
    private final LossCap loss = new LossCap();
    private final RateControl control;
    private final Probes probes = new Probes();
    private long reference = Long.MIN_VALUE;
    private boolean reported;
    private double beforeProbe;
    private double probedUntil = Double.NEGATIVE_INFINITY;

    /** Begins with what the limits say. */
    public BandwidthEstimator(EstimatorLimits limits) {
        this.limits = limits;
        control = new RateControl(limits.start(), limits.minimum(), limits.maximum());
    }

    /**
     * A packet leaves.
     *
     * @param bytes on the wire, with the headers of UDP and IP
     * @return its transport-wide sequence number, 0..65535
     */
    public int sent(long now, int bytes) {
        return (int) history.sent(now, bytes, probes.sending(bytes)) & 0xffff;
    }

    /** The client reports. */
    public void receive(long now, TransportFeedback report) {
        double time = now / NANOS;
        int newlyReported = 0;
        int newlyLost = 0;
        double longest = -1;
        double smallest = Double.MAX_VALUE;
        double from = referenceTime(report);
        arrivals.clear();
        int[] reports = report.arrivals();
        long first = history.number(report.baseSequence());
        for (int i = 0; i < reports.length; i++) {
            long number = first + i;
            if (!history.knows(number)) {
                continue;
            }
            double sentAt = history.sentAt(number) / NANOS;
            boolean counts = loss.counts(sentAt);
            if (reports[i] == TransportFeedback.LOST) {
                boolean isNew = history.lost(number);
                newlyReported += isNew && counts ? 1 : 0;
                newlyLost += isNew && counts ? 1 : 0;
                continue;
            }
            boolean wasLost = history.isLost(number);
            if (history.received(number)) {
                newlyReported += wasLost || !counts ? 0 : 1;
                newlyLost -= wasLost && counts ? 1 : 0;
                double arrivedAt = from + reports[i] * UNIT;
                arrivals.add(number, arrivedAt, sentAt, history.bytes(number));
                longest = Math.max(longest, time - sentAt);
                smallest = Math.min(smallest, arrivedAt - sentAt);
            }
        }
        if (arrivals.size() == 0 && newlyReported == 0) {
            return;
        }
        reported = true;
        Usage usage = delayed(time);
        if (longest >= 0) {
            roundTrips.add(longest);
        }
        boolean standing = smallest != Double.MAX_VALUE && guard.update(smallest, time);
        if (usage == Usage.OVER && guard.isEmpty()) {
            // It grew, and is gone: packets that came in one go, or somebody's processor.
            usage = Usage.UNDER;
        }
        boolean over = usage == Usage.OVER;
        control.atLeast(time < probedUntil ? beforeProbe : 0);
        double passes = guard.isStanding() ? acked.passing() : acked.kilobits();
        boolean decreased = control.update(over || standing ? Usage.OVER : usage, passes, roundTrips.mean(), time);
        if (decreased && standing && !over) {
            guard.decreased();
        }
        // What is lost behind a queue that stands is lost by it, and the queue is what to go by.
        boolean own = !guard.isStanding();
        loss.update(
                own ? newlyReported : 0, own ? newlyLost : 0, control.target(), acked.mean(), roundTrips.mean(), time);
        if (probes.evaluate(control, time)) {
            loss.passed(probes.last());
        }
    }

    /** Reads the receiver's clock, of which reports have the low 24 bits of units of 64 ms. */
    private double referenceTime(TransportFeedback report) {
        int low = report.referenceTime();
        if (reference == Long.MIN_VALUE) {
            reference = low;
        } else {
            int step = low - (int) reference << 8 >> 8;
            reference += step;
        }
        return reference * REFERENCE;
    }

    /** What the arrivals say; the worst of what they said on the way. */
    private Usage delayed(double time) {
        boolean over = false;
        for (int i = 0; i < arrivals.size(); i++) {
            acked.add(arrivals.arrivedAt(i), arrivals.bytes(i));
            int probe = history.probe(arrivals.number(i));
            if (probe != Probes.NONE) {
                // It is more than passes on purpose; whether it did is told by its own result.
                probes.received(probe, arrivals.sentAt(i), arrivals.arrivedAt(i), arrivals.bytes(i));
            } else if (trend.add(arrivals.sentAt(i), arrivals.arrivedAt(i), time) && trend.hasSlope()) {
                Usage usage = detector.update(trend.slope(), trend.count(), trend.sendStep(), arrivals.arrivedAt(i));
                over |= usage == Usage.OVER;
            }
        }
        return over ? Usage.OVER : detector.usage();
    }

    /** Bits per second that the connection carries, as far as is known. */
    public long bitsPerSecond() {
        double rate = Math.min(control.target(), loss.kilobits());
        return Math.round(Math.max(limits.minimum(), rate) * BITS_PER_KILOBIT);
    }

    /** Whether anything was reported yet; before, {@link #bitsPerSecond} is only where it begins. */
    public boolean hasReports() {
        return reported;
    }

    /** What everybody's lowest layer takes together, in bits per second; below it, it grows faster. */
    public void base(long bitsPerSecond) {
        control.base((double) bitsPerSecond / BITS_PER_KILOBIT);
    }

    /** Whether it would be of use, and do no harm, to send more than media to see whether it passes. */
    public boolean mayTryMore() {
        return reported && detector.usage() == Usage.NORMAL && guard.isQuiet() && loss.isQuiet();
    }

    /**
     * What is sent from now on is a probe, until {@link #endProbe}.
     *
     * @param bitsPerSecond the rate that is tried
     */
    public void beginProbe(long now, long bitsPerSecond) {
        double time = now / NANOS;
        // What one of several in a row found has not been shown to last.
        beforeProbe = time < probedUntil + PROBE_EFFECT ? Math.min(beforeProbe, control.target()) : control.target();
        probedUntil = time + PROBE_EFFECT + roundTrips.mean();
        probes.begin((double) bitsPerSecond / BITS_PER_KILOBIT);
    }

    /** What is sent from now on is no probe. */
    public void endProbe() {
        probes.end();
    }

    /** Bits per second that the last probe showed to pass; 0 until it is known, or when it failed. */
    public long lastProbe() {
        return Math.round(probes.last() * BITS_PER_KILOBIT);
    }

    /** Mean round trip, in nanoseconds. */
    public long roundTripNanos() {
        return (long) (roundTrips.mean() * NANOS);
    }

    /** Share of packets that is lost. */
    public double lossShare() {
        return loss.share();
    }

    /** Milliseconds that packets stand in a queue at least. */
    public double queueMillis() {
        return guard.queue();
    }
}
