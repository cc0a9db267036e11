package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.model.TrackSource;
import org.auralink.media.room.model.VideoLayer;
import org.auralink.media.room.model.VideoQuality;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.SessionDescription;
import org.auralink.media.rtcp.PictureLossIndication;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.rtp.RtpWriter;
import org.auralink.media.sdp.Session;
import org.auralink.media.transport.TransportState;

/** A camera in three layers, as Chromium sends it: its offer names no SSRC, the first packets of each layer say whose they are. */
final class SimulcastCamera {
    static final String MICROPHONE = "4992a737-4ca0-4f2b-a206-3336cee1137f";
    static final int REPAIRED_RID = 11;
    private static final String CAMERA = "d5bc9b56-caf3-4373-b91c-8b9d851ac973";
    private static final int MID = 4;
    static final int RID = 10;
    private static final List<String> RIDS = List.of("q", "h", "f");

    private final TestRoom test;
    private final TestClient alice;
    private final int[] sequences = {100, 30_000, 65_530};
    private final boolean[] named = new boolean[3];

    /** Announces and offers it, with a microphone. */
    SimulcastCamera(TestRoom test, TestClient publisher) {
        this.test = test;
        alice = publisher;
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
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        alice.sending().become(test.now, TransportState.CONNECTED, null);
    }

    /** Of its track. */
    TrackSid sid() {
        return alice.sid(CAMERA);
    }

    /** A packet of a layer; its names come with the first one only, as Chromium stops once it is reported about. */
    RtpPacket packet(int layer, boolean key) {
        return packet(layer, key, TestClient.keyFrame().length);
    }

    /** One whose payload is that long. */
    RtpPacket packet(int layer, boolean key, int length) {
        byte[] buf = new byte[1_500];
        var writer = new RtpWriter(buf).begin(false, 96, sequences[layer]++ & 0xffff, test.now / 11_111, 1_000 + layer);
        if (!named[layer]) {
            named[layer] = true;
            names(writer, RID, RIDS.get(layer));
        }
        return packet(buf, writer, layer, Arrays.copyOf(key ? TestClient.keyFrame() : TestClient.interFrame(), length));
    }

    /** Sends a packet of a layer that has this payload. */
    void send(int layer, byte[] payload) {
        byte[] buf = new byte[1_500];
        var writer = new RtpWriter(buf).begin(false, 96, sequences[layer]++ & 0xffff, test.now / 11_111, 1_000 + layer);
        if (!named[layer]) {
            named[layer] = true;
            names(writer, RID, RIDS.get(layer));
        }
        writer.payload(payload, 0, payload.length);
        alice.sending().arrive(test.now, view(buf, writer.length()));
    }

    private static RtpPacket packet(byte[] buf, RtpWriter writer, int layer, byte[] payload) {
        payload[2] = (byte) layer;
        return view(buf, writer.payload(payload, 0, payload.length).length());
    }

    /** Names the section and the layer of a packet. */
    static void names(RtpWriter writer, int extension, String rid) {
        text(writer, MID, "1");
        text(writer, extension, rid);
    }

    private static void text(RtpWriter writer, int id, String text) {
        writer.extension(id, text.getBytes(StandardCharsets.US_ASCII), 0, text.length());
    }

    /** As it is read from the wire. */
    static RtpPacket view(byte[] buf, int size) {
        var packet = new RtpPacket();
        assertThat(packet.parse(buf, 0, size)).isTrue();
        return packet;
    }

    /** Sends a packet of each of these layers. */
    void send(boolean key, int... layers) {
        for (int layer : layers) {
            alice.sending().arrive(test.now, packet(layer, key));
        }
    }

    /** A frame of each of these layers every 33 ms for so long. */
    void flow(long millis, int... layers) {
        for (long end = test.now + millis * TestRoom.MS; test.now < end; test.pass(33)) {
            send(false, layers);
        }
    }

    /** Layers of the packets that a client received. */
    static List<Integer> layers(TestClient receiver) {
        return receiver.receiving().rtp.stream()
                .map(packet -> (int) packet.array()[packet.payloadOffset() + 2])
                .toList();
    }

    /** Layers of which the publisher was asked for key frames. */
    List<Integer> askedForKeyFrames() {
        return alice.sending().rtcp.stream()
                .filter(PictureLossIndication.class::isInstance)
                .map(each -> ((PictureLossIndication) each).mediaSsrc() - 1_000)
                .toList();
    }
}
