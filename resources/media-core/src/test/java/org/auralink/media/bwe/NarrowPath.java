package org.auralink.media.bwe;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.auralink.media.netem.Conditions;
import org.auralink.media.netem.Link;
import org.auralink.media.netem.Timeline;

/** A bottleneck that some flows share, with a way back of its own. */
final class NarrowPath {
    static final long MILLI = Flow.MILLI;
    static final long SECOND = 1_000 * MILLI;

    final Timeline time = new Timeline(1_000 * SECOND);
    final Link<Flow.Sent> forth;
    final Link<Flow.Report> back;
    private final long begun = time.now();
    private final long delay;
    private long queueMillis = 300;
    private final List<Flow> flows = new ArrayList<>();

    NarrowPath(long seed, long delayMillis, long bitsPerSecond) {
        delay = delayMillis * MILLI;
        forth = new Link<>(new Random(seed), Conditions.PERFECT.delayed(delay));
        back = new Link<>(new Random(seed + 1), Conditions.PERFECT.delayed(delay));
        carries(bitsPerSecond);
        time.deliver(forth, packet -> packet.flow().arrived(packet));
        time.deliver(back, report -> report.flow().reported(report));
    }

    NarrowPath queueing(long millis) {
        queueMillis = millis;
        return this;
    }

    void carries(long bitsPerSecond) {
        forth.become(
                forth.conditions().limited(bitsPerSecond, Math.max(3_000, bitsPerSecond / 8 * queueMillis / 1_000)));
    }

    void carriesFrom(double seconds, long bitsPerSecond) {
        time.after((long) (seconds * SECOND), () -> carries(bitsPerSecond));
    }

    void losing(double share) {
        forth.become(forth.conditions().losing(share));
    }

    Flow flow() {
        var flow = new Flow(time, forth, back);
        flows.add(flow);
        return flow;
    }

    void pass(double seconds) {
        time.run((long) (seconds * SECOND));
    }

    /** Seconds until then; at most as many. */
    double until(BooleanSupplier done, double atMost) {
        long from = time.now();
        while (!done.getAsBoolean() && time.now() - from < atMost * SECOND) {
            time.run(50 * MILLI);
        }
        return (double) (time.now() - from) / SECOND;
    }

    double seconds() {
        return (double) (time.now() - begun) / SECOND;
    }

    static double quantile(double[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)];
    }
}
