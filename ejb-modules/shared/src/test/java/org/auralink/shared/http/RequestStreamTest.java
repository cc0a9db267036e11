package org.auralink.shared.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestStreamTest {
    static final String GET = "GET /a?b=%20c HTTP/1.1\r\nHost: localhost:8080\r\nX: a\tb\r\n\r\n";
    static final String LENGTH = "POST /api/v1/calls HTTP/1.1\r\nhost: [::1]\r\ncontent-length: 5\r\n\r\nhello";
    static final String CHUNKS = "PUT /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n"
            + "4\r\nWiki\r\n00C ;a=\"b\"\r\nGET / HTTP/1\r\n0\r\nExpires: never\r\n\r\n";
    static final String OLD = "GET http://a.example/b HTTP/1.0\r\n\r\n";

    @Test
    void requestsArePassedWholeAndOneByOneHoweverTheyAreCut() {
        Random random = new Random(7);
        String all = GET + LENGTH + CHUNKS + GET + OLD;
        for (int round = 0; round < 300; round++) {
            var connection = new Fed();
            int from = 0;
            while (from < all.length()) {
                int to = Math.min(all.length(), from + 1 + random.nextInt(round / 3 + 1));
                connection.feed(all.substring(from, to));
                from = to;
            }
            assertThat(connection.requests).containsExactly(GET, LENGTH, CHUNKS, GET, OLD);
            assertThat(connection.stream.refused()).isNull();
        }
    }

    @Test
    void emptyLinesBehindABodyAreNoRequest() {
        var connection = new Fed();
        connection.feed(LENGTH + "\r");
        connection.feed("\n\r\n" + GET);
        assertThat(connection.requests).containsExactly(LENGTH, GET);
        assertThat(refusal("\r\n\r\n\r\n" + GET).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello\r\n",
                "hello world\r\n",
                "GET /\r\n",
                "GET  / HTTP/1.1\r\n",
                "GET / HTTP/1.1 \r\n",
                " GET / HTTP/1.1\r\n",
                "GET /\tHTTP/1.1\r\n",
                "G(T / HTTP/1.1\r\n",
                "GET / http/1.1\r\n",
                "GET / HTTP/1.10\r\n",
                "GET / HTTP/1.1\n",
                "GET /a\nHost: x\r\n",
                "\n",
                "PRI * HTTP/2.0\r\n",
                "OPTIONS * HTTP/1.1\r\n",
                "GET example.org HTTP/1.1\r\n",
                "GET http:///a HTTP/1.1\r\n",
                "GET ftp://a/b HTTP/1.1\r\n",
                "GET http://user@a/b HTTP/1.1\r\n",
                "GET /a#b HTTP/1.1\r\n",
                "GET /a\\b HTTP/1.1\r\n",
                "GET /a%5cb HTTP/1.1\r\n",
                "GET /%zz HTTP/1.1\r\n",
                "GET /%4 HTTP/1.1\r\n",
                "GET /% HTTP/1.1\r\n",
                "GET /a?b=%fg HTTP/1.1\r\n",
                "GET /%c3%28 HTTP/1.1\r\n",
                "GET /%00 HTTP/1.1\r\n",
                "GET /\u00e4 HTTP/1.1\r\n"
            })
    void aFirstLineThatIsNoneIsRefusedAtOnce(String line) {
        assertThat(refusal(line).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"BREW /,405", "TRACE /,405", "CONNECT /,405", "get /,405"})
    void aMethodThatNobodyTakesIsRefused(String beginning, int status) {
        assertThat(refusal(beginning + " HTTP/1.1\r\n").status()).isEqualTo(status);
    }

    @Test
    void anotherVersionIsRefused() {
        assertThat(refusal("GET / HTTP/2.0\r\n").status()).isEqualTo(505);
        assertThat(refusal("GET / HTTP/1.2\r\n").status()).isEqualTo(505);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Host: a\r\nHost: a\r\n",
                "Host: a b\r\n",
                "Host: a/b\r\n",
                "Host: a\r\nX : b\r\n",
                "Host: a\r\nX: b\r\n c\r\n",
                "Host: a\r\n\tX: b\r\n",
                "Host: a\r\nX\r\n",
                "Host: a\r\n: b\r\n",
                "Host: a\r\nX: b\nY: c\r\n",
                "Host: a\r\nX: b\rY: c\r\n",
                "Host: a\r\nX: \0\r\n",
                "Host: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n",
                "Host: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n",
                "Host: a\r\nContent-Length: 3\r\nContent-Length: 3\r\n",
                "Host: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n",
                "Host: a\r\nContent-Length: 3, 3\r\n",
                "Host: a\r\nContent-Length: +3\r\n",
                "Host: a\r\nContent-Length: -3\r\n",
                "Host: a\r\nContent-Length: 0x3\r\n",
                "Host: a\r\nContent-Length: 3 3\r\n",
                "Host: a\r\nContent-Length:\r\n",
                "Host: a\r\nContent-Length: 99999999999999999999\r\n",
                "Host: a\r\nTransfer-Encoding: gzip, chunked\r\n",
                "Host: a\r\nTransfer-Encoding: chunked, chunked\r\n",
                "Host: a\r\nTransfer-Encoding: identity\r\n",
                "Host: a\r\nTransfer-Encoding: xchunked\r\n",
                "Host: a\r\nTransfer-Encoding:\u000bchunked\r\n",
                "Host: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                "Host: a\r\nTransfer-Encoding:\r\n",
                "Host: a\r\nTransfer-Encoding : chunked\r\n"
            })
    void fieldsThatTwoServersCouldReadDifferentlyAreRefused(String fields) {
        Refused refused = refusal("POST /auth/v1/token HTTP/1.1\r\n" + fields + "\r\n");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.path()).isEqualTo("/auth/v1/token");
    }

    @Test
    void chunksAreOfHttp11AndABodyIsForMethodsThatTakeOne() {
        assertThat(refusal("POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
                        .status())
                .isEqualTo(400);
        assertThat(refusal("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n")
                        .status())
                .isEqualTo(400);
        String deletion = "DELETE /auth/v1/admin/users/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}";
        var connection = new Fed();
        connection.feed(deletion + GET);
        assertThat(connection.requests).containsExactly(deletion, GET);
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
                "1 \r\na",
                "1\na",
                "1\r\nab\r\n",
                "1\r\na\n",
                "1;a\nb",
                "1;\0\r\n",
                "00000000\r\n",
                "0\r\nA: b\nC: d",
                "0\r\nA : b\r\n",
                "0\r\n b\r\n"
            })
    void chunksThatTwoServersCouldReadDifferentlyAreRefused(String chunks) {
        var connection = new Fed();
        connection.feed("POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
        connection.feed(chunks);
        assertThat(connection.stream.refused()).isNotNull();
        assertThat(connection.stream.brokeInBody()).isTrue();
    }

    @Test
    void nothingBehindARefusalIsPassed() {
        var connection = new Fed();
        connection.feed("BREW / HTTP/1.1\r\nHost: a\r\n\r\n" + GET);
        connection.feed(GET);
        assertThat(connection.requests).isEmpty();
    }

    @Test
    void aHeadThatIsTooLongIsReadOnAndThenRefused() {
        var connection = new Fed();
        connection.feed("GET /auth/v1/" + "a".repeat(20_000));
        assertThat(connection.stream.isToBeAnswered()).isFalse();
        connection.feed(" HTTP/1.1\r\nHost: a\r\n\r");
        assertThat(connection.stream.isToBeAnswered()).isFalse();
        connection.feed("\n");
        assertThat(connection.stream.isToBeAnswered()).isTrue();
        assertThat(connection.refused().status()).isEqualTo(414);
        assertThat(connection.refused().path()).startsWith("/auth/v1/a");

        assertThat(refusal("GET / HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(20_000) + "\r\n\r\n")
                        .status())
                .isEqualTo(431);
        assertThat(refusal("GET / HTTP/1.1\r\nHost: a\r\n" + "X: a\r\n".repeat(99) + "\r\n")
                        .status())
                .isEqualTo(431);
        assertThat(refusal("a".repeat(Limits.FORGOTTEN_BYTES + Limits.HEAD_BYTES + 2))
                        .status())
                .isEqualTo(414);
    }

    private static Refused refusal(String text) {
        var connection = new Fed();
        connection.feed(text);
        assertThat(connection.stream.isToBeAnswered()).as(text).isTrue();
        assertThat(connection.requests).isEmpty();
        return connection.refused();
    }

    /** A connection whose server keeps what is to be shown again, as Grizzly does. */
    static final class Fed {
        final RequestStream stream = new RequestStream();
        final List<String> requests = new ArrayList<>();
        private final StringBuilder request = new StringBuilder();
        private String kept = "";

        Refused refused() {
            Refused refused = stream.refused();
            assertThat(refused).isNotNull();
            return refused;
        }

        void feed(String text) {
            String shown = kept + text;
            while (true) {
                RequestStream.Step step = stream.next(ByteBuffer.wrap(shown.getBytes(StandardCharsets.ISO_8859_1)));
                request.append(shown, step.skipped(), step.skipped() + step.passed());
                shown = shown.substring(step.skipped() + step.passed());
                if (step.ended()) {
                    requests.add(request.toString());
                    request.setLength(0);
                } else {
                    kept = shown;
                    return;
                }
                if (shown.isEmpty()) {
                    kept = "";
                    return;
                }
            }
        }
    }
}
