package org.auralink.media.node.metrics;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;

/** What the process takes of its machine, under the names that Prometheus' clients give it. */
public final class ProcessMetrics {
    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;

    private ProcessMetrics() {}

    /** Writes everything; asks the kernel for a few numbers and waits for nobody. */
    public static void write(MetricsText text) {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        MemoryUsage heap = memory.getHeapMemoryUsage();
        MemoryUsage rest = memory.getNonHeapMemoryUsage();
        text.gauge("jvm_memory_used_bytes", "Memory of the JVM in use.")
                .sample(heap.getUsed(), "area", "heap")
                .sample(rest.getUsed(), "area", "nonheap");
        text.gauge("jvm_memory_max_bytes", "Memory of the JVM at most, -1 for no bound.")
                .sample(heap.getMax(), "area", "heap")
                .sample(rest.getMax(), "area", "nonheap");
        text.gauge("jvm_threads_current", "Threads of the JVM.")
                .sample(ManagementFactory.getThreadMXBean().getThreadCount());
        text.gauge("process_start_time_seconds", "When the process was started, in seconds since 1970.")
                .sample(ManagementFactory.getRuntimeMXBean().getStartTime() / MILLIS);
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            text.counter("process_cpu_seconds_total", "Processor time of the process.")
                    .sample(system.getProcessCpuTime() / NANOS);
            text.gauge("process_open_fds", "Open files and sockets.").sample(system.getOpenFileDescriptorCount());
            text.gauge("process_max_fds", "Open files and sockets at most.").sample(system.getMaxFileDescriptorCount());
        }
    }
}
