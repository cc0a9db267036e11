package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.model.TrackSource;
import org.auralink.media.room.model.VideoLayer;
import org.auralink.media.room.model.VideoQuality;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.room.signal.SessionDescription;
import org.auralink.media.rtcp.PictureLossIndication;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.rtp.RtpWriter;
import org.auralink.media.sdp.Session;
import org.auralink.media.transport.TransportState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A recorded offer of Chromium, which names no SSRC: streams are told apart by the names their packets carry. */
class RoomSimulcastTest {
    private static final String CAMERA = "d5bc9b56-caf3-4373-b91c-8b9d851ac973";
    private static final String MICROPHONE = "4992a737-4ca0-4f2b-a206-3336cee1137f";
    private static final int MID = 4;
    private static final int RID = 10;
    private static final int REPAIRED_RID = 11;
    private static final List<String> RIDS = List.of("q", "h", "f");

    private final TestRoom test = new TestRoom();
    private final TestClient alice = test.connected("alice");
    private final TestClient bob = test.connected("bob");
    private final int[] sequences = {100, 30_000, 65_530};
    private final boolean[] named = new boolean[3];

    @BeforeEach
    void publish() throws IOException {
        var layers = List.of(
                new VideoLayer(VideoQuality.LOW, 320, 180, 160_000),
                new VideoLayer(VideoQuality.MEDIUM, 640, 360, 450_000),
                new VideoLayer(VideoQuality.HIGH, 1_280, 720, 1_700_000));
        alice.signal(new ClientSignal.AddTrack(
                CAMERA,
                "",
                TrackKind.VIDEO,
                TrackSource.CAMERA,
                1_280,
                720,
                false,
                layers,
                List.of(new ClientSignal.Codec("vp8", CAMERA)),
                null,
                false,
                false,
                false,
                0,
                "camera",
                List.of()));
        alice.announce(MICROPHONE, TrackKind.AUDIO, TrackSource.MICROPHONE);
        try (InputStream in = Session.class.getResourceAsStream("chromium-simulcast-offer.sdp")) {
            String sdp = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            alice.signal(ClientSignal.offer(new SessionDescription(sdp, 1, Map.of())));
        }
        alice.sending().become(test.now, TransportState.CONNECTED, null);
    }

    private TrackSid camera() {
        return alice.sid(CAMERA);
    }

    /** A packet of a layer; its names come with the first one only, as Chromium stops once it is reported about. */
    private RtpPacket packet(int layer, boolean key) {
        byte[] buf = new byte[1_500];
        var writer = new RtpWriter(buf).begin(false, 96, sequences[layer]++ & 0xffff, test.now / 11_111, 1_000 + layer);
        if (!named[layer]) {
            named[layer] = true;
            text(writer, MID, "1");
            text(writer, RID, RIDS.get(layer));
        }
        byte[] payload = key ? TestClient.keyFrame() : TestClient.interFrame();
        payload[2] = (byte) layer;
        return view(buf, writer.payload(payload, 0, payload.length).length());
    }

    private static void text(RtpWriter writer, int id, String text) {
        writer.extension(id, text.getBytes(StandardCharsets.US_ASCII), 0, text.length());
    }

    private static RtpPacket view(byte[] buf, int size) {
        var packet = new RtpPacket();
        assertThat(packet.parse(buf, 0, size)).isTrue();
        return packet;
    }

    private void frame(boolean key) {
        for (int layer = 0; layer < 3; layer++) {
            alice.sending().arrive(test.now, packet(layer, key));
        }
        test.pass(33);
    }

    /** Layers of the packets that bob received. */
    private List<Integer> received() {
        return bob.receiving().rtp.stream()
                .map(packet -> (int) packet.array()[packet.payloadOffset() + 2])
                .toList();
    }

    private List<Integer> askedForKeyFrames() {
        return alice.sending().rtcp.stream()
                .filter(PictureLossIndication.class::isInstance)
                .map(each -> ((PictureLossIndication) each).mediaSsrc() - 1_000)
                .toList();
    }

    @Test
    void theTrackAndItsLayersAreFoundByTheNamesOnPackets() {
        SessionDescription answer = alice.last(ServerSignal.Answer.class).description();
        assertThat(answer.midToTrackId())
                .containsOnly(Map.entry("0", alice.sid(MICROPHONE).value()), Map.entry("1", camera().value()));
        assertThat(answer.sdp()).contains("a=simulcast:recv q;h;f");
        frame(true);
        assertThat(test.events).endsWith("trackPublished alice CAMERA");
        assertThat(test.room.participants().get(0).tracks().get(0).simulcast()).isTrue();
    }

    @Test
    void theHighestLayerIsSentAndTheShownSizeDecides() {
        frame(true);
        bob.renegotiate();
        test.pass(500);
        frame(true);
        frame(false);
        assertThat(received()).containsExactly(2, 2);
        bob.signal(new ClientSignal.UpdateTrackSettings(List.of(camera()), false, VideoQuality.HIGH, 300, 170));
        frame(false);
        test.pass(1_100);
        assertThat(askedForKeyFrames()).endsWith(0);
        frame(false);
        assertThat(received()).as("until the key frame comes").containsOnly(2);
        frame(true);
        frame(false);
        assertThat(received()).endsWith(2, 0, 0);
        bob.signal(new ClientSignal.UpdateTrackSettings(List.of(camera()), false, VideoQuality.MEDIUM, 0, 0));
        frame(true);
        assertThat(received()).endsWith(0, 1);
        List<Integer> numbers =
                bob.receiving().rtp.stream().map(RtpPacket::sequenceNumber).toList();
        for (int i = 1; i < numbers.size(); i++) {
            assertThat(numbers.get(i)).isEqualTo(numbers.get(i - 1) + 1 & 0xffff);
        }
    }

    @Test
    void aLayerThatStopsIsReplacedByTheNextLowerOne() {
        frame(true);
        bob.renegotiate();
        frame(true);
        for (int n = 0; n < 70; n++) {
            alice.sending().arrive(test.now, packet(0, false));
            alice.sending().arrive(test.now, packet(1, false));
            test.pass(33);
        }
        assertThat(askedForKeyFrames()).endsWith(1);
        alice.sending().arrive(test.now, packet(1, true));
        assertThat(received()).endsWith(1);
    }

    @Test
    void retransmissionsBelongToTheLayerTheyName() {
        frame(true);
        bob.renegotiate();
        frame(true);
        RtpPacket lost = packet(2, false);
        alice.sending().arrive(test.now, packet(2, false));
        byte[] buf = new byte[1_500];
        var writer = new RtpWriter(buf).begin(false, 97, 5, lost.timestamp(), 2_002);
        text(writer, MID, "1");
        text(writer, REPAIRED_RID, "f");
        int size = lost.payloadLength();
        byte[] inside = new byte[2 + size];
        inside[0] = (byte) (lost.sequenceNumber() >> 8);
        inside[1] = (byte) lost.sequenceNumber();
        System.arraycopy(lost.array(), lost.payloadOffset(), inside, 2, size);
        int before = bob.receiving().rtp.size();
        alice.sending()
                .arrive(
                        test.now,
                        view(buf, writer.payload(inside, 0, inside.length).length()));
        assertThat(bob.receiving().rtp).hasSize(before + 1);
        int repaired = bob.receiving().rtp.get(before).sequenceNumber();
        assertThat(repaired).isEqualTo(bob.receiving().rtp.get(before - 1).sequenceNumber() - 1 & 0xffff);
    }

    @Test
    void packetsThatNameNothingKnownAreNotForwarded() {
        byte[] buf = new byte[1_500];
        var writer = new RtpWriter(buf).begin(false, 96, 1, 1, 77);
        text(writer, MID, "1");
        text(writer, RID, "x");
        alice.sending()
                .arrive(
                        test.now,
                        view(buf, writer.payload(TestClient.keyFrame(), 0, 4).length()));
        alice.sending()
                .arrive(
                        test.now,
                        view(
                                buf,
                                new RtpWriter(buf)
                                        .begin(false, 96, 1, 1, 78)
                                        .payload(TestClient.keyFrame(), 0, 4)
                                        .length()));
        assertThat(test.events).doesNotContain("trackPublished alice CAMERA");
    }
}
