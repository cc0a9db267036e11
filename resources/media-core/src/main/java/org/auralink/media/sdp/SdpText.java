package org.auralink.media.sdp;

import java.util.ArrayList;
import java.util.List;

/** The small forms of RFC 8866 9, read once from left to right, without regular expressions. */
final class SdpText {
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`{|}~";

    private SdpText() {}

    /** What stands between spaces and tabs, however many; at most as many words as a line of the longest list has. */
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int end = at;
            while (end < text.length() && !isSpace(text.charAt(end))) {
                end++;
            }
            if (end > at) {
                words.add(text.substring(at, end));
            }
            at = end + 1;
        }
        return words;
    }

    /** Where the first word ends. */
    static int firstWord(String text) {
        int end = 0;
        while (end < text.length() && !isSpace(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }

    /** The number that the text is, digits only; -1 when it is none, or greater than {@code max}. */
    static long number(String text, long max) {
        if (text.isEmpty() || text.length() > 10) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = 10 * number + c - '0';
        }
        return number <= max ? number : -1;
    }

    /** Whether it is one word of up to {@code max} visible ASCII characters. */
    static boolean isVisible(String text, int max) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= max;
    }

    /** Whether it is a token (RFC 8866 9) of up to {@code max} characters; {@code more} are allowed as well. */
    static boolean isToken(String text, int max, String more) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean alphanumeric = c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (!alphanumeric && TOKEN_MARKS.indexOf(c) < 0 && more.indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= max;
    }
}
