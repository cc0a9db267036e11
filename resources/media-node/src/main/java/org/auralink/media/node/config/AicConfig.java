package org.auralink.media.node.config;

import java.time.Duration;
import java.util.List;

/**
 * What is wanted of compression by models ({@code aic}). This node has none: it forwards what clients encoded, which is
 * also what compression falls back to, and reports what is set. Off is the default, and nothing in the way of media reads
 * this.
 *
 * @param enabled {@code aic.enabled}: whether compression is wanted; default false
 * @param targetReduction {@code aic.compression.target_reduction_percent}: by how much less is to be sent; default 80
 * @param qualityFloor {@code aic.compression.min_quality_threshold}: below this, of 100, it is not worth it; default 70
 * @param latencyBound {@code aic.compression.max_latency_ms}: what it may add; default 50
 * @param adaptive when it is to do more or less
 * @param fallback {@code aic.adaptive.fallback_enabled}: whether media is forwarded as it comes where compression is not
 *     to be had; default true
 * @param fallbackAfter {@code aic.adaptive.fallback_timeout_ms}: after how long; default 100
 * @param monitoring {@code aic.monitoring.enabled}: whether the settings stand in the metrics while it is enabled;
 *     default true
 */
public record AicConfig(
        boolean enabled,
        int targetReduction,
        int qualityFloor,
        Duration latencyBound,
        Adaptive adaptive,
        boolean fallback,
        Duration fallbackAfter,
        boolean monitoring) {
    /**
     * What makes it adapt.
     *
     * @param enabled {@code aic.adaptive.enabled}; default true
     * @param highLatency {@code aic.adaptive.thresholds.high_latency_ms}; default 150
     * @param packetLossPercent {@code aic.adaptive.thresholds.packet_loss_percent}; default 5
     * @param lowBandwidthKbps {@code aic.adaptive.thresholds.low_bandwidth_kbps}; default 500
     */
    public record Adaptive(boolean enabled, Duration highLatency, double packetLossPercent, int lowBandwidthKbps) {}

    static AicConfig read(Section aic) {
        boolean enabled = aic.flag("enabled", false);
        Section compression = aic.section("compression");
        Section adaptive = aic.section("adaptive");
        Section thresholds = adaptive.section("thresholds");
        Section monitoring = aic.section("monitoring");
        var result = new AicConfig(
                enabled,
                compression.number("target_reduction_percent", 80, 1, 99),
                compression.number("min_quality_threshold", 70, 0, 100),
                Duration.ofMillis(compression.number("max_latency_ms", 50, 1, 1_000)),
                new Adaptive(
                        adaptive.flag("enabled", true),
                        Duration.ofMillis(thresholds.number("high_latency_ms", 150, 1, 10_000)),
                        thresholds.decimal("packet_loss_percent", 5, 0, 100),
                        thresholds.number("low_bandwidth_kbps", 500, 1, 1_000_000)),
                adaptive.flag("fallback_enabled", true),
                Duration.ofMillis(adaptive.number("fallback_timeout_ms", 100, 1, 10_000)),
                monitoring.flag("enabled", true));
        if (result.enabled && !result.fallback) {
            adaptive.refuse(
                    "fallback_enabled", "expected true while aic.enabled is: this node forwards media as it comes");
        }
        for (Section each : List.of(compression, thresholds, adaptive, monitoring, aic)) {
            each.finish();
        }
        return result;
    }
}
