package org.auralink.shared.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.testkit.fuzz.CpuTime;
import org.auralink.testkit.fuzz.MessageFuzz;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What reading a body costs whoever sends it and us: every body is answered, and none takes longer than its length. */
class JsonCostTest {
    record Wish(
            @Nullable String name,
            @Nullable Integer maxParticipants,
            @Nullable Double share,
            @Nullable Map<String, Object> data,
            @Nullable List<String> tags) {}

    private static final int MEGABYTE = 1 << 20;

    private final JsonBody strict = new StrictJsonBody();
    private final JsonBody lenient = new JsonBody(Json.lenient(), "bad_json", true) {};

    @Test
    void bodiesMadeToBeCostlyAreRefusedAtOnce() {
        String digits = "9".repeat(900_000);
        for (String costly : List.of(
                "{\"max_participants\":" + digits + "}",
                "{\"max_participants\":-" + digits + "}",
                "{\"share\":0." + digits + "}",
                "{\"share\":1e" + digits + "}",
                "{\"data\":{\"x\":" + digits + "}}",
                "{\"unknown\":" + digits + "}",
                "{\"data\":" + "[".repeat(100_000),
                "{\"data\":" + "{\"a\":".repeat(100_000),
                "{\"unknown\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}",
                "{\"" + "n".repeat(900_000) + "\":1}",
                "{\"data\":{" + fields(60_000) + "}}",
                "{\"tags\":[" + "\"\",".repeat(250_000) + "\"\"]}",
                "{\"data\":{\"x\":1e999}}",
                "{\"share\":-1e400}")) {
            for (JsonBody body : List.of(strict, lenient)) {
                assertThat(read(body, costly.getBytes(StandardCharsets.UTF_8)))
                        .as(costly.substring(0, 12))
                        .isInstanceOf(Refusal.Invalid.class);
            }
        }
    }

    @Test
    void aLongTextIsReadInTimeWhateverItIsMadeOf() {
        for (String piece : List.of("x", "\\u0041", "\\ud83c\\udf89", "\u00e9", "\ud83c\udf89", "\\\\", "\u200d")) {
            String text = piece.repeat(MEGABYTE / piece.getBytes(StandardCharsets.UTF_8).length - 10);
            assertThat(read(lenient, ("{\"name\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8)))
                    .as(piece)
                    .isInstanceOf(Wish.class);
        }
    }

    /** Names whose hashes are all the same: tables of names become lists for whoever trusts them. */
    @Test
    void namesOfOneHashAreNotCompared() {
        StringBuilder body = new StringBuilder("{\"data\":{");
        for (int name = 0; name < 4096; name++) {
            body.append(name == 0 ? "\"" : ",\"");
            for (int bit = 0; bit < 12; bit++) {
                body.append((name >> bit & 1) == 0 ? "Aa" : "BB");
            }
            body.append("\":1");
        }
        assertThat(read(lenient, body.append("}}").toString().getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Wish.class);
    }

    @Test
    void grownAndMutatedBodiesAreReadOrRefusedInTime() {
        Random random = new Random(2026);
        for (int round = 0; round < 3_000; round++) {
            byte[] text = grown(random, 0).getBytes(StandardCharsets.UTF_8);
            for (int change = random.nextInt(4); change > 0; change--) {
                text[random.nextInt(text.length)] = (byte) random.nextInt(256);
            }
            for (JsonBody body : List.of(strict, lenient)) {
                assertThat(read(body, text)).isNotNull();
            }
        }
    }

    private static String grown(Random random, int depth) {
        return switch (depth == 0 ? 0 : random.nextInt(depth > 40 ? 4 : 9)) {
            case 0, 8 ->
                "{" + member(random, depth) + (random.nextInt(3) == 0 ? "," + member(random, depth) : "") + "}";
            case 1 -> "\"" + "\\ud83c x\u202e\u0000\\udf89".substring(random.nextInt(8)) + "\"";
            case 2 -> "1".repeat(1 + random.nextInt(random.nextInt(20) == 0 ? 20_000 : 60));
            case 3 ->
                List.of("null", "true", "1e99", "-0.0", "1e99999", "NaN", "\"\"")
                        .get(random.nextInt(7));
            default ->
                "[" + grown(random, depth + 1) + (random.nextBoolean() ? "," + grown(random, depth + 9) : "") + "]";
        };
    }

    private static String member(Random random, int depth) {
        String name = List.of("name", "max_participants", "data", "tags", "share", "x", "x\\u0000", "")
                .get(random.nextInt(8));
        return "\"" + name + "\":" + grown(random, depth + 1 + random.nextInt(3));
    }

    private static String fields(int count) {
        StringBuilder fields = new StringBuilder("\"a\":1");
        for (int i = 0; i < count; i++) {
            fields.append(",\"f").append(i).append("\":1");
        }
        return fields.toString();
    }

    /** What was read, or the refusal; anything else that is thrown fails the test, and so does the time. */
    private static Object read(JsonBody body, byte[] text) {
        var last = new AtomicReference<Object>();
        assertThat(CpuTime.least(MessageFuzz.LIMIT, () -> last.set(readOnce(body, text))))
                .isLessThan(MessageFuzz.LIMIT);
        return last.get();
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Object readOnce(JsonBody body, byte[] text) {
        try {
            return body.readFrom(
                    (Class) Wish.class,
                    Wish.class,
                    new Annotation[0],
                    new MediaType("application", "json"),
                    new MultivaluedHashMap<>(),
                    new ByteArrayInputStream(text));
        } catch (RefusedException refused) {
            return refused.refusal();
        } catch (IOException e) {
            throw new AssertionError(new String(text, StandardCharsets.UTF_8), e);
        }
    }
}
