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

    @Test
    void histogramsCountWhatIsUpToEachBound() {
        var waits = new Histogram(1, 2.5);
        waits.observe(1);
        waits.observe(2);
        waits.observe(7);
        String text = new MetricsText("n")
                .histogram("wait_ms", "Waits.")
                .distribution(waits, "method", "m")
                .toString()
                .replace("node_id=\"n\",node_type=\"SERVER\",", "");

        assertThat(text).isEqualTo("""
                        # HELP wait_ms Waits.
                        # TYPE wait_ms histogram
                        wait_ms_bucket{method="m",le="1"} 1
                        wait_ms_bucket{method="m",le="2.5"} 2
                        wait_ms_bucket{method="m",le="+Inf"} 3
                        wait_ms_sum{method="m"} 10
                        wait_ms_count{method="m"} 3
                        """);
    }
}
