package org.auralink.testkit.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/** Bodies of JSON that are as long as a door allows, each made to cost the most that somebody could think of. */
public final class CostlyJson {
    /** Texts that take the most of whoever unescapes, normalizes, compares or looks through them. */
    private static final Map<String, String> PIECES = Map.of(
            "letters", "x",
            "escaped letters", "\\u0041",
            "escaped pairs", "\\ud83c\\udf89",
            "pairs", "\ud83c\udf89",
            "joiners", "\u200d",
            "what normalizing makes eighteen of", "\ufdfa",
            "marks in the wrong order", "\u0345\u0334",
            "full width", "\uff21",
            "at signs", "@",
            "dots", "a.");

    private CostlyJson() {}

    /**
     * @param most bytes of each
     * @param text the name of a field for a text
     * @param number the name of a field for a number
     * @param object the name of a field for an object; one that is not known will do
     * @return bodies by what is costly about them
     */
    public static Map<String, byte[]> bodies(int most, String text, String number, String object) {
        var bodies = new LinkedHashMap<String, byte[]>();
        PIECES.forEach((name, piece) ->
                bodies.put("a text of " + name, filled(most, "{\"" + text + "\":\"", at -> piece, "\"}")));
        bodies.put("a number", filled(most, "{\"" + number + "\":1", at -> "9", "}"));
        bodies.put("digits behind a point", filled(most, "{\"" + number + "\":0.", at -> "9", "}"));
        bodies.put("an exponent", filled(most, "{\"" + number + "\":1e", at -> "9", "}"));
        String open = "{\"" + object + "\":";
        bodies.put("long numbers", filled(most, open + "{\"a\":[1", at -> "," + "9".repeat(999), "]}}"));
        bodies.put("long fractions", filled(most, open + "{\"a\":[1", at -> ",0." + "9".repeat(990), "]}}"));
        bodies.put("short numbers", filled(most, open + "{\"a\":[1", at -> ",1e9", "]}}"));
        bodies.put("large exponents", filled(most, open + "{\"a\":[1", at -> ",1e308", "]}}"));
        bodies.put("empty texts", filled(most, open + "{\"a\":[1", at -> ",\"\"", "]}}"));
        bodies.put("empty lists", filled(most, open + "{\"a\":[1", at -> ",[]", "]}}"));
        bodies.put("empty objects", filled(most, open + "{\"a\":[1", at -> ",{}", "]}}"));
        bodies.put("names", filled(most, open + "{\"a\":1", at -> ",\"" + at + "\":1", "}}"));
        bodies.put("names of one hash", filled(most, open + "{\"a\":1", at -> ",\"" + oneHash(at) + "\":1", "}}"));
        bodies.put("fields that nobody knows", filled(most, "{\"a\":1", at -> ",\"" + at + "\":1", "}"));
        bodies.put("lists in lists", filled(most, open, at -> "[", ""));
        bodies.put("lists in lists to the end", filled(most, open + "[".repeat(400), at -> " ", "]".repeat(400) + "}"));
        String name = "n".repeat(Math.min(256, most / 100));
        bodies.put("objects in objects under long names", filled(most, open, at -> "{\"" + name + "\":", ""));
        bodies.put("lists next to lists", filled(most, open + "{\"a\":[0", at -> ",[[[[0]]]]", "]}}"));
        bodies.put("white space", filled(most, "{", at -> " ", "}"));
        return bodies;
    }

    private static byte[] filled(int most, String begin, IntFunction<String> piece, String end) {
        var text = new StringBuilder(begin);
        int bytes = size(begin) + size(end);
        for (int at = 0; ; at++) {
            String next = piece.apply(at);
            bytes += size(next);
            if (bytes > most) {
                return text.append(end).toString().getBytes(StandardCharsets.UTF_8);
            }
            text.append(next);
        }
    }

    private static int size(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Different for each number, with the same {@link String#hashCode()}. */
    private static String oneHash(int number) {
        var name = new StringBuilder();
        for (int bit = 0; bit < 16; bit++) {
            name.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return name.toString();
    }
}
