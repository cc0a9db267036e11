package org.auralink.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.auralink.media.sdp.Codec;
import org.junit.jupiter.api.Test;

class RedBlocksTest {
    private final RedBlocks blocks = new RedBlocks(111);

    private static Codec red(String parameters) {
        return new Codec(63, "red", 48_000, 2, parameters, List.of());
    }

    @Test
    void theNewestBlockIsTheLast() {
        byte[] two = {(byte) 0xEF, 0, 0, 1, (byte) 0xEF, 0, 0, 2, 0x6F, 1, 2, 3, 4};
        assertThat(blocks.parse(two, 0, two.length)).isTrue();
        assertThat(blocks.newestBlock()).isEqualTo(12);
        byte[] alone = {0x6F, 4};
        assertThat(blocks.parse(alone, 0, 2)).isTrue();
        assertThat(blocks.newestBlock()).isEqualTo(1);
    }

    @Test
    void lengthsHaveTenBits() {
        byte[] long1 = new byte[5 + 1_000 + 3];
        long1[0] = (byte) 0xEF;
        long1[2] = (byte) (0xFC | 1_000 >> 8);
        long1[3] = (byte) 1_000;
        assertThat(blocks.parse(long1, 0, long1.length)).isTrue();
        assertThat(blocks.newestBlock()).isEqualTo(1_005);
        assertThat(blocks.parse(long1, 0, 1_004)).isFalse();
        assertThat(blocks.newestBlock()).isZero();
        assertThat(blocks.isWhole()).isFalse();
    }

    @Test
    void allBlocksGetTheReceiversPayloadType() {
        byte[] two = {(byte) 0xEF, 1, 0, 1, (byte) 0xEF, 0, 0, 2, 0x6F, 1, 2, 3, 4};
        blocks.parse(two, 0, two.length);
        blocks.rename(two, 0, 96);
        assertThat(two).containsExactly(0xE0, 1, 0, 1, 0xE0, 0, 0, 2, 0x60, 1, 2, 3, 4);
    }

    @Test
    void itIsMadeOfOneCodec() {
        assertThat(PayloadFormat.of(red("111/111"))).contains(new Red(111));
        assertThat(PayloadFormat.of(red("111"))).contains(new Red(111));
        for (String other : List.of("", "111/63", "opus", "111/", "/", "128/128", "111/111/x")) {
            assertThat(PayloadFormat.of(red(other))).as(other).isEmpty();
        }
    }
}
