package org.auralink.media.load;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.auralink.media.node.client.VideoPackets;
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
        var given = new Arguments(args, FLAGS, VALUES);
        return new Settings(
                Arrays.stream(given.text("--subscribers", "1,10,100,400").split(",", -1))
                        .map(text -> Arguments.number("--subscribers", text, 1, MAX_SUBSCRIBERS, " each"))
                        .toList(),
                given.number("--seconds", "10", 1, MAX_SECONDS),
                given.number("--warm-up", "20", 1, MAX_SECONDS),
                given.number("--packets-out", "30000", 1, MAX_RATE),
                given.number("--packets-per-second", "0", 0, MAX_RATE),
                given.number("--packet-bytes", "1200", VideoPackets.SMALLEST, RtpLimits.MAX_PACKET - SPARE),
                given.number("--burst", "2", 1, MAX_BURST),
                given.has("--compare"),
                given.has("--profile"));
    }

    /** Packets per second that the publisher sends to this many subscribers. */
    int published(int toSubscribers) {
        return packetsPerSecond > 0 ? packetsPerSecond : Math.max(1, packetsOut / toSubscribers);
    }
}
