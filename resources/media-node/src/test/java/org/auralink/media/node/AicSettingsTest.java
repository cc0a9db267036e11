package org.auralink.media.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.auralink.media.node.config.NodeConfig;
import org.junit.jupiter.api.Test;

/** What is wanted of compression by models is reported, and changes nothing in the way of media. */
class AicSettingsTest {
    private static final List<String> SETTINGS = List.of(
            "",
            "aic: {enabled: false, compression: {target_reduction_percent: 99}}",
            "aic: {enabled: true, compression: {max_latency_ms: 1}}");

    @Test
    void theNodeReportsThem() throws Exception {
        try (var off = new TestNode("aic: {compression: {target_reduction_percent: 60}}");
                var on = new TestNode("aic: {enabled: true, adaptive: {thresholds: {packet_loss_percent: 2.5}}}")) {
            assertThat(off.metrics())
                    .containsPattern("auralink_aic_enabled\\{[^}]*} 0\n")
                    .doesNotContain("auralink_aic_setting");
            assertThat(on.metrics())
                    .containsPattern("auralink_aic_enabled\\{[^}]*} 1\n")
                    .containsPattern("auralink_aic_setting\\{[^}]*setting=\"target_reduction_percent\"} 80\n")
                    .containsPattern("auralink_aic_setting\\{[^}]*setting=\"packet_loss_percent\"} 2.5");
        }
    }

    @Test
    void roomsAndSocketsAreSetUpTheSameWhateverTheySay() {
        List<NodeConfig> configs = SETTINGS.stream().map(TestNode::config).toList();
        assertThat(configs)
                .extracting(RoomsAsConfigured::tuning)
                .containsOnly(RoomsAsConfigured.tuning(configs.get(0)));
        assertThat(configs)
                .extracting(config -> RoomsAsConfigured.limits(config.limit()))
                .containsOnly(RoomsAsConfigured.limits(configs.get(0).limit()));
        assertThat(configs)
                .extracting(NodeConfig::rtc)
                .containsOnly(configs.get(0).rtc());
        assertThat(configs)
                .extracting(NodeConfig::room)
                .containsOnly(configs.get(0).room());
    }

    /** What cannot read them cannot depend on them; {@code GoSdkIT} compares what a node with such settings forwards. */
    @Test
    void nothingReadsThemButConfigurationAndMetrics() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            assertThat(sources.filter(Files::isRegularFile)
                            .filter(AicSettingsTest::mentionsThem)
                            .map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "AicConfig.java", "NodeConfig.java", "AicMetrics.java", "MediaNode.java");
        }
    }

    private static boolean mentionsThem(Path source) {
        try {
            String text = Files.readString(source);
            return text.contains("AicConfig") || text.contains(".aic()");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
