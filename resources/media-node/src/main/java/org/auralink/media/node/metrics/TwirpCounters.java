package org.auralink.media.node.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Server API calls by service, method, status and code. The set of labels is bounded by the routes. */
public final class TwirpCounters {
    private record Key(String service, String method, int status, String code) {}

    private record Called(String service, String method) {}

    private final Map<Key, LongAdder> calls = new ConcurrentHashMap<>();
    private final Map<Called, Histogram> latencies = new ConcurrentHashMap<>();

    /** @param code Twirp's error code, empty for success */
    public void count(String service, String method, int status, String code) {
        calls.computeIfAbsent(new Key(service, method, status, code), key -> new LongAdder())
                .increment();
    }

    /** A call was answered after so many nanoseconds; of methods that exist only. */
    public void took(String service, String method, long nanos) {
        latencies
                .computeIfAbsent(
                        new Called(service, method), key -> new Histogram(1, 2, 5, 10, 20, 50, 100, 500, 1_000, 5_000))
                .observe(nanos / 1_000_000.0);
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
        text.histogram("livekit_node_twirp_request_latency_ms", "How long server API calls took.");
        latencies.forEach((called, histogram) ->
                text.distribution(histogram, "service", called.service, "method", called.method));
    }
}
