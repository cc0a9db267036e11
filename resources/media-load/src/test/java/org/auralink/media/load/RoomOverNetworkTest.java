package org.auralink.media.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.auralink.media.ice.IceCredentials;
import org.auralink.media.node.client.ClientCertificate;
import org.auralink.media.node.client.MediaClient;
import org.auralink.media.node.client.VideoPackets;
import org.auralink.media.node.net.NetLimits;
import org.auralink.media.srtp.SrtpProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A real room on a real loop, with clients over real sockets. */
class RoomOverNetworkTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int RATE = 200;
    private static final int SUBSCRIBERS = 3;

    private RoomNode node = new RoomNode();
    private final List<MediaClient> clients = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (MediaClient client : clients) {
            client.close();
        }
        node.close();
    }

    private void connect(int subscribers) throws IOException {
        ClientCertificate certificate = ClientCertificate.generate();
        var address = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), node.loop().port());
        List<IceCredentials> credentials = new ArrayList<>();
        for (int i = 0; i <= subscribers; i++) {
            clients.add(new MediaClient(address, certificate));
            credentials.add(clients.get(i).credentials());
        }
        List<IceCredentials> ours = node.accept(new LoadProcess.Clients(certificate.fingerprint(), credentials));
        for (int i = 0; i <= subscribers; i++) {
            clients.get(i).connect(ours.get(i), node.fingerprint(), PATIENCE, SrtpProfile.values());
        }
    }

    private long publish(VideoPackets packets, Receivers receivers, int burst, Duration time) throws Exception {
        Thread thread = new Thread(receivers, "subscribers");
        thread.start();
        long sent = Pacer.publish(clients.get(0), packets, RATE, burst, time);
        receivers.finish();
        thread.join();
        return sent;
    }

    @Test
    void cameraReachesEverySubscriberWhole() throws Exception {
        connect(SUBSCRIBERS);
        var packets = new VideoPackets(RoomNode.SSRC, RoomNode.PAYLOAD_TYPE, 1000, RATE);
        // Subscribers are offered the track when its first packet comes, and begin with the next key frame.
        Receivers first = new Receivers(clients, RATE);
        publish(packets, first, 1, Duration.ofSeconds(3));
        assertThat(first.received()).isPositive();

        Receivers then = new Receivers(clients, RATE);
        long sent = publish(packets, then, 1, Duration.ofSeconds(1));
        assertThat(then.received()).isEqualTo(SUBSCRIBERS * sent);
    }

    @Test
    void receiversOfALargeRoomAreServedByAllThreads() throws Exception {
        node.close();
        node = new RoomNode(2, NetLimits.DEFAULT.withHelpFrom(0));
        int subscribers = 20;
        connect(subscribers);
        var packets = new VideoPackets(RoomNode.SSRC, RoomNode.PAYLOAD_TYPE, 1000, RATE);
        publish(packets, new Receivers(clients, RATE), 16, Duration.ofSeconds(3));

        Receivers then = new Receivers(clients, RATE);
        long sent = publish(packets, then, 16, Duration.ofSeconds(1));
        assertThat(then.received()).isEqualTo(subscribers * sent);
        assertThat(node.loop().traffic().packetsHelped())
                .as("sent by the other thread")
                .isPositive();
    }
}
