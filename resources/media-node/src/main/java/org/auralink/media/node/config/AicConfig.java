package org.auralink.media.node.config;

import java.time.Duration;
import java.util.List;
import org.auralink.media.room.SavingRule;

/**
 * How much less than the best is sent ({@code aic}). A node cannot compress what clients encoded; what it can do without anybody
 * missing it is to leave out: pictures of who is shown small, sound of who is silent. Off is the default.
 *
 * @param enabled {@code aic.enabled}: whether anything is left out; default false
 * @param targetReduction {@code aic.compression.target_reduction_percent}: by how much less than the best layers is enough;
 *     default 80
 * @param qualityFloor {@code aic.compression.min_quality_threshold}: below which no picture is brought, of 100; default 70
 * @param latencyBound {@code aic.compression.max_latency_ms}: by how much the beginning of a word may be sent late; default 50
 * @param adaptive which receivers get less although the target is reached
 * @param fallback {@code aic.adaptive.fallback_enabled}: whether media is forwarded as it comes where nothing can be left
 *     out; it is always, so false is refused; default true
 * @param fallbackAfter {@code aic.adaptive.fallback_timeout_ms}: means nothing, as that is so at once; default 100
 * @param monitoring {@code aic.monitoring.enabled}: whether the settings, and what was left out, stand in the metrics while it
 *     is enabled; default true
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
    private static final long BITS_PER_KILOBIT = 1_000;

    /**
     * Whose connection is poor: a receiver that is beyond one of these.
     *
     * @param enabled {@code aic.adaptive.enabled}: whether connections matter at all; default true
     * @param highLatency {@code aic.adaptive.thresholds.high_latency_ms}; default 150
     * @param packetLossPercent {@code aic.adaptive.thresholds.packet_loss_percent}; default 5
     * @param lowBandwidthKbps {@code aic.adaptive.thresholds.low_bandwidth_kbps}; default 500
     */
    public record Adaptive(boolean enabled, Duration highLatency, double packetLossPercent, int lowBandwidthKbps) {}

    /** What it means for rooms. */
    public SavingRule saving() {
        if (!enabled) {
            return SavingRule.OFF;
        }
        var rule = new SavingRule(
                true,
                targetReduction,
                qualityFloor,
                adaptive.highLatency().toNanos(),
                adaptive.packetLossPercent(),
                adaptive.lowBandwidthKbps() * BITS_PER_KILOBIT);
        return adaptive.enabled() ? rule : rule.whateverTheConnection();
    }

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
