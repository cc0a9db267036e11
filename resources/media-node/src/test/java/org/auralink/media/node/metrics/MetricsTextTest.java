package org.auralink.media.node.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricsTextTest {
    @Test
    void samplesFollowTheirTypeAndEscapeLabels() {
        String text = new MetricsText("n\"1")
                .counter("livekit_packet_total", "Packets.")
                .sample(3, "direction", "incoming")
                .gauge("load", "Load.")
                .sample(0.25)
                .toString();

        assertThat(text).isEqualTo("""
                        # HELP livekit_packet_total Packets.
                        # TYPE livekit_packet_total counter
                        livekit_packet_total{node_id="n\\"1",node_type="SERVER",direction="incoming"} 3
                        # HELP load Load.
                        # TYPE load gauge
                        load{node_id="n\\"1",node_type="SERVER"} 0.250000
                        """);
    }
}
