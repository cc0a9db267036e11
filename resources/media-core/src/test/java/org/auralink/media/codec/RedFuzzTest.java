package org.auralink.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** What participants say about the blocks of their sound. */
class RedFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void anyBlocksAreFoundInsideThePayload(byte[] payload) {
        var blocks = new RedBlocks(111);
        boolean whole = blocks.parse(payload, 0, payload.length);
        assertThat(blocks.newestBlock()).isBetween(0, payload.length);
        byte[] renamed = payload.clone();
        blocks.rename(renamed, 0, 96);
        var again = new RedBlocks(111);
        assertThat(again.parse(renamed, 0, renamed.length)).isEqualTo(whole);
        assertThat(again.newestBlock()).isEqualTo(blocks.newestBlock());
    }
}
