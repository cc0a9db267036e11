package org.auralink.media.load;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.auralink.media.node.net.DatagramLoop;

/** What a loop's thread, and the whole node, used between two moments. */
final class LoopMeter {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final DatagramLoop loop;
    private final long thread;
    private Reading begin;

    private record Reading(long wall, long cpu, long user, long process, long allocated, long packets) {}

    /**
     * The difference of two readings.
     *
     * @param cpu nanoseconds of the loop's thread
     * @param user those of {@code cpu} that are not the kernel's
     * @param process nanoseconds of the whole process, compiler and garbage collection included
     * @param allocated bytes, by the loop's thread
     * @param packets sent by the loop
     */
    record Usage(long wall, long cpu, long user, long process, long allocated, long packets) {
        double perPacket(long amount) {
            return packets == 0 ? Double.NaN : (double) amount / packets;
        }
    }

    /** @param thread the loop's */
    LoopMeter(DatagramLoop loop, long thread) {
        this.loop = loop;
        this.thread = thread;
        begin = read();
    }

    void start() {
        begin = read();
    }

    Usage stop() {
        Reading end = read();
        return new Usage(
                end.wall - begin.wall,
                end.cpu - begin.cpu,
                end.user - begin.user,
                end.process - begin.process,
                end.allocated - begin.allocated,
                end.packets - begin.packets);
    }

    private Reading read() {
        return new Reading(
                System.nanoTime(),
                THREADS.getThreadCpuTime(thread),
                THREADS.getThreadUserTime(thread),
                SYSTEM.getProcessCpuTime(),
                THREADS.getThreadAllocatedBytes(thread),
                loop.traffic().packetsOut());
    }
}
