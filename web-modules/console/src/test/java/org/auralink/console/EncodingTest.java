package org.auralink.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EncodingTest {

    @Test
    void smallestFormThatTheClientTakesIsSent() {
        assertThat(Encoding.bestOf("gzip, deflate, br, zstd")).isEqualTo(Encoding.BROTLI);
        assertThat(Encoding.bestOf("gzip, deflate")).isEqualTo(Encoding.GZIP);
        assertThat(Encoding.bestOf("GZIP;q=0.5")).isEqualTo(Encoding.GZIP);
    }

    @Test
    void refusedFormIsNotSent() {
        assertThat(Encoding.bestOf("br;q=0, gzip")).isEqualTo(Encoding.GZIP);
        assertThat(Encoding.bestOf("br; q=0.0, gzip;q=0")).isEqualTo(Encoding.PLAIN);
    }

    @Test
    void clientThatSaysNothingGetsThePlainFile() {
        assertThat(Encoding.bestOf("")).isEqualTo(Encoding.PLAIN);
        assertThat(Encoding.bestOf("identity")).isEqualTo(Encoding.PLAIN);
        assertThat(Encoding.bestOf("broken, gzipped")).isEqualTo(Encoding.PLAIN);
    }
}
