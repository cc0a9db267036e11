package org.auralink.media.load;

import java.util.Arrays;

/** How long packets were under way, over all and in each part of a second; those beyond a number are left out. One thread. */
final class Delays {
    private final long[] samples;
    private final long[] partP99;
    private int sampled;
    private int parts;
    private int partBegins;
    private long part = Long.MIN_VALUE;

    Delays(int most) {
        samples = new long[most];
        partP99 = new long[most];
    }

    /**
     * A packet arrived.
     *
     * @param ofPart when it was sent, as a number that is the same for {@linkplain Weather#part a stretch of one weather}
     */
    void add(long ofPart, long nanos) {
        if (ofPart != part) {
            endPart();
            part = ofPart;
        }
        if (sampled < samples.length) {
            samples[sampled++] = nanos;
        }
    }

    private void endPart() {
        if (sampled > partBegins) {
            Arrays.sort(samples, partBegins, sampled);
            partP99[parts++] = percentile(samples, partBegins, sampled, 99);
            partBegins = sampled;
        }
    }

    /**
     * With spaces between: median, 99th percentile and maximum of all, and the median of the parts' 99th percentiles,
     * which a single stall of the machine leaves as it is. All 0 when there is none. After the end.
     */
    String summary() {
        endPart();
        Arrays.sort(samples, 0, sampled);
        Arrays.sort(partP99, 0, parts);
        return percentile(samples, 0, sampled, 50) + " " + percentile(samples, 0, sampled, 99) + " "
                + percentile(samples, 0, sampled, 100) + " " + percentile(partP99, 0, parts, 50);
    }

    /** The nearest rank. */
    private static long percentile(long[] sorted, int from, int to, int percent) {
        int rank = (int) (((long) (to - from) * percent + 99) / 100);
        return from == to ? 0 : sorted[from + Math.max(0, rank - 1)];
    }
}
