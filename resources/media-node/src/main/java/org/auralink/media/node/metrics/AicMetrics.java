package org.auralink.media.node.metrics;

import org.auralink.media.node.config.AicConfig;

/** Reports what is wanted of compression by models, so that who compares nodes sees how each is set. */
public final class AicMetrics {
    private AicMetrics() {}

    /** Writes whether it is enabled, and while it is, how. */
    public static void write(MetricsText text, AicConfig aic) {
        text.gauge("auralink_aic_enabled", "Whether compression by models is wanted (aic.enabled).")
                .sample(aic.enabled() ? 1 : 0);
        if (!aic.enabled() || !aic.monitoring()) {
            return;
        }
        text.gauge("auralink_aic_setting", "What is wanted of it, by the name of the setting.");
        setting(text, "target_reduction_percent", aic.targetReduction());
        setting(text, "min_quality_threshold", aic.qualityFloor());
        setting(text, "max_latency_ms", aic.latencyBound().toMillis());
        setting(text, "adaptive", aic.adaptive().enabled() ? 1 : 0);
        setting(text, "high_latency_ms", aic.adaptive().highLatency().toMillis());
        setting(text, "packet_loss_percent", aic.adaptive().packetLossPercent());
        setting(text, "low_bandwidth_kbps", aic.adaptive().lowBandwidthKbps());
        setting(text, "fallback_timeout_ms", aic.fallbackAfter().toMillis());
    }

    private static void setting(MetricsText text, String name, double value) {
        text.sample(value, "setting", name);
    }
}
