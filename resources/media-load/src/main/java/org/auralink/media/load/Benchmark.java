package org.auralink.media.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.auralink.media.srtp.CryptoProviders;
import org.auralink.media.srtp.SrtpProfile;
import org.auralink.media.transport.PeerAddress;

/** Measures what a node needs for a forwarded packet, from one publisher to few and to many. */
public final class Benchmark {
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private Benchmark() {}

    /** Prints a table; exits with 2 and a sentence for bad arguments. */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (List.of(args).contains("--url")) {
            load(args);
            return;
        }
        if (List.of(args).equals(List.of("--visits"))) {
            visits();
            return;
        }
        Settings settings;
        try {
            settings = Settings.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(Settings.USAGE);
            System.exit(2);
            return;
        }
        System.out.printf(
                "Java %s, %d processors, AES-GCM by %s; packets of %d bytes, %d at a time, %d s after %d s%n%n",
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                CryptoProviders.gcmProvider(),
                settings.packetBytes(),
                settings.burst(),
                settings.seconds(),
                settings.warmUp());
        System.out.println(
                "| subscribers | packets/s in | packets/s out | lost | loop CPU µs/packet | of it user | node CPU µs/packet | plain send µs/packet"
                        + " | bytes/packet | loop busy | delay p50 ms | p99 ms | max ms |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        StringBuilder profiles = new StringBuilder();
        for (int subscribers : settings.subscribers()) {
            measure(settings, subscribers, profiles);
        }
        System.out.print(profiles);
        System.exit(0);
    }

    /** Drives a server by its address; exits with 1 and a sentence when it does not do its part. */
    private static void load(String[] args) throws InterruptedException {
        try {
            new ServerLoad(ServerSettings.parse(args), System.out).run();
            System.exit(0);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(ServerSettings.USAGE);
            System.exit(2);
        } catch (IOException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        } catch (ExecutionException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /** Drives a server with people who come and go; exits with 2 and a sentence for a line that is no visit. */
    private static void visits() throws IOException, InterruptedException {
        try {
            new Visits(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)), System.out).take();
            System.exit(0);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    private static void measure(Settings settings, int subscribers, StringBuilder profiles)
            throws IOException, InterruptedException {
        try (RoomNode node = new RoomNode();
                LoadProcess load = new LoadProcess()) {
            int published = settings.published(subscribers);
            LoadProcess.Clients clients = load.open(1 + subscribers, node.loop().port());
            load.connect(node.fingerprint(), node.accept(clients));
            load.publish(RoomNode.SSRC, RoomNode.PAYLOAD_TYPE, settings, published, settings.warmUp());
            node.awaitSilence();
            LoopMeter meter = new LoopMeter(node.loop(), node.thread());
            StackProfile profile = new StackProfile(node.thread());
            Thread sampler = new Thread(profile, "profile");
            if (settings.profile()) {
                sampler.start();
            }
            meter.start();
            LoadProcess.Report report =
                    load.publish(RoomNode.SSRC, RoomNode.PAYLOAD_TYPE, settings, published, settings.seconds());
            LoopMeter.Usage usage = meter.stop();
            profile.stop();
            double plain =
                    settings.compare() ? plainMicros(node, load, meter, settings, subscribers, usage) : Double.NaN;
            print(subscribers, usage, report, settings.seconds(), plain);
            if (settings.profile()) {
                sampler.join();
                profiles.append(String.format("%n%d subscribers:%n%s", subscribers, profile.report()));
            }
        }
    }

    /** CPU time for sending as many datagrams that are not forwarded. */
    private static double plainMicros(
            RoomNode node, LoadProcess load, LoopMeter meter, Settings settings, int subscribers, LoopMeter.Usage usage)
            throws IOException {
        List<PeerAddress> clients = load.addresses(1 + subscribers);
        int bytes = settings.packetBytes() + SrtpProfile.AEAD_AES_128_GCM.tagLength();
        PlainSender sender = new PlainSender(
                node.loop(), clients.subList(1, clients.size()), bytes, usage.packets() / settings.seconds());
        load.listen(settings.seconds());
        meter.start();
        sender.start();
        load.awaitListened();
        LoopMeter.Usage plain = meter.stop();
        sender.stop();
        return plain.perPacket(plain.cpu()) / NANOS_PER_MICRO;
    }

    private static void print(
            int subscribers, LoopMeter.Usage usage, LoadProcess.Report report, int seconds, double plain) {
        long expected = report.sent() * subscribers;
        System.out.printf(
                "| %d | %d | %d | %.3f %% | %.2f | %.2f | %.2f | %.2f | %.0f | %.0f %% | %.2f | %.2f | %.1f |%n",
                subscribers,
                report.sent() / seconds,
                usage.packets() / seconds,
                100.0 * (expected - report.received()) / expected,
                usage.perPacket(usage.cpu()) / NANOS_PER_MICRO,
                usage.perPacket(usage.user()) / NANOS_PER_MICRO,
                usage.perPacket(usage.process()) / NANOS_PER_MICRO,
                plain,
                usage.perPacket(usage.allocated()),
                100.0 * usage.cpu() / (seconds * NANOS_PER_SECOND),
                report.delay().p50Nanos() / NANOS_PER_MILLI,
                report.delay().p99Nanos() / NANOS_PER_MILLI,
                report.delay().maxNanos() / NANOS_PER_MILLI);
    }
}
