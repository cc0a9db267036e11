package org.auralink.media.room;

import java.util.List;
import org.auralink.media.bwe.BandwidthEstimator;
import org.auralink.media.bwe.EstimatorLimits;
import org.auralink.media.bwe.ProbePlan;
import org.auralink.media.room.forward.ForwardedTrack;
import org.auralink.media.room.forward.PacketOut;
import org.auralink.media.room.forward.Subscription;
import org.auralink.media.rtcp.RtcpPacket;
import org.auralink.media.rtcp.TransportFeedback;

/**
 * Keeps what one client is sent below what its connection carries: estimates that from the client's reports, has the
 * {@link Allocation} hold to it, and tries for a moment whether more would pass while the client wants more than it gets.
 */
final class Congestion {
    /**
     * Optimistic, as LiveKit's: everything is sent until there are signs of a queue or of loss, which takes a second on a narrow link;
     * beginning low would give everybody on a good one a small picture first.
     */
    private static final EstimatorLimits LIMITS = new EstimatorLimits(30_000, 50, 30_000);

    private static final long MAXIMUM = 30_000_000;
    private static final double NANOS_PER_MILLI = 1_000_000;
    /** Bytes and packets of a probe at least; fewer tell nothing. */
    private static final int PROBE_PACKETS = 8;

    private static final long PROBE_NANOS = 4 * RoomTimes.TICK;
    private static final long MEASURED_EVERY = 5 * RoomTimes.TICK;
    /** Less than most packets have, so that a tick's share is reached with some packets less than planned. */
    private static final int PACKET_BYTES = 1_000;

    private final Allocation allocation;
    private final BandwidthEstimator estimator = new BandwidthEstimator(LIMITS);
    private final ProbePlan plan = new ProbePlan(estimator);
    private final NumberedOut out;
    private boolean agreed;
    private long measureAt;
    private long wanted;
    private long probeRate;
    private long probeLeft;
    private long probedAt;

    Congestion(PacketOut out, Allocation allocation) {
        this.allocation = allocation;
        this.out = new NumberedOut(out, estimator);
    }

    /** By which everything goes to the client. */
    PacketOut out() {
        return out;
    }

    /** The client reports on packets whose number it finds in this header extension. */
    void agreed(int extension) {
        agreed = true;
        out.agreed(extension);
    }

    void receive(long now, List<RtcpPacket> packets) {
        for (RtcpPacket packet : packets) {
            if (agreed && packet instanceof TransportFeedback report) {
                estimator.receive(now, report);
            }
        }
    }

    /**
     * Nanoseconds that pass at least until the client can have what was sent again; 0 while that is not known. What it misses
     * until then is on its way.
     */
    long repeatAfterNanos() {
        return agreed && estimator.hasReports()
                ? Math.max(estimator.roundTripNanos(), (long) (estimator.queueMillis() * NANOS_PER_MILLI))
                : 0;
    }

    /** Bits per second that the connection carries, as far as is known; -1 while nothing is. */
    long bitsPerSecond() {
        return agreed && estimator.hasReports() ? estimator.bitsPerSecond() : -1;
    }

    void tick(long now, List<SendingSection> sections) {
        long known = bitsPerSecond();
        if (known < 0) {
            return;
        }
        out.tick(now, known >= MAXIMUM ? 0 : known);
        allocation.estimate(known >= MAXIMUM ? Allocation.UNLIMITED : known, estimator.queueMillis());
        if (now >= measureAt) {
            measureAt = now + MEASURED_EVERY;
            measure(now, sections);
        }
        probe(now, wanted, sections);
    }

    /** What is wanted, and at least. */
    private void measure(long now, List<SendingSection> sections) {
        long lowest = 0;
        wanted = 0;
        for (SendingSection section : sections) {
            Subscription subscription = section.subscription();
            if (subscription != null && subscription.track().isVideo() && subscription.isWanted()) {
                ForwardedTrack track = subscription.track();
                int first = track.layerAbove(now, -1);
                lowest += first < 0 ? 0 : track.bitsPerSecond(now, first);
                wanted += wanted(now, track, subscription.wish());
            }
        }
        estimator.base(lowest);
    }

    private static long wanted(long now, ForwardedTrack track, int wish) {
        int layer = track.layerAbove(now, -1);
        int next = layer;
        while (next >= 0 && next <= wish) {
            layer = next;
            next = track.layerAbove(now, layer);
        }
        return layer < 0 ? 0 : track.bitsPerSecond(now, layer);
    }

    private void probe(long now, long wanted, List<SendingSection> sections) {
        if (probeLeft <= 0 && isDue(now, wanted)) {
            probeLeft = Math.max((long) PROBE_PACKETS * PACKET_BYTES, probeRate / 8 * PROBE_NANOS / 1_000_000_000L);
            probedAt = now - RoomTimes.TICK;
            estimator.beginProbe(now, probeRate);
        }
        if (probeLeft > 0) {
            long share = Math.min(probeLeft, probeRate / 8 * Math.min(PROBE_NANOS, now - probedAt) / 1_000_000_000L);
            probedAt = now;
            out.setAtOnce(true);
            long sent = fill(now, share, sections);
            out.setAtOnce(false);
            probeLeft = sent == 0 ? 0 : probeLeft - sent;
            if (probeLeft <= 0) {
                estimator.endProbe();
            }
        }
    }

    private boolean isDue(long now, long wanted) {
        // A layer goes up only with some room to spare.
        probeRate = wanted == 0 ? 0 : plan.due(now, wanted * Allocation.SPARE_PERCENT / 100);
        return probeRate > 0;
    }

    /** Sends something that is of use to the client, or at least no harm; returns the bytes. */
    private static long fill(long now, long bytes, List<SendingSection> sections) {
        Subscription best = null;
        long most = 0;
        for (SendingSection section : sections) {
            Subscription subscription = section.subscription();
            if (subscription != null && subscription.canFill()) {
                long rate = subscription.track().bitsPerSecond(now, subscription.layer());
                if (rate >= most) {
                    most = rate;
                    best = subscription;
                }
            }
        }
        return best == null ? 0 : best.fill(now, bytes);
    }
}
