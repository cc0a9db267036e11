package org.auralink.media.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.auralink.media.dtls.Fingerprint;
import org.auralink.media.ice.IceCredentials;
import org.auralink.media.node.client.ClientCertificate;
import org.auralink.media.node.client.MediaClient;
import org.auralink.media.node.client.VideoPackets;
import org.auralink.media.srtp.SrtpProfile;
import org.jspecify.annotations.Nullable;

/**
 * The publisher and the subscribers, in a process of their own, so that the node's figures hold nothing of them. Told
 * what to do by lines on standard input, answers by lines on standard output; see {@link LoadProcess}.
 */
public final class LoadGenerator {
    private static final int HANDSHAKES_AT_A_TIME = 4;
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(20);

    private final List<MediaClient> clients = new ArrayList<>();
    private @Nullable VideoPackets video;

    private LoadGenerator() {}

    /** Runs until standard input ends. */
    public static void main(String[] args) throws Exception {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        LoadGenerator generator = new LoadGenerator();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "open" -> generator.open(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
                case "connect" -> generator.connect(in, words);
                case "addresses" -> generator.addresses();
                case "listen" -> generator.listen(Integer.parseInt(words[1]));
                case "publish" -> generator.publish(words);
                default -> throw new IllegalArgumentException("unknown command " + words[0]);
            }
        }
        System.exit(0);
    }

    /** Opens sockets towards the node's port and says who they are. */
    private void open(int count, int port) throws IOException {
        ClientCertificate certificate = ClientCertificate.generate();
        System.out.println(certificate.fingerprint().attribute());
        var node = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        for (int i = 0; i < count; i++) {
            MediaClient client = new MediaClient(node, certificate);
            clients.add(client);
            System.out.println(
                    client.credentials().ufrag() + " " + client.credentials().password());
        }
    }

    /** Connects all; a line with the node's credentials for each follows. */
    private void connect(BufferedReader in, String[] words)
            throws IOException, InterruptedException, ExecutionException {
        Fingerprint fingerprint = Fingerprint.parse(words[1] + " " + words[2]);
        ExecutorService threads = Executors.newFixedThreadPool(HANDSHAKES_AT_A_TIME);
        List<Future<?>> connecting = new ArrayList<>();
        for (MediaClient client : clients) {
            String[] node = in.readLine().split(" ");
            connecting.add(threads.submit(() -> {
                client.connect(new IceCredentials(node[0], node[1]), fingerprint, CONNECT_WITHIN, SrtpProfile.values());
                return client;
            }));
        }
        for (Future<?> one : connecting) {
            one.get();
        }
        threads.shutdown();
        System.out.println("connected");
    }

    /** Says from which ports the clients reach the node. */
    private void addresses() throws IOException {
        for (MediaClient client : clients) {
            System.out.println(((InetSocketAddress) client.channel().getLocalAddress()).getPort());
        }
    }

    /** Reads for some time what is no media. */
    private void listen(int seconds) throws InterruptedException {
        Receivers receivers = new Receivers(clients, 1);
        Thread thread = new Thread(receivers, "subscribers");
        thread.start();
        System.out.println("listening");
        TimeUnit.SECONDS.sleep(seconds);
        receivers.finish();
        thread.join();
        System.out.println("listened");
    }

    /** The first client publishes to all others and itself reads nothing but feedback; goes on with each call. */
    private void publish(String[] words) throws IOException, InterruptedException {
        int packetsPerSecond = Integer.parseInt(words[3]);
        int burst = Integer.parseInt(words[5]);
        int seconds = Integer.parseInt(words[6]);
        VideoPackets packets = video;
        if (packets == null) {
            packets = new VideoPackets(
                    Integer.parseInt(words[1]),
                    Integer.parseInt(words[2]),
                    Integer.parseInt(words[4]),
                    packetsPerSecond);
            video = packets;
        }
        Receivers receivers = new Receivers(clients, packetsPerSecond);
        Thread thread = new Thread(receivers, "subscribers");
        thread.start();
        long sent = Pacer.publish(clients.get(0), packets, packetsPerSecond, burst, Duration.ofSeconds(seconds));
        receivers.finish();
        thread.join();
        System.out.println(sent + " " + receivers.received() + " " + receivers.delays());
    }
}
