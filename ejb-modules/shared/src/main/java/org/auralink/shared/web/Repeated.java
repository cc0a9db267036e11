package org.auralink.shared.web;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** What happens to many requests alike is said once in a while, with how often it happened: a flood must not fill the log. */
final class Repeated {
    /** Who looks into the log while it happens sees it go on. */
    static final Duration PAUSE = Duration.ofSeconds(10);

    /** Different things; there are as many as there are ways to fail, some dozens. */
    private static final int MOST = 100;

    private final LongSupplier nanos;
    private final Map<String, Said> said = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Said> eldest) {
            return size() > MOST;
        }
    };

    /** @param nanos a clock as {@link System#nanoTime} */
    Repeated(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** @return how often it happened since it was said last; 0 when it need not be said again yet */
    synchronized int happened(String what) {
        long now = nanos.getAsLong();
        Said last = said.get(what);
        if (last != null && now - last.at < PAUSE.toNanos()) {
            last.since++;
            return 0;
        }
        int times = last == null ? 1 : last.since + 1;
        said.put(what, new Said(now));
        return times;
    }

    private static final class Said {
        private final long at;
        private int since;

        private Said(long at) {
            this.at = at;
        }
    }
}
