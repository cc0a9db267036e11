package org.auralink.shared.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonBodyTest {
    record Nested(String word) {}

    record Wish(String name, Integer maxParticipants, Boolean open, Nested nested, List<String> tags) {}

    private static final MediaType JSON = new MediaType("application", "json");
    private final JsonBody strict = new StrictJsonBody();
    private final JsonBody lenient = new JsonBody(Json.lenient(), "bad_json", true) {};

    @Test
    void readsSnakeCaseAndTrimsTexts() throws IOException {
        assertThat(read(strict, "{\"name\":\"  a \",\"max_participants\":5}"))
                .isEqualTo(new Wish("a", 5, null, null, null));
        assertThat(read(lenient, "{\"name\":\"  a \",\"unknown\":1}"))
                .isEqualTo(new Wish("  a ", null, null, null, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"colour\":1}            | colour           | is not known. Known fields: max_participants, name, nested, open, tags.",
                "{\"name\":7}              | name             | must be a string.",
                "{\"name\":{}}             | name             | must be a string.",
                "{\"name\":\"a\\u0007b\"}  | name             | must not contain control characters.",
                "{\"name\":\"a\\ud83c\"}   | name             | must not contain half of a surrogate pair.",
                "{\"tags\":[\"\\u202e\"]} | tags[0]          | must not contain characters that change the direction of text.",
                "{\"nested\":{\"word\":\"\\uffff\"}} | nested.word | must not contain code points that are no characters.",
                "{\"name\":\"a\",\"name\":\"b\"} | name    | must be given once.",
                "{\"nested\":{\"word\":\"a\",\"word\":1}} | nested.word | must be given once.",
                "{\"max_participants\":\"5\"} | max_participants | must be a whole number.",
                "{\"max_participants\":5.5} | max_participants | must be a whole number.",
                "{\"open\":\"true\"}       | open             | must be true or false.",
                "{\"nested\":[]}           | nested           | must be an object.",
                "{\"nested\":{\"word\":1}} | nested.word      | must be a string.",
                "{\"tags\":\"x\"}          | tags             | must be a list.",
                "{\"tags\":[\"x\",2]}      | tags[1]          | must be a string."
            })
    void wrongFieldIsNamed(String body, String field, String message) {
        Refusal.Invalid refusal = refusal(strict, body);
        assertThat(refusal.code()).isEqualTo("validation_failed");
        assertThat(refusal.errors()).singleElement().satisfies(error -> {
            assertThat(error.field()).isEqualTo(field);
            assertThat(error.message()).isEqualTo(message);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"''", "null", "[]", "7", "{", "{\"name\":", "{\"name\":\"a\"} x", "<xml/>"})
    void whatIsNoObjectIsRefused(String body) {
        assertThat(refusal(strict, body).detail()).isEqualTo("The body must be a JSON object.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":\"a\",\"name\":\"b\"}      | name",
                "{\"other\":{\"deep\":[\"\\ud83c\"]}} | other.deep[0]",
                "{\"other\":\"a\\u0000\"}           | other",
                "{\"a\":1,\"b\":{\"a\":1,\"a\":2}}   | b.a"
            })
    void theCompatibleDoorLooksThroughWhatItDoesNotKnow(String body, String field) {
        assertThat(refusal(lenient, body).errors())
                .singleElement()
                .satisfies(error -> assertThat(error.field()).isEqualTo(field));
    }

    @Test
    void theCompatibleDoorTakesLineEndsInTextsAndNothingBehindTheObject() throws IOException {
        assertThat(read(lenient, "{\"name\":\"two\\nlines\"}"))
                .isEqualTo(new Wish("two\nlines", null, null, null, null));
        assertThat(refusal(lenient, "{\"name\":\"a\"} x").code()).isEqualTo("bad_json");
        assertThat(refusal(lenient, "{\"name\":\"a\"}{}").code()).isEqualTo("bad_json");
    }

    @Test
    void onlyUtf8IsReadAndNothingIsReplaced() throws IOException {
        String body = "{\"name\":\"\u00e9\"}";
        for (byte[] other : List.of(
                body.getBytes(StandardCharsets.UTF_16LE),
                body.getBytes(StandardCharsets.UTF_16BE),
                body.getBytes(StandardCharsets.UTF_16),
                body.getBytes(Charset.forName("UTF-32")),
                body.getBytes(StandardCharsets.ISO_8859_1),
                new byte[] {'{', '"', 'x', '"', ':', '"', (byte) 0xc0, (byte) 0xaf, '"', '}'},
                new byte[] {'{', '"', 'x', '"', ':', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', '}'},
                new byte[] {0, 0, 0, '{', 0x60, (byte) 0xff, 0, 0})) {
            for (JsonBody door : List.of(strict, lenient)) {
                assertThatThrownBy(() -> read(door, other))
                        .isInstanceOfSatisfying(
                                RefusedException.class,
                                e -> assertThat(e.refusal()).isInstanceOf(Refusal.Invalid.class));
            }
        }
        assertThat(read(strict, "\ufeff" + body)).isEqualTo(new Wish("\u00e9", null, null, null, null));
    }

    @Test
    void theNameOfAFieldIsATextToo() {
        assertThat(refusal(lenient, "{\"a\\u202eb\":1}").detail()).startsWith("The name of a field must not");
    }

    @Test
    void theCompatibleDoorHasItsOwnWordForBadSyntax() {
        assertThat(refusal(lenient, "{\"name\":").code()).isEqualTo("bad_json");
    }

    @Test
    void aBodyThatGrowsTooLargeWhileItIsReadIsRefusedAsThat() {
        var growing = new InputStream() {
            private static final String START = "{\"name\":\"";
            private int read;

            @Override
            public int read() {
                if (read > 20_000) {
                    throw Refusal.tooLarge(20_000).asException();
                }
                int at = read++;
                return at < START.length() ? START.charAt(at) : 'x';
            }
        };
        assertThatThrownBy(() -> read(strict, growing))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isInstanceOf(Refusal.TooLarge.class));
    }

    @Test
    void deepNestingAndLongNumbersAreRefusedByName() {
        assertThat(refusal(strict, "{\"nested\":" + "[".repeat(100_000)).detail())
                .isEqualTo("The field nested must not be nested deeper than 500 levels.");
        assertThat(refusal(strict, "{\"max_participants\":" + "1".repeat(1001) + "}")
                        .detail())
                .isEqualTo("The field max_participants must not be a number of more than 1000 characters.");
        assertThat(refusal(strict, "{\"" + "n".repeat(257) + "\":1}").detail())
                .isEqualTo("The name of a field may have at most 256 characters.");
    }

    @Test
    void mutatedBodiesAreReadOrRefused() {
        String good =
                "{\"name\":\"a\",\"max_participants\":5,\"open\":true,\"nested\":{\"word\":\"w\"},\"tags\":[\"x\"]}";
        Random random = new Random(11);
        for (int round = 0; round < 5_000; round++) {
            byte[] mutant = good.getBytes(StandardCharsets.UTF_8);
            for (int change = 0; change <= random.nextInt(4); change++) {
                mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
            }
            assertThatCode(() -> {
                        try {
                            read(strict, mutant);
                        } catch (RefusedException refused) {
                            assertThat(refused.refusal()).isInstanceOf(Refusal.Invalid.class);
                        }
                    })
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void timesAreUtcWithMilliseconds() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        strict.writeTo(
                Map.of("at", Instant.parse("2026-11-24T10:00:00Z")),
                Map.class,
                Map.class,
                new Annotation[0],
                JSON,
                new MultivaluedHashMap<>(),
                out);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("{\"at\":\"2026-11-24T10:00:00.000Z\"}");
    }

    private static Refusal.Invalid refusal(JsonBody body, String json) {
        try {
            throw new AssertionError("was read as " + read(body, json));
        } catch (RefusedException e) {
            return (Refusal.Invalid) e.refusal();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Object read(JsonBody body, String json) throws IOException {
        return read(body, json.getBytes(StandardCharsets.UTF_8));
    }

    private static Object read(JsonBody body, byte[] json) throws IOException {
        return read(body, new ByteArrayInputStream(json));
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Object read(JsonBody body, InputStream json) throws IOException {
        return body.readFrom((Class) Wish.class, Wish.class, new Annotation[0], JSON, new MultivaluedHashMap<>(), json);
    }
}
