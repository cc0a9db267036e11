package org.auralink.testkit.fuzz;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/** Time of this thread on a processor, which others that keep the machine busy do not lengthen. */
public final class CpuTime {
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    /** Noise only ever adds, and on a shared machine it adds up to ten times; what something really costs is the least. */
    private static final int TRIES = 30;

    private CpuTime() {}

    /** What it costs, once. */
    public static Duration of(Runnable work) {
        long before = CPU.getCurrentThreadCpuTime();
        work.run();
        return Duration.ofNanos(CPU.getCurrentThreadCpuTime() - before);
    }

    /** The least of some tries, which end as soon as one is within the limit; the first ones make the code warm. */
    public static Duration least(Duration limit, Runnable work) {
        Duration least = of(work);
        for (int i = 1; i < TRIES && least.compareTo(limit) > 0; i++) {
            Duration again = of(work);
            least = again.compareTo(least) < 0 ? again : least;
        }
        return least;
    }
}
