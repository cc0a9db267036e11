package org.auralink.media.load;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
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
        boolean profile) {
    private static final Settings DEFAULT = new Settings(List.of(1, 10, 100, 400), 10, 8, 30_000, 0, 1200, 2, false);

    static final String USAGE = "usage: media-load [--subscribers 1,10,100,400] [--seconds 10] [--warm-up 8]"
            + " [--packets-out 30000 | --packets-per-second 300] [--packet-bytes 1200] [--burst 2] [--profile]";

    /** @throws IllegalArgumentException naming the argument */
    static Settings parse(String[] args) {
        Settings settings = DEFAULT;
        Iterator<String> rest = Arrays.asList(args).iterator();
        while (rest.hasNext()) {
            String name = rest.next();
            if (name.equals("--profile")) {
                settings = settings.withProfile();
            } else if (rest.hasNext()) {
                settings = settings.with(name, rest.next());
            } else {
                throw new IllegalArgumentException(name + ": unknown, or its value is missing");
            }
        }
        return settings;
    }

    /** Packets per second that the publisher sends to this many subscribers. */
    int published(int toSubscribers) {
        return packetsPerSecond > 0 ? packetsPerSecond : Math.max(1, packetsOut / toSubscribers);
    }

    private Settings withProfile() {
        return new Settings(subscribers, seconds, warmUp, packetsOut, packetsPerSecond, packetBytes, burst, true);
    }

    private Settings with(String name, String value) {
        return switch (name) {
            case "--subscribers" ->
                new Settings(
                        Arrays.stream(value.split(","))
                                .map(n -> number(name, n, 1, 5000))
                                .toList(),
                        seconds,
                        warmUp,
                        packetsOut,
                        packetsPerSecond,
                        packetBytes,
                        burst,
                        profile);
            case "--seconds" ->
                new Settings(
                        subscribers,
                        number(name, value, 1, 3600),
                        warmUp,
                        packetsOut,
                        packetsPerSecond,
                        packetBytes,
                        burst,
                        profile);
            case "--warm-up" ->
                new Settings(
                        subscribers,
                        seconds,
                        number(name, value, 1, 3600),
                        packetsOut,
                        packetsPerSecond,
                        packetBytes,
                        burst,
                        profile);
            case "--packets-out" ->
                new Settings(
                        subscribers,
                        seconds,
                        warmUp,
                        number(name, value, 1, 1_000_000),
                        0,
                        packetBytes,
                        burst,
                        profile);
            case "--packets-per-second" ->
                new Settings(
                        subscribers,
                        seconds,
                        warmUp,
                        packetsOut,
                        number(name, value, 1, 1_000_000),
                        packetBytes,
                        burst,
                        profile);
            case "--packet-bytes" ->
                new Settings(
                        subscribers,
                        seconds,
                        warmUp,
                        packetsOut,
                        packetsPerSecond,
                        number(name, value, VideoPackets.SMALLEST, RtpLimits.MAX_PACKET - 64),
                        burst,
                        profile);
            case "--burst" ->
                new Settings(
                        subscribers,
                        seconds,
                        warmUp,
                        packetsOut,
                        packetsPerSecond,
                        packetBytes,
                        number(name, value, 1, 100),
                        profile);
            default -> throw new IllegalArgumentException(name + ": unknown");
        };
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
