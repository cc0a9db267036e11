package org.auralink.shared.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a request line asks for (RFC 9112, 3.2): a path, or a whole URL as clients send it to proxies. */
final class Target {
    private static final int HEX = 16;

    private Target() {}

    /** The path as it was sent, without a query; "/" where there is none. */
    static String path(String target) {
        String origin = origin(target);
        int end = origin.indexOf('?');
        return end < 0 ? origin : origin.substring(0, end);
    }

    private static String origin(String target) {
        String lower = target.toLowerCase(Locale.ROOT);
        int authority = lower.startsWith("http://") ? 7 : lower.startsWith("https://") ? 8 : 0;
        if (authority == 0) {
            return target.startsWith("/") ? target : "/";
        }
        int path = target.indexOf('/', authority);
        return path < 0 ? "/" : target.substring(path);
    }

    /** A sentence that says what is wrong with it; null when nothing is. */
    static @Nullable String fault(String target) {
        if (!target.startsWith("/") && !target.toLowerCase(Locale.ROOT).matches("https?://[^/?#@]+(/.*)?")) {
            return "The request line must name a path that begins with a slash.";
        }
        if (target.chars().anyMatch(c -> c <= ' ' || c >= 0x7F || c == '#' || c == '\\')) {
            return "The address holds a character that must be percent-encoded.";
        }
        byte[] decoded = decoded(target);
        if (decoded == null) {
            return "The address holds a percent sign without two hexadecimal digits behind it.";
        }
        byte[] path = decoded(path(target));
        return path == null || !isText(path) ? "The path is not text in UTF-8." : null;
    }

    private static byte @Nullable [] decoded(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '%') {
                bytes.put((byte) c);
                continue;
            }
            int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), HEX) : -1;
            int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), HEX) : -1;
            if (high < 0 || low < 0) {
                return null;
            }
            bytes.put((byte) (high * HEX + low));
            i += 2;
        }
        byte[] decoded = new byte[bytes.flip().remaining()];
        bytes.get(decoded);
        return decoded;
    }

    /** Without what a path may not hold in any spelling: control characters, and another kind of slash. */
    private static boolean isText(byte[] path) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(path))
                    .chars()
                    .noneMatch(c -> c < ' ' || c == 0x7F || c == '\\');
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
