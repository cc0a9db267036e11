package org.auralink.media.load;

import java.net.URI;
import java.util.Set;
import java.util.UUID;
import org.auralink.media.node.client.VideoPackets;
import org.auralink.media.rtp.RtpLimits;

/**
 * What a server is asked to do.
 *
 * @param url of its signalling, such as {@code ws://127.0.0.1:7880}
 * @param key that tokens are signed with
 * @param secret of the key
 * @param room that everybody joins
 * @param subscribers how many receive the one who publishes
 * @param seconds of the measurement
 * @param warmUp seconds before that are not counted
 * @param packetsPerSecond of the publisher's camera; 0 for no camera
 * @param packetBytes of each of them
 * @param burst packets that are sent at once
 * @param messagesPerSecond of data that the publisher sends to everybody; 0 for none
 * @param messageBytes of each of them
 * @param lossy whether messages are sent once only
 * @param pid of the server, if it runs on this machine: its processor time and memory are told; 0 for none
 */
record ServerSettings(
        URI url,
        String key,
        String secret,
        String room,
        int subscribers,
        int seconds,
        int warmUp,
        int packetsPerSecond,
        int packetBytes,
        int burst,
        int messagesPerSecond,
        int messageBytes,
        boolean lossy,
        int pid) {
    static final String USAGE = "usage: media-load --url ws://127.0.0.1:7880 [--api-key devkey] [--api-secret secret]"
            + " [--room NAME] [--subscribers 10] [--seconds 10] [--warm-up 5] [--packets-per-second 300]"
            + " [--packet-bytes 1200] [--burst 7] [--messages-per-second 0] [--message-bytes 1000] [--lossy]"
            + " [--pid PID]";

    private static final Set<String> FLAGS = Set.of("--lossy");
    private static final Set<String> VALUES = Set.of(
            "--url",
            "--api-key",
            "--api-secret",
            "--room",
            "--subscribers",
            "--seconds",
            "--warm-up",
            "--packets-per-second",
            "--packet-bytes",
            "--burst",
            "--messages-per-second",
            "--message-bytes",
            "--pid");
    private static final int MAX_SUBSCRIBERS = 2_000;
    private static final int MAX_SECONDS = 3_600;
    private static final int MAX_RATE = 10_000;
    private static final int MAX_BURST = 100;
    /** What LiveKit's clients send in one piece. */
    private static final int MAX_MESSAGE = 15_000;

    private static final int SPARE = 64;

    /** @throws IllegalArgumentException naming the argument */
    static ServerSettings parse(String[] args) {
        var given = new Arguments(args, FLAGS, VALUES);
        String url = given.text("--url", "");
        if (!url.matches("wss?://[^/?#]+/*")) {
            throw new IllegalArgumentException("--url: expected an address such as ws://127.0.0.1:7880");
        }
        return new ServerSettings(
                URI.create(url),
                given.text("--api-key", "devkey"),
                given.text("--api-secret", "secret"),
                given.text("--room", "load-" + UUID.randomUUID()),
                given.number("--subscribers", "10", 1, MAX_SUBSCRIBERS),
                given.number("--seconds", "10", 1, MAX_SECONDS),
                given.number("--warm-up", "5", 1, MAX_SECONDS),
                given.number("--packets-per-second", "300", 0, MAX_RATE),
                given.number("--packet-bytes", "1200", VideoPackets.SMALLEST, RtpLimits.MAX_PACKET - SPARE),
                given.number("--burst", "7", 1, MAX_BURST),
                given.number("--messages-per-second", "0", 0, MAX_RATE),
                given.number("--message-bytes", "1000", Long.BYTES, MAX_MESSAGE),
                given.has("--lossy"),
                given.number("--pid", "0", 0, Integer.MAX_VALUE));
    }
}
