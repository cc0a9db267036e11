package org.auralink.media.load;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks at a thread's stack a thousand times per second and adds up where it was. Java code is seen at safepoints only,
 * so neighbouring parts of it blur; calls into the kernel and into native libraries are seen as they are.
 */
final class StackProfile implements Runnable {
    private static final long PERIOD = 1_000_000;
    private static final int DEPTH = 60;
    private static final int TOP_FRAMES = 12;

    /** The first prefix that any frame from the top begins with names the part. */
    private static final Map<String, String> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("io.netty.channel.epoll.Native.epoll", "idle (epoll_wait)");
        PARTS.put("io.netty.channel.epoll.Native.sendmmsg", "kernel: sendmmsg");
        PARTS.put("io.netty.channel.epoll.Native.recvmmsg", "kernel: recvmmsg");
        PARTS.put("org.auralink.media.srtp", "SRTP");
        PARTS.put("io.netty", "Netty around the system calls");
        PARTS.put("org.auralink.media.room", "room: choose and rewrite");
        PARTS.put("org.auralink.media.rtp", "room: choose and rewrite");
        PARTS.put("org.auralink.media.transport", "transport");
        PARTS.put("org.auralink.media.node.net", "loop");
    }

    private final long thread;
    private final Map<String, Integer> parts = new TreeMap<>();
    private final Map<String, Integer> frames = new TreeMap<>();
    private int samples;
    private volatile boolean running = true;

    StackProfile(long thread) {
        this.thread = thread;
    }

    @Override
    public void run() {
        var threads = ManagementFactory.getThreadMXBean();
        while (running) {
            ThreadInfo info = threads.getThreadInfo(thread, DEPTH);
            if (info != null) {
                add(info.getStackTrace());
            }
            LockSupport.parkNanos(PERIOD);
        }
    }

    void stop() {
        running = false;
    }

    private void add(StackTraceElement[] stack) {
        samples++;
        parts.merge(part(stack), 1, Integer::sum);
        if (stack.length > 0) {
            frames.merge(stack[0].getClassName() + "." + stack[0].getMethodName(), 1, Integer::sum);
        }
    }

    private static String part(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            String name = frame.getClassName() + "." + frame.getMethodName();
            for (Map.Entry<String, String> part : PARTS.entrySet()) {
                if (name.startsWith(part.getKey())) {
                    return part.getValue();
                }
            }
        }
        return "other";
    }

    /** Shares of all samples, largest first, then the topmost frames. */
    String report() {
        StringBuilder text = new StringBuilder();
        append(text, parts, Integer.MAX_VALUE);
        text.append('\n');
        append(text, frames, TOP_FRAMES);
        return text.toString();
    }

    private void append(StringBuilder text, Map<String, Integer> counts, int most) {
        List<Map.Entry<String, Integer>> sorted = counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(most)
                .toList();
        sorted.forEach(entry ->
                text.append(String.format("%5.1f %%  %s%n", 100.0 * entry.getValue() / samples, entry.getKey())));
    }
}
