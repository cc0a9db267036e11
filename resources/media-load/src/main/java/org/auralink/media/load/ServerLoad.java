package org.auralink.media.load;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.auralink.media.node.client.ClientCertificate;
import org.auralink.media.node.client.ParticipantClient;
import org.auralink.media.node.client.VideoPackets;
import org.auralink.media.node.token.Hs256;

/**
 * Load on any server that speaks LiveKit's protocol, by its address: participants join over real signalling, the first
 * sends a camera's packets and data to all others, and it is told how long joining and the way took and what was lost.
 */
final class ServerLoad {
    private static final int SSRC = 0x1234;
    private static final int JOINS_AT_A_TIME = 4;
    private static final int PING_SECONDS = 5;
    private static final long STRAGGLERS_MILLIS = 500;
    private static final double MILLI = 1e6;
    private static final long TOKEN_SECONDS = 6 * 3600;

    private final ServerSettings settings;
    private final PrintStream out;
    private final List<ParticipantClient> participants = new ArrayList<>();

    /**
     * What was measured.
     *
     * @param sentPackets of the publisher's camera
     * @param tally what arrived
     */
    record Outcome(long sentPackets, Tally tally) {}

    ServerLoad(ServerSettings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    /** @throws IOException when the server does not do its part, with a sentence that says which */
    Outcome run() throws IOException, InterruptedException, ExecutionException {
        var pings = Executors.newSingleThreadScheduledExecutor(ServerLoad::daemon);
        try {
            join();
            pings.scheduleAtFixedRate(
                    () -> participants.forEach(ParticipantClient::ping), PING_SECONDS, PING_SECONDS, TimeUnit.SECONDS);
            return measure();
        } finally {
            pings.shutdownNow();
            for (ParticipantClient each : participants) {
                each.close();
            }
        }
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "pings");
        thread.setDaemon(true);
        return thread;
    }

    private void join() throws IOException, InterruptedException, ExecutionException {
        ClientCertificate certificate = ClientCertificate.generate();
        boolean films = settings.packetsPerSecond() > 0;
        ExecutorService threads = Executors.newFixedThreadPool(JOINS_AT_A_TIME);
        List<Future<?>> joining = new ArrayList<>();
        try {
            for (int i = 0; i <= settings.subscribers(); i++) {
                boolean publishes = i == 0;
                var participant = new ParticipantClient(certificate, publishes && films ? SSRC : 0);
                participants.add(participant);
                String token = token(publishes ? "publisher" : "subscriber-" + i);
                joining.add(threads.submit(() -> {
                    participant.join(settings.url(), token, !publishes, publishes && films);
                    return participant;
                }));
            }
            for (Future<?> each : joining) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        var delays = new Delays(participants.size());
        participants.forEach(each -> delays.add(0, each.joinNanos()));
        out.printf("joined: %d participants, %s%n", participants.size(), described(delays));
    }

    private String token(String identity) {
        long expires = System.currentTimeMillis() / 1000 + TOKEN_SECONDS;
        String claims = String.format(
                "{\"iss\":\"%s\",\"sub\":\"%s\",\"exp\":%d,\"video\":{\"roomJoin\":true,\"room\":\"%s\"}}",
                settings.key(), identity, expires, settings.room());
        return Hs256.token(claims, settings.secret());
    }

    private Outcome measure() throws IOException, InterruptedException {
        var crowd = new Crowd(settings, participants);
        var thread = new Thread(crowd, "crowd");
        thread.start();
        VideoPackets video = new VideoPackets(
                SSRC,
                ParticipantClient.VIDEO_PAYLOAD_TYPE,
                settings.packetBytes(),
                Math.max(1, settings.packetsPerSecond()));
        crowd.setSending(true);
        film(video, settings.warmUp());
        crowd.awaitSilence();
        ProcessMeter server = settings.pid() == 0 ? null : new ProcessMeter(settings.pid());
        double memory = server == null ? 0 : server.megabytes();
        double cpu = server == null ? 0 : server.cpuMicros();
        Tally tally = crowd.count();
        long sent = film(video, settings.seconds());
        crowd.setSending(false);
        Thread.sleep(STRAGGLERS_MILLIS);
        crowd.awaitMessages();
        crowd.awaitSilence();
        double used = server == null ? 0 : server.cpuMicros() - cpu;
        crowd.finish();
        thread.join();
        print(sent, tally);
        if (server != null) {
            long all = tally.media() + tally.messages();
            out.printf(
                    "server: %.1f us of a processor for each of them, %.0f MB before, %.0f MB after%n",
                    used / Math.max(1, all), memory, server.megabytes());
        }
        return new Outcome(sent, tally);
    }

    /** Sends the camera's packets for so long, or nothing. */
    private long film(VideoPackets video, int seconds) throws IOException, InterruptedException {
        if (settings.packetsPerSecond() == 0) {
            TimeUnit.SECONDS.sleep(seconds);
            return 0;
        }
        return Pacer.publish(
                participants.get(0).media(),
                video,
                settings.packetsPerSecond(),
                settings.burst(),
                Duration.ofSeconds(seconds));
    }

    private void print(long sent, Tally tally) {
        if (sent > 0) {
            print("media", sent, tally.media(), tally.mediaDelays());
        }
        if (tally.sentMessages() > 0) {
            print("data", tally.sentMessages(), tally.messages(), tally.dataDelays());
        }
    }

    private void print(String what, long sent, long received, Delays delays) {
        long expected = sent * settings.subscribers();
        out.printf(
                "%s: %d sent, %d received by %d, %.3f %% lost, %s%n",
                what,
                sent,
                received,
                settings.subscribers(),
                100.0 * (expected - received) / expected,
                described(delays));
    }

    private static String described(Delays delays) {
        String[] words = delays.summary().split(" ");
        return String.format(
                "p50 %.1f ms, p99 %.1f ms, max %.1f ms",
                Long.parseLong(words[0]) / MILLI, Long.parseLong(words[1]) / MILLI, Long.parseLong(words[2]) / MILLI);
    }
}
