package org.auralink.webhooks.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.auralink.webhooks.entity.Limits;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What receivers answer is anything at all; what is sent to them is one request. */
class Http1Test {
    private static final int ANSWERS = 20_000;

    private static final List<String> GOOD = List.of(
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n",
            "HTTP/1.0 503 Busy\nRetry-After: 5\n\n",
            "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 307 Away\r\nLocation: /y\r\n\r\n");

    @ParameterizedTest
    @ValueSource(longs = {1, 20261129})
    void whateverIsAnsweredIsAFinalStatusOrAFailureInWordsOfOurs(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < ANSWERS; i++) {
            byte[] answer = mutated(random);
            var in = new ByteArrayInputStream(answer);
            try {
                assertThat(Http1.status(in)).isBetween(200, 599);
            } catch (NoAnswerException failure) {
                assertThat(failure.sentence()).matches("[\\w .'/:]+\\.");
            } catch (IOException other) {
                throw new AssertionError(new String(answer, StandardCharsets.ISO_8859_1), other);
            }
        }
    }

    private static byte[] mutated(Random random) {
        byte[] answer = GOOD.get(random.nextInt(GOOD.size())).getBytes(StandardCharsets.ISO_8859_1);
        for (int changes = random.nextInt(6); changes > 0; changes--) {
            int at = random.nextInt(answer.length);
            switch (random.nextInt(3)) {
                case 0 -> answer[at] = (byte) random.nextInt(256);
                case 1 -> answer = java.util.Arrays.copyOf(answer, Math.max(1, at));
                default -> {
                    byte[] longer =
                            java.util.Arrays.copyOf(answer, answer.length + random.nextInt(Limits.ANSWER_BYTES));
                    System.arraycopy(answer, 0, longer, longer.length - answer.length, answer.length);
                    answer = longer;
                }
            }
        }
        return answer;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org",
                "https://example.org/?a=b",
                "https://[2001:db8::1]:8443/a%0d%0aHost:%20x?b=%0d%0a",
                "https://example.org//;x=..%2f?"
            })
    void aRequestHasOneHeadWhateverItsAddressSpells(String url) {
        var headers = new Receiver.EventHeaders("id", "call.started");
        String request = new String(
                Http1.request(URI.create(url), new byte[] {'x'}, "token", headers), StandardCharsets.US_ASCII);
        assertThat(request.split("\r\n\r\n", -1)).hasSize(2);
        assertThat(request.split("\r\n\r\n", -1)[0].split("\r\n", -1)).hasSize(10);
        assertThat(request).startsWith("POST /").endsWith("\r\n\r\nx").containsOnlyOnce("\r\nHost: ");
    }
}
