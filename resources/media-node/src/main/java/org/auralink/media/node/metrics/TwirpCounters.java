package org.auralink.media.node.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Server API calls by service, method, status and code. The set of labels is bounded by the routes. */
public final class TwirpCounters {
    private record Key(String service, String method, int status, String code) {}

    private final Map<Key, LongAdder> calls = new ConcurrentHashMap<>();

    /** @param code Twirp's error code, empty for success */
    public void count(String service, String method, int status, String code) {
        calls.computeIfAbsent(new Key(service, method, status, code), key -> new LongAdder())
                .increment();
    }

    /** Writes one sample per combination seen. */
    public void write(MetricsText text) {
        text.counter("livekit_node_twirp_request_status", "Server API calls by outcome.");
        calls.forEach((key, count) -> text.sample(
                count.sum(),
                "service",
                key.service,
                "method",
                key.method,
                "status",
                key.status < 400 ? "success" : "failure",
                "code",
                key.code));
    }
}
