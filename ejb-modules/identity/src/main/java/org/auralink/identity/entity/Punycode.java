package org.auralink.identity.entity;

import java.util.Optional;

/** Unicode in the letters, digits and hyphen of a domain name's label (RFC 3492), without the prefix {@code xn--}. */
final class Punycode {
    private static final int BASE = 36;
    private static final int TMIN = 1;
    private static final int TMAX = 26;
    private static final int SKEW = 38;
    private static final int DAMP = 700;
    private static final int INITIAL_BIAS = 72;
    private static final int INITIAL_N = 128;

    /** Of a label in either form; more code points than fit do not come near an overflow. */
    private static final int MOST = 63;

    private Punycode() {}

    /** @return empty when the label is too long for any domain name */
    static Optional<String> encode(String label) {
        int[] input = label.codePoints().toArray();
        if (input.length > MOST) {
            return Optional.empty();
        }
        StringBuilder output = new StringBuilder();
        label.codePoints().filter(c -> c < INITIAL_N).forEach(output::appendCodePoint);
        int handled = output.length();
        int basic = handled;
        if (basic > 0) {
            output.append('-');
        }
        int n = INITIAL_N;
        int delta = 0;
        int bias = INITIAL_BIAS;
        while (handled < input.length) {
            int next = next(input, n);
            delta += (next - n) * (handled + 1);
            n = next;
            for (int c : input) {
                if (c < n) {
                    delta++;
                } else if (c == n) {
                    appendNumber(output, delta, bias);
                    bias = adapt(delta, handled + 1, handled == basic);
                    delta = 0;
                    handled++;
                }
            }
            delta++;
            n++;
        }
        return Optional.of(output.toString());
    }

    /** @return empty when the text is no encoding of anything */
    static Optional<String> decode(String text) {
        int hyphen = text.lastIndexOf('-');
        StringBuilder basic = new StringBuilder(text.substring(0, Math.max(hyphen, 0)));
        if (text.length() > MOST || hyphen == text.length() - 1) {
            return Optional.empty();
        }
        int[] output = new int[MOST];
        int length = basic.length();
        for (int i = 0; i < length; i++) {
            output[i] = basic.charAt(i);
        }
        int n = INITIAL_N;
        int i = 0;
        int bias = INITIAL_BIAS;
        int at = hyphen + 1;
        while (at < text.length()) {
            int before = i;
            int weight = 1;
            for (int k = BASE; ; k += BASE) {
                int digit = at < text.length() ? digit(text.charAt(at++)) : -1;
                if (digit < 0 || digit > (Integer.MAX_VALUE - i) / weight) {
                    return Optional.empty();
                }
                i += digit * weight;
                int threshold = threshold(k, bias);
                if (digit < threshold) {
                    break;
                }
                if (weight > Integer.MAX_VALUE / (BASE - threshold)) {
                    return Optional.empty();
                }
                weight *= BASE - threshold;
            }
            length++;
            bias = adapt(i - before, length, before == 0);
            n += i / length;
            i %= length;
            if (n < INITIAL_N || !Character.isValidCodePoint(n) || Character.getType(n) == Character.SURROGATE) {
                return Optional.empty();
            }
            System.arraycopy(output, i, output, i + 1, length - 1 - i);
            output[i++] = n;
        }
        return Optional.of(new String(output, 0, length));
    }

    private static int next(int[] input, int n) {
        int least = Integer.MAX_VALUE;
        for (int c : input) {
            if (c >= n && c < least) {
                least = c;
            }
        }
        return least;
    }

    private static void appendNumber(StringBuilder output, int number, int bias) {
        int rest = number;
        for (int k = BASE; ; k += BASE) {
            int threshold = threshold(k, bias);
            if (rest < threshold) {
                output.append(character(rest));
                return;
            }
            output.append(character(threshold + (rest - threshold) % (BASE - threshold)));
            rest = (rest - threshold) / (BASE - threshold);
        }
    }

    private static int threshold(int k, int bias) {
        return Math.max(TMIN, Math.min(TMAX, k - bias));
    }

    private static int adapt(int delta, int points, boolean first) {
        int rest = first ? delta / DAMP : delta / 2;
        rest += rest / points;
        int k = 0;
        while (rest > (BASE - TMIN) * TMAX / 2) {
            rest /= BASE - TMIN;
            k += BASE;
        }
        return k + (BASE - TMIN + 1) * rest / (rest + SKEW);
    }

    private static char character(int digit) {
        return (char) (digit < 26 ? 'a' + digit : '0' + digit - 26);
    }

    private static int digit(char c) {
        if (c >= 'a' && c <= 'z') {
            return c - 'a';
        }
        return c >= '0' && c <= '9' ? c - '0' + 26 : -1;
    }
}
