package org.auralink.shared.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameRulesTest {
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int SETTINGS = 0x4;

    private final FrameRules rules = new FrameRules();
    private long now;

    FrameRulesTest() {
        assertThat(rules.received(ByteBuffer.wrap(PREFACE), now)).isTrue();
    }

    private static ByteBuffer frame(int type, int flags, int length) {
        return ByteBuffer.allocate(9 + length)
                .put((byte) (length >> 16))
                .putShort((short) length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(1)
                .clear();
    }

    private boolean receives(int type, int flags, int length) {
        return rules.received(frame(type, flags, length), now);
    }

    private int taken(int type, int length) {
        int taken = 0;
        while (taken < 100_000 && receives(type, 0, length)) {
            taken++;
        }
        return taken;
    }

    @Test
    void whatABrowserSendsIsTaken() {
        assertThat(receives(SETTINGS, 0, 24)).isTrue();
        for (int request = 0; request < 5_000; request++) {
            assertThat(receives(FrameHeads.HEADERS, 5, 300)).isTrue();
            assertThat(receives(FrameHeads.WINDOW_UPDATE, 0, 4)).isTrue();
            assertThat(receives(FrameHeads.DATA, 0, 16_384)).isTrue();
            assertThat(receives(FrameHeads.DATA, FrameHeads.END_STREAM, 0)).isTrue();
        }
    }

    @Test
    void whoResetsStreamAfterStreamIsCutOff() {
        assertThat(taken(FrameHeads.RST_STREAM, 4)).isEqualTo(Limits.STREAM_RESETS);
    }

    @Test
    void whomTheServerResetsStreamAfterStreamIsCutOffToo() {
        int sent = 0;
        while (sent < 100_000 && rules.sent(frame(FrameHeads.RST_STREAM, 0, 4), now)) {
            sent++;
        }
        assertThat(sent).isEqualTo(Limits.STREAM_RESETS);
    }

    @Test
    void whoResetsStreamsNowAndThenGoesOn() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(receives(FrameHeads.RST_STREAM, 0, 4)).isTrue();
            now += TimeUnit.SECONDS.toNanos(1) / Limits.STREAM_RESETS_PER_SECOND;
        }
    }

    @ParameterizedTest
    @CsvSource({"4, 6", "6, 8", "2, 5", "7, 8", "0, 0", "250, 3"})
    void framesThatAreAnsweredOrCarryNothingHaveABound(int type, int length) {
        assertThat(taken(type, length)).isEqualTo(Limits.CONTROL_FRAMES);
    }

    @Test
    void aHeaderBlockThatDoesNotEndIsCutOff() {
        assertThat(receives(FrameHeads.HEADERS, 0, 1_000)).isTrue();
        assertThat(taken(FrameHeads.CONTINUATION, 1_000)).isEqualTo(Limits.HEADER_BLOCK_BYTES / 1_000 - 1);
    }

    @Test
    void aFrameThatIsLongerThanAnnouncedIsCutOff() {
        assertThat(receives(FrameHeads.DATA, 0, Limits.FRAME_BYTES + 1)).isFalse();
    }

    @Test
    void piecesOfAnySizeAreTheSameFrames() {
        var whole = ByteBuffer.allocate(150 * 13);
        for (int i = 0; i < 150; i++) {
            whole.put(frame(FrameHeads.RST_STREAM, 0, 4));
        }
        for (int piece = 1; piece < 40; piece++) {
            var fresh = new FrameRules();
            fresh.received(ByteBuffer.wrap(PREFACE), 0);
            int at = 0;
            while (at + piece <= whole.capacity() && fresh.received(whole.slice(at, piece), 0)) {
                at += piece;
            }
            // The head of the first one too many ends within the piece.
            int head = Limits.STREAM_RESETS * 13 + 9;
            assertThat(at).as("pieces of %s", piece).isEqualTo((head - 1) / piece * piece);
        }
    }
}
