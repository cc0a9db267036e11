package org.auralink.shared.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkedBodyTest {
    private static final String WIKI =
            "4\r\nWiki\r\n5;a=\"b\"\r\npedia\r\n00C \r\n in\r\nchunks.\r\n0\r\nExpires: never\r\n\r\n";

    private final ChunkedBody body = new ChunkedBody(true);

    @Test
    void aBodyIsTakenOutOfItsChunksHoweverItIsCut() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            var whole = new ChunkedBody(true);
            StringBuilder content = new StringBuilder();
            int from = 0;
            while (from < WIKI.length()) {
                int to = Math.min(WIKI.length(), from + 1 + random.nextInt(round / 4 + 1));
                content.append(content(whole, WIKI.substring(from, to)));
                assertThat(whole.isComplete()).isEqualTo(to == WIKI.length());
                from = to;
            }
            assertThat(content).hasToString("Wikipedia in\r\nchunks.");
        }
    }

    @Test
    void whatComesBehindTheEndIsNotOfTheBody() {
        assertThat(content(body, "1\r\na\r\n0\r\n\r\nPOST / HTTP/1.1\r\n")).isEqualTo("a");
        assertThat(content(body, "1\r\nb\r\n")).isEmpty();
        assertThat(body.isComplete()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n",
                "x\r\n",
                "-1\r\na",
                "0x1\r\na",
                "+1\r\na",
                " 1\r\na",
                "1\na",
                "1\r\nab",
                "1\r\na\n",
                "1;a\nb",
                "00000000\r\n",
                "7fffffff1\r\n",
                "0\r\nA: b\nC: d",
                "0\r\nA: b\r\r\n",
                "0\r\n\rx"
            })
    void whatCannotBeCountedIsMalformed(String text) {
        content(body, text);
        assertThat(body.isMalformed()).isTrue();
        assertThat(content(body, "1\r\na\r\n0\r\n\r\n")).isEmpty();
        assertThat(body.isComplete()).isFalse();
    }

    @Test
    void whatNobodyReadsIsBounded() {
        content(body, ("1;" + "x".repeat(100) + "\r\na\r\n").repeat(100));
        assertThat(body.isMalformed()).isTrue();
    }

    @Test
    void otherCodingsAreNotRead() {
        assertThat(new ChunkedBody(false).isMalformed()).isTrue();
    }

    @Test
    void noInputIsTooMuchForIt() {
        Random random = new Random(11);
        byte[] likely = "0123afAF;\r\n\r\n x:".getBytes(StandardCharsets.US_ASCII);
        for (int round = 0; round < 20_000; round++) {
            var any = new ChunkedBody(true);
            byte[] piece = new byte[1 + random.nextInt(40)];
            for (int i = 0; i < piece.length; i++) {
                piece[i] = likely[random.nextInt(likely.length)];
            }
            assertThat(any.content(piece, piece.length)).isBetween(0, piece.length);
            assertThat(any.isComplete() && any.isMalformed()).isFalse();
        }
    }

    private static String content(ChunkedBody body, String text) {
        byte[] piece = text.getBytes(StandardCharsets.US_ASCII);
        int content = body.content(piece, piece.length);
        return new String(Arrays.copyOf(piece, content), StandardCharsets.US_ASCII);
    }
}
