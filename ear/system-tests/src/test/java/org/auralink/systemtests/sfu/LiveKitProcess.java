package org.auralink.systemtests.sfu;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.auralink.systemtests.GoTool;

/**
 * LiveKit's own server by itself, of the version that the go.mod of src/test/livekit names, with as many media ports as a node has on
 * two processors, and neither TCP nor a relay. Nothing that ships knows it.
 */
final class LiveKitProcess implements CallServer {
    private static final Duration START = Duration.ofSeconds(60);

    private final Process process;
    private final String url;
    private final List<Integer> udpPorts;

    private LiveKitProcess(Process process, String url, List<Integer> udpPorts) {
        this.process = process;
        this.url = url;
        this.udpPorts = udpPorts;
    }

    /** Builds the program when it is not there yet, which takes minutes. */
    static String program() {
        return GoTool.built("livekit", "github.com/livekit/livekit-server/cmd/server");
    }

    /**
     * Starts it for the API key {@code devkey}, with its defaults for all that is not named here.
     *
     * @param host where its signalling and its media are reached
     * @param more lines of its section {@code rtc}, each with a line break, or nothing
     */
    static LiveKitProcess start(String host, String secret, String more) throws IOException, InterruptedException {
        String program = program();
        int port = NodeProcess.freePort(host);
        int udp = freeUdpPorts(host);
        Path directory = Files.createTempDirectory("livekit");
        Path config = Files.writeString(directory.resolve("livekit.yaml"), """
                port: %2$d
                bind_addresses: ["%1$s"]
                rtc:
                  udp_port: %3$d-%4$d
                  tcp_port: 0
                  use_external_ip: false
                  node_ip: "%1$s"
                  enable_loopback_candidate: true
                %6$skeys: {devkey: %5$s}
                """.formatted(
                        host, port, udp, udp + 1, secret, more.isEmpty() ? "" : more.indent(2)));
        Path log = directory.resolve("livekit.log");
        Process process = new ProcessBuilder(program, "--config", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        HttpClient client = HttpClient.newHttpClient();
        String address = host + ":" + port;
        HttpRequest question =
                HttpRequest.newBuilder(URI.create("http://" + address + "/")).build();
        long deadline = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            try {
                if (client.send(question, HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200) {
                    return new LiveKitProcess(process, "ws://" + address, List.of(udp, udp + 1));
                }
            } catch (IOException e) {
                LockSupport.parkNanos(50_000_000);
            }
        }
        process.destroyForcibly();
        throw new AssertionError("LiveKit's server did not start:\n" + Files.readString(log));
    }

    /** The first of two neighbours that are free at present. */
    private static int freeUdpPorts(String host) throws IOException {
        InetAddress address = InetAddress.getByName(host);
        while (true) {
            try (var first = new DatagramSocket(0, address);
                    var second = new DatagramSocket(first.getLocalPort() + 1, address)) {
                return second.getLocalPort() - 1;
            } catch (IOException | IllegalArgumentException e) {
                // The neighbour is taken, or no port: another two.
                continue;
            }
        }
    }

    @Override
    public String webSocketUrl() {
        return url;
    }

    @Override
    public List<Integer> udpPorts() {
        return udpPorts;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
