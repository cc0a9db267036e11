package org.auralink.media.bwe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.auralink.media.netem.Link;
import org.auralink.media.netem.Timeline;
import org.auralink.media.rtcp.TransportFeedback;

/**
 * Somebody who sends as much as the estimator says, in packets of one size, and somebody who reports on it as browsers do: between 20
 * and 4 times a second, so that reports take a twentieth of what arrives.
 */
final class Flow {
    static final long MILLI = 1_000_000L;
    static final int PACKET = 1_000;
    private static final long TICK = 5 * MILLI;
    private static final long CLOCK_OFFSET = 7_777_777 * MILLI;

    /** On its way; {@code flow} tells whose. */
    record Sent(Flow flow, int sequence, long sentAt) {}

    /** A report on its way back. */
    record Report(Flow flow, TransportFeedback feedback) {}

    private record Arrived(int sequence, long at) {}

    private final Timeline time;
    private final Link<Sent> forth;
    private final Link<Report> back;
    private final BandwidthEstimator estimator = new BandwidthEstimator(new EstimatorLimits(300, 50, 30_000));
    private final ProbePlan plan = new ProbePlan(estimator);
    private final List<Arrived> unreported = new ArrayList<>();
    private final List<Double> queued = new ArrayList<>();
    private LongUnaryOperator wanted = now -> 30_000_000;
    private double budget;
    private int probePackets;
    private long probeRate;
    private double probeBudget;
    private int base;
    private int reports;
    private long received;
    private long receivedSinceReport;
    private long reportedAt;
    private long fastest = Long.MAX_VALUE;

    Flow(Timeline time, Link<Sent> forth, Link<Report> back) {
        this.time = time;
        this.forth = forth;
        this.back = back;
    }

    /** Sends no more than that, in bits per second by the time. */
    Flow wanting(LongUnaryOperator bitsPerSecond) {
        wanted = bitsPerSecond;
        return this;
    }

    void start() {
        reportedAt = time.now();
        time.every(TICK, this::tick);
        report();
    }

    private void tick() {
        long now = time.now();
        long most = wanted.applyAsLong(now);
        if (probePackets == 0) {
            probeRate = most == 0 ? 0 : plan.due(now, most);
            if (probeRate > 0) {
                probePackets = (int) Math.max(8, probeRate / 8 * 25 / 1_000 / PACKET);
                probeBudget = 0;
                estimator.beginProbe(now, probeRate);
            }
        }
        if (probePackets > 0) {
            probeBudget += probeRate / 8.0 * TICK / 1e9;
            while (probePackets > 0 && probeBudget >= PACKET) {
                probeBudget -= PACKET;
                probePackets--;
                send(now);
            }
            if (probePackets == 0) {
                estimator.endProbe();
            }
            return;
        }
        budget = Math.min(budget + Math.min(most, estimator.bitsPerSecond()) / 8.0 * TICK / 1e9, 3 * PACKET);
        while (budget >= PACKET) {
            budget -= PACKET;
            send(now);
        }
    }

    private void send(long now) {
        forth.send(now, new Sent(this, estimator.sent(now, PACKET), now), PACKET);
    }

    /** A packet of it arrived. */
    void arrived(Sent packet) {
        long delay = time.now() - packet.sentAt;
        fastest = Math.min(fastest, delay);
        queued.add((double) (delay - fastest) / MILLI);
        received += PACKET;
        receivedSinceReport += PACKET;
        unreported.add(new Arrived(packet.sequence, time.now() + CLOCK_OFFSET));
    }

    private void report() {
        long now = time.now();
        double rate = receivedSinceReport * 8.0 / Math.max(1e-3, (now - reportedAt) / 1e9);
        receivedSinceReport = 0;
        reportedAt = now;
        long interval = (long) Math.max(50, Math.min(250, 68 * 8 / (0.05 * Math.max(1, rate)) * 1_000)) * MILLI;
        time.after(interval, this::report);
        if (unreported.isEmpty()) {
            return;
        }
        int newest = base;
        for (Arrived each : unreported) {
            newest = (each.sequence - newest & 0xffff) < 0x8000 ? each.sequence : newest;
        }
        int[] arrivals = new int[(newest - base & 0xffff) + 1];
        Arrays.fill(arrivals, TransportFeedback.LOST);
        long reference = Math.floorDiv(unreported.get(0).at, 64 * MILLI);
        for (Arrived each : unreported) {
            int at = each.sequence - base & 0xffff;
            if (at < arrivals.length) {
                arrivals[at] = (int) ((each.at - reference * 64 * MILLI) / 250_000);
            }
        }
        unreported.clear();
        var feedback = new TransportFeedback(1, 2, base, (int) reference << 8 >> 8, reports++ & 0xff, arrivals);
        base = newest + 1 & 0xffff;
        back.send(now, new Report(this, feedback), 80);
    }

    void reported(Report report) {
        estimator.receive(time.now(), report.feedback);
    }

    /** Bits per second, as it believes. */
    long target() {
        return estimator.bitsPerSecond();
    }

    /** Bytes received since the last call. */
    long takeReceived() {
        long taken = received;
        received = 0;
        return taken;
    }

    /** Milliseconds in the queue, of all packets since the last call, sorted. */
    double[] takeQueued() {
        double[] sorted = queued.stream().mapToDouble(each -> each).sorted().toArray();
        queued.clear();
        return sorted;
    }

    double lossShare() {
        return estimator.lossShare();
    }
}
