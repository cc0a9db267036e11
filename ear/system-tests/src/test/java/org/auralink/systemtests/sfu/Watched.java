package org.auralink.systemtests.sfu;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What somebody saw and heard of another over time, as {@code measure.js} recorded it. Times in ms of the page's clock. */
final class Watched {
    private static final double MILLIS = 1_000;

    private final List<List<Number>> frames;
    private final List<Map<String, Number>> samples;

    @SuppressWarnings("unchecked") // The shape is that of measure.js.
    private Watched(Map<String, Object> recorded) {
        frames = (List<List<Number>>) recorded.get("frames");
        samples = (List<Map<String, Number>>) recorded.get("samples");
    }

    /** All that the peer recorded so far. */
    @SuppressWarnings("unchecked") // As above.
    static Watched by(Peer peer) {
        return new Watched((Map<String, Object>) peer.measure("recorded", ""));
    }

    /** The page's clock. */
    static double now(Peer peer) {
        return ((Number) peer.measure("now", "")).doubleValue();
    }

    private static double at(List<Number> frame) {
        return frame.get(0).doubleValue();
    }

    private static int height(List<Number> frame) {
        return frame.get(1).intValue();
    }

    /** Seconds from then until a picture of at most that height was shown; -1 when none was. */
    double secondsToSmaller(double from, int height) {
        for (List<Number> frame : frames) {
            if (at(frame) >= from && height(frame) <= height) {
                return (at(frame) - from) / MILLIS;
            }
        }
        return -1;
    }

    /** Seconds from then until pictures of that height were shown, and no others for two seconds; -1 when that was never so. */
    double secondsToSteady(double from, int height) {
        double since = -1;
        for (List<Number> frame : frames) {
            if (at(frame) < from) {
                continue;
            }
            if (height(frame) != height) {
                since = -1;
            } else if (since < 0) {
                since = at(frame);
            } else if (at(frame) - since >= 2 * MILLIS) {
                return (since - from) / MILLIS;
            }
        }
        return -1;
    }

    /** The longest time between two pictures that were shown, in ms. */
    double longestGap(double from, double to) {
        double before = from;
        double longest = 0;
        for (List<Number> frame : frames) {
            if (at(frame) >= from && at(frame) <= to) {
                longest = Math.max(longest, at(frame) - before);
                before = at(frame);
            }
        }
        return Math.max(longest, to - before);
    }

    /** By how much a counter of getStats grew. */
    double grown(String counter, double from, double to) {
        return value(counter, to) - value(counter, from);
    }

    private double value(String counter, double at) {
        double last = 0;
        for (Map<String, Number> sample : samples) {
            if (sample.get("at").doubleValue() > at) {
                break;
            }
            last = sample.getOrDefault(counter, last).doubleValue();
        }
        return last;
    }

    /** Percent of the sound that was made up because it did not come in time. */
    double concealedPercent(double from, double to) {
        return 100 * grown("concealed", from, to) / Math.max(1, grown("heard", from, to));
    }

    /** Kilobits of video a second. */
    double kilobits(double from, double to) {
        return grown("bytes", from, to) * 8 / (to - from);
    }

    /** Percent of that time in which pictures of that height were the last shown. */
    double percentOf(int height, double from, double to) {
        double sum = 0;
        double before = from;
        int shown = 0;
        for (List<Number> frame : frames) {
            if (at(frame) > from && at(frame) <= to) {
                sum += shown == height ? at(frame) - before : 0;
                before = at(frame);
            }
            shown = at(frame) <= to ? height(frame) : shown;
        }
        sum += shown == height ? to - before : 0;
        return 100 * sum / (to - from);
    }

    /** A line for each second: the smallest and the largest height shown, pictures, the longest gap, rate, loss, and sound. */
    String table(double from, double to) {
        var text = new StringBuilder(
                "   s | height     | fps | gap ms | kbit/s | lost | keys | plis | concealed % | sound waits ms\n");
        for (double at = from; at + MILLIS <= to; at += MILLIS) {
            double end = at + MILLIS;
            double begin = at;
            int[] heights = frames.stream()
                    .filter(frame -> at(frame) >= begin && at(frame) < end)
                    .mapToInt(Watched::height)
                    .sorted()
                    .toArray();
            String shown = heights.length == 0 ? "-" : heights[0] + ".." + heights[heights.length - 1];
            text.append(String.format(
                    Locale.ROOT,
                    "%4.0f | %-10s | %3d | %6.0f | %6.0f | %4.0f | %4.0f | %4.0f | %11.1f | %6.0f%n",
                    (at - from) / MILLIS,
                    shown,
                    heights.length,
                    longestGap(at, end),
                    kilobits(at, end),
                    grown("lost", at, end),
                    grown("keyFrames", at, end),
                    grown("plis", at, end),
                    concealedPercent(at, end),
                    MILLIS * grown("delay", at, end) / Math.max(1, grown("emitted", at, end))));
        }
        return text.toString();
    }
}
