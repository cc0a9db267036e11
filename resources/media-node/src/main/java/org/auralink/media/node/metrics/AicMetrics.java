package org.auralink.media.node.metrics;

import java.util.Locale;
import org.auralink.media.node.config.AicConfig;
import org.auralink.media.node.rooms.RoomCounters;
import org.auralink.media.room.Spared;

/** Reports how nodes are set to send less, so that who compares them sees it, and what that left out. */
public final class AicMetrics {
    private AicMetrics() {}

    /** Writes whether it is enabled, and while it is, how, and what came of it. */
    public static void write(MetricsText text, AicConfig aic, RoomCounters rooms) {
        text.gauge("auralink_aic_enabled", "Whether less is sent where receivers can do without (aic.enabled).")
                .sample(aic.enabled() ? 1 : 0);
        if (!aic.enabled() || !aic.monitoring()) {
            return;
        }
        text.counter(
                "auralink_aic_spared_bytes_total",
                "Bytes that were not sent because receivers can do without, as measured on what publishers sent.");
        for (Spared reason : Spared.values()) {
            text.sample(rooms.spared(reason), "reason", reason.name().toLowerCase(Locale.ROOT));
        }
        text.gauge("auralink_aic_setting", "How it is set, by the name of the setting.");
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
