package org.auralink.testkit.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes messages of messages: damaged, spliced, blown up, and with what is known to be costly put in. */
final class MessageMutations {
    private static final List<String> COSTLY = List.of(
            "1e999999999",
            "\"1E+99999\"",
            "9".repeat(500),
            "\u0669".repeat(100),
            "-0.".concat("0".repeat(300)),
            "[",
            "{\"a\":",
            "{}",
            "\"\",",
            "1e0,",
            "\\\"",
            "\\u0041",
            "NaN",
            "\\ud83c\\udf89",
            "\\u200d",
            "\ufdfa",
            "\u0344",
            ",\"AaBB\":1",
            "-9.9e-299,",
            "a=fmtp:96 a;b;c\r\n",
            "m=video 9 UDP/TLS/RTP/SAVPF 96 96 97\r\n",
            "a=simulcast:send 1;2,~3;\r\n",
            "\n\u0000\n\u0000");

    private final Random random;

    MessageMutations(Random random) {
        this.random = random;
    }

    /** @param most bytes of the result */
    byte[] mutated(byte[] seed, byte[] other, int most) {
        byte[] message = seed;
        for (int n = random.nextInt(5); n >= 0; n--) {
            message = step(message, other);
        }
        return message.length <= most ? message : Arrays.copyOf(message, most);
    }

    private byte[] step(byte[] from, byte[] other) {
        int at = random.nextInt(from.length + 1);
        int length = random.nextInt(Math.min(from.length - at, 40) + 1);
        return switch (random.nextInt(6)) {
            case 0 -> spliced(from, at, at + length, new byte[] {(byte) random.nextInt(256)}, 1);
            case 1 -> spliced(from, at, at + length, new byte[0], 0);
            case 2 -> spliced(from, at, at, from, at, at + length, 1 << random.nextInt(14));
            case 3 -> {
                int start = random.nextInt(other.length + 1);
                yield spliced(from, at, at + length, other, start, start + random.nextInt(other.length - start + 1), 1);
            }
            default -> {
                byte[] costly = COSTLY.get(random.nextInt(COSTLY.size())).getBytes(StandardCharsets.UTF_8);
                yield spliced(from, at, at + length, costly, random.nextInt(4) == 0 ? 1 << random.nextInt(12) : 1);
            }
        };
    }

    private static byte[] spliced(byte[] text, int start, int end, byte[] insertion, int times) {
        return spliced(text, start, end, insertion, 0, insertion.length, times);
    }

    private static byte[] spliced(byte[] text, int start, int end, byte[] from, int first, int last, int times) {
        var result = new ByteArrayOutputStream();
        result.write(text, 0, start);
        for (int i = 0; i < times && result.size() < 3 << 20; i++) {
            result.write(from, first, last - first);
        }
        result.write(text, end, text.length - end);
        return result.toByteArray();
    }
}
