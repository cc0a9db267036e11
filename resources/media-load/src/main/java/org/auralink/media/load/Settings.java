package org.auralink.media.load;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.auralink.media.rtp.RtpLimits;

/**
 * What is measured.
 *
 * @param subscribers how many receive the one publisher; one measurement each
 * @param seconds of each measurement
 * @param warmUp seconds that are forwarded before and not counted, so that the code is compiled
 * @param packetsOut packets per second that leave the node, over all subscribers, so that few and many cost the same
 * @param packetsPerSecond of the publisher, instead of {@code packetsOut}; 0 for none. 300 with 1200 bytes is a 720p
 *     camera, 2.9 Mbit/s
 * @param packetBytes of each RTP packet, header included
 * @param burst packets that the publisher sends at once; a browser's pacer sends what is due every 5 ms
 * @param compare whether to measure also what sending alone costs
 * @param profile whether to sample where the loop's time goes
 */
record Settings(
        List<Integer> subscribers,
        int seconds,
        int warmUp,
        int packetsOut,
        int packetsPerSecond,
        int packetBytes,
        int burst,
        boolean compare,
        boolean profile) {
    static final String USAGE = "usage: media-load [--subscribers 1,10,100,400] [--seconds 10] [--warm-up 20]"
            + " [--packets-out 30000 | --packets-per-second 300] [--packet-bytes 1200] [--burst 2] [--compare]"
            + " [--profile]";

    private static final Set<String> FLAGS = Set.of("--compare", "--profile");
    private static final Set<String> VALUES = Set.of(
            "--subscribers",
            "--seconds",
            "--warm-up",
            "--packets-out",
            "--packets-per-second",
            "--packet-bytes",
            "--burst");
    private static final int MAX_SUBSCRIBERS = 5_000;
    private static final int MAX_SECONDS = 3_600;
    private static final int MAX_RATE = 1_000_000;
    private static final int MAX_BURST = 100;
    /** What sealing adds, and some room. */
    private static final int SPARE = 64;

    /** @throws IllegalArgumentException naming the argument */
    static Settings parse(String[] args) {
        Map<String, String> given = new HashMap<>();
        Iterator<String> rest = Arrays.asList(args).iterator();
        while (rest.hasNext()) {
            String name = rest.next();
            if (FLAGS.contains(name)) {
                given.put(name, "");
            } else if (VALUES.contains(name) && rest.hasNext()) {
                given.put(name, rest.next());
            } else {
                throw new IllegalArgumentException(name + ": unknown, or its value is missing");
            }
        }
        return new Settings(
                Arrays.stream(given.getOrDefault("--subscribers", "1,10,100,400")
                                .split(",", -1))
                        .map(text -> number("--subscribers", text, 1, MAX_SUBSCRIBERS))
                        .toList(),
                number(given, "--seconds", "10", 1, MAX_SECONDS),
                number(given, "--warm-up", "20", 1, MAX_SECONDS),
                number(given, "--packets-out", "30000", 1, MAX_RATE),
                number(given, "--packets-per-second", "0", 0, MAX_RATE),
                number(given, "--packet-bytes", "1200", VideoPackets.SMALLEST, RtpLimits.MAX_PACKET - SPARE),
                number(given, "--burst", "2", 1, MAX_BURST),
                given.containsKey("--compare"),
                given.containsKey("--profile"));
    }

    /** Packets per second that the publisher sends to this many subscribers. */
    int published(int toSubscribers) {
        return packetsPerSecond > 0 ? packetsPerSecond : Math.max(1, packetsOut / toSubscribers);
    }

    private static int number(Map<String, String> given, String name, String unless, int least, int most) {
        return number(name, given.getOrDefault(name, unless), least, most);
    }

    private static int number(String name, String text, int least, int most) {
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, like a number out of range.
        }
        throw new IllegalArgumentException(name + ": expected a number from " + least + " to " + most);
    }
}
