package org.auralink.media.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.auralink.media.node.config.NodeConfig;
import org.auralink.media.room.AudioRule;
import org.auralink.media.room.RoomTuning;
import org.auralink.media.room.SavingRule;
import org.junit.jupiter.api.Test;

/** What {@code aic} means for rooms: nothing while it is off, and what is set while it is on. Sockets and limits are as ever. */
class AicSettingsTest {
    private static final long MS = 1_000_000L;

    private static final List<String> OFF = List.of(
            "",
            "aic: {enabled: false, compression: {target_reduction_percent: 99}}",
            "aic: {compression: {max_latency_ms: 1}, adaptive: {thresholds: {low_bandwidth_kbps: 9000}}}");

    private static final String ON = "aic: {enabled: true, compression: {max_latency_ms: 20}}";

    private static RoomTuning tuning(String yaml) {
        return RoomsAsConfigured.tuning(TestNode.config(yaml));
    }

    @Test
    void theNodeReportsThem() throws Exception {
        try (var off = new TestNode("aic: {compression: {target_reduction_percent: 60}}");
                var on = new TestNode("aic: {enabled: true, adaptive: {thresholds: {packet_loss_percent: 2.5}}}")) {
            assertThat(off.metrics())
                    .containsPattern("auralink_aic_enabled\\{[^}]*} 0\n")
                    .doesNotContain("auralink_aic_setting")
                    .doesNotContain("auralink_aic_spared");
            assertThat(on.metrics())
                    .containsPattern("auralink_aic_enabled\\{[^}]*} 1\n")
                    .containsPattern("auralink_aic_setting\\{[^}]*setting=\"target_reduction_percent\"} 80\n")
                    .containsPattern("auralink_aic_setting\\{[^}]*setting=\"packet_loss_percent\"} 2.5")
                    .containsPattern("auralink_aic_spared_bytes_total\\{[^}]*reason=\"temporal\"} 0\n")
                    .containsPattern("auralink_aic_spared_bytes_total\\{[^}]*reason=\"audio\"} 0\n");
        }
    }

    @Test
    void whileItIsOffRoomsAreTheSameWhateverElseIsSet() {
        assertThat(OFF).extracting(AicSettingsTest::tuning).containsOnly(tuning(""));
        assertThat(tuning("").saving()).isEqualTo(SavingRule.OFF);
        assertThat(tuning("").audio()).isEqualTo(AudioRule.DEFAULT);
    }

    @Test
    void whileItIsOnRoomsSaveAsIsSet() {
        assertThat(tuning(ON).saving()).isEqualTo(new SavingRule(true, 80, 70, 150 * MS, 5, 500_000));
        assertThat(tuning(ON).audio()).isEqualTo(AudioRule.DEFAULT.saving(20 * MS));
        assertThat(tuning("aic: {enabled: true, adaptive: {enabled: false}}").saving())
                .isEqualTo(new SavingRule(true, 80, 70, 150 * MS, 5, 500_000).whateverTheConnection());
        assertThat(tuning(ON + "\naudio: {loudest: 0}").audio().loudest())
                .as("everybody is to be heard")
                .isZero();
    }

    @Test
    void socketsAndLimitsAreTheSameWhateverTheySay() {
        NodeConfig off = TestNode.config("");
        NodeConfig on = TestNode.config(ON);
        assertThat(RoomsAsConfigured.limits(on.limit())).isEqualTo(RoomsAsConfigured.limits(off.limit()));
        assertThat(on.rtc()).isEqualTo(off.rtc());
        assertThat(on.room()).isEqualTo(off.room());
    }
}
