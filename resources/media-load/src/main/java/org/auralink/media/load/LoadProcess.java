package org.auralink.media.load;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.auralink.media.dtls.Fingerprint;
import org.auralink.media.ice.IceCredentials;
import org.auralink.media.transport.PeerAddress;

/** The node's side of a {@link LoadGenerator} that runs as a child process. */
final class LoadProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader in;
    private final BufferedWriter out;

    /**
     * What clients observed.
     *
     * @param sent by the publisher
     * @param received by all subscribers
     * @param delay of all packets
     * @param attacked of those sent while {@link Weather} says so
     * @param calm of those sent in between
     */
    record Report(long sent, long received, Delay delay, Delay attacked, Delay calm) {}

    /**
     * How long packets were under way.
     *
     * @param usualP99Nanos median of the 99th percentiles of stretches of one weather
     */
    record Delay(long p50Nanos, long p99Nanos, long maxNanos, long usualP99Nanos) {
        /** @param at where the first of the four is */
        private static Delay parse(String[] words, int at) {
            return new Delay(
                    Long.parseLong(words[at]),
                    Long.parseLong(words[at + 1]),
                    Long.parseLong(words[at + 2]),
                    Long.parseLong(words[at + 3]));
        }
    }

    /**
     * Who the clients are.
     *
     * @param fingerprint of the certificate they share
     */
    record Clients(Fingerprint fingerprint, List<IceCredentials> credentials) {}

    LoadProcess() throws IOException {
        String java = ProcessHandle.current().info().command().orElse("java");
        process = new ProcessBuilder(
                        java, "-Xmx512m", "-cp", System.getProperty("java.class.path"), LoadGenerator.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        in = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        out = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    }

    /** Opens this many clients towards the node's UDP port on loopback. */
    Clients open(int count, int port) throws IOException {
        say("open " + count + " " + port);
        Fingerprint fingerprint = Fingerprint.parse(answer());
        List<IceCredentials> credentials = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String[] words = answer().split(" ");
            credentials.add(new IceCredentials(words[0], words[1]));
        }
        return new Clients(fingerprint, credentials);
    }

    /** Connects all clients to the node's transports, in their order. */
    void connect(Fingerprint node, List<IceCredentials> transports) throws IOException {
        say("connect " + node.attribute());
        for (IceCredentials one : transports) {
            say(one.ufrag() + " " + one.password());
        }
        if (!answer().equals("connected")) {
            throw new IOException("the load generator did not connect");
        }
    }

    /** Lets the first client publish to all others. */
    Report publish(int ssrc, int payloadType, Settings settings, int packetsPerSecond, int seconds) throws IOException {
        say("publish " + ssrc + " " + payloadType + " " + packetsPerSecond + " " + settings.packetBytes() + " "
                + settings.burst() + " " + seconds);
        String[] words = answer().split(" ");
        return new Report(
                Long.parseLong(words[0]),
                Long.parseLong(words[1]),
                Delay.parse(words, 2),
                Delay.parse(words, 6),
                Delay.parse(words, 10));
    }

    /** Where the node finds the clients. */
    List<PeerAddress> addresses(int count) throws IOException {
        say("addresses");
        List<PeerAddress> addresses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            addresses.add(new PeerAddress(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(answer()))));
        }
        return addresses;
    }

    /** Lets the clients read what is no media; returns when they have begun. */
    void listen(int seconds) throws IOException {
        say("listen " + seconds);
        answer();
    }

    /** Returns when the time of {@link #listen} is over. */
    void awaitListened() throws IOException {
        answer();
    }

    private void say(String line) throws IOException {
        out.write(line);
        out.newLine();
        out.flush();
    }

    private String answer() throws IOException {
        String line = in.readLine();
        if (line == null) {
            throw new IOException("the load generator ended; what it said stands above");
        }
        return line;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
