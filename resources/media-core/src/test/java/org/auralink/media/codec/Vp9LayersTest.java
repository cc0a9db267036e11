package org.auralink.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.rtp.RtpWriter;
import org.junit.jupiter.api.Test;

/** Which packets of three sizes and three rates a subscriber gets. Packets are called {@code S1T2} after their layers. */
class Vp9LayersTest {
    private final Vp9Descriptor descriptor = new Vp9Descriptor();
    private final Vp9Layers layers = new Vp9Layers();
    private final List<String> got = new ArrayList<>();
    private int picture;

    /** A frame of one packet, without references, as not flexible encoders write it. */
    static byte[] payload(int picture, int spatial, int temporal, boolean key, boolean up, int tl0) {
        int first = 0x80 | 0x20 | 0x08 | 0x04 | (key ? 0 : 0x40);
        return new byte[] {
            (byte) first,
            (byte) (0x80 | picture >> 8),
            (byte) picture,
            (byte) (temporal << 5 | (up ? 0x10 : 0) | spatial << 1 | (spatial > 0 ? 1 : 0)),
            (byte) tl0,
            42
        };
    }

    private static RtpPacket packet(byte[] payload, int timestamp, boolean marker) {
        byte[] buf = new byte[100];
        var writer = new RtpWriter(buf).begin(marker, 98, 1, timestamp, 1);
        writer.payload(payload, 0, payload.length);
        var packet = new RtpPacket();
        assertThat(packet.parse(buf, 0, writer.length())).isTrue();
        return packet;
    }

    /** A picture of three sizes; the packets that the subscriber gets, those that end a picture with a bang. */
    private List<String> picture(boolean key, int temporal, boolean up) {
        got.clear();
        for (int spatial = 0; spatial < 3; spatial++) {
            send(key, spatial, temporal, up, spatial == 2, false);
        }
        picture++;
        return List.copyOf(got);
    }

    private void send(boolean key, int spatial, int temporal, boolean up, boolean marker, boolean gap) {
        RtpPacket packet = packet(payload(picture, spatial, temporal, key, up, 0), picture * 3_000, marker);
        assertThat(descriptor.read(packet)).isTrue();
        if (layers.take(packet, descriptor, gap)) {
            got.add("S" + spatial + "T" + temporal + (layers.marks(packet, descriptor) ? "!" : ""));
        }
    }

    @Test
    void theDescriptorSaysWhichLayerAPacketBelongsTo() {
        RtpPacket packet = packet(payload(300, 2, 1, false, true, 77), 0, false);
        assertThat(descriptor.read(packet)).isTrue();
        assertThat(descriptor.spatial()).isEqualTo(2);
        assertThat(descriptor.temporal()).isEqualTo(1);
        assertThat(descriptor.isSwitchingUpPoint()).isTrue();
        assertThat(descriptor.beginsFrame()).isTrue();
        assertThat(descriptor.endsFrame()).isTrue();
        assertThat(descriptor.isInterPicturePredicted()).isTrue();
        assertThat(descriptor.pictureId()).isEqualTo(300);
        assertThat(descriptor.tl0()).isEqualTo(77);
        assertThat(descriptor.isKeyFrameStart()).isFalse();
    }

    @Test
    void aKeyFrameBeginsInItsSmallestSize() {
        assertThat(descriptor.parse(payload(1, 0, 0, true, false, 0), 0, 6)).isTrue();
        assertThat(descriptor.isKeyFrameStart()).isTrue();
        descriptor.parse(payload(1, 1, 0, true, false, 0), 0, 6);
        assertThat(descriptor.isKeyFrameStart()).isFalse();
        assertThat(descriptor.parse(new byte[] {0x08, 1}, 0, 2))
                .as("without layers")
                .isTrue();
        assertThat(descriptor.isKeyFrameStart()).isTrue();
        assertThat(descriptor.isLayered()).isFalse();
    }

    @Test
    void aScalabilityStructureIsReadOver() {
        byte[] payload = {0x0A, 0x38, 1, 64, 0, (byte) 180, 2, (byte) 128, 1, 104, 2, 0x04, 1, 0x08, 1, 2, 42};
        assertThat(descriptor.parse(payload, 0, payload.length)).isTrue();
        assertThat(descriptor.isKeyFrameStart()).isTrue();
        for (int size = 0; size < payload.length - 1; size++) {
            assertThat(descriptor.parse(payload, 0, size)).as("cut to %d", size).isFalse();
        }
    }

    @Test
    void everythingIsTakenWhenEverythingIsWanted() {
        layers.begin();
        assertThat(picture(true, 0, false)).containsExactly("S0T0", "S1T0", "S2T0!");
        assertThat(picture(false, 2, true)).containsExactly("S0T2", "S1T2", "S2T2!");
        assertThat(layers.isWaiting()).isFalse();
    }

    @Test
    void aSmallerSizeIsHadFromTheNextPictureOnAndItsLastPacketEndsThePicture() {
        layers.begin();
        picture(true, 0, false);
        layers.want(1, LayerSelector.ALL);
        assertThat(picture(false, 0, false)).containsExactly("S0T0", "S1T0!");
        layers.want(0, LayerSelector.ALL);
        assertThat(picture(false, 0, false)).containsExactly("S0T0!");
    }

    @Test
    void aLargerSizeWaitsForAKeyPicture() {
        layers.want(0, LayerSelector.ALL);
        layers.begin();
        assertThat(picture(true, 0, false)).containsExactly("S0T0!");
        layers.want(2, LayerSelector.ALL);
        assertThat(picture(false, 0, true)).containsExactly("S0T0!");
        assertThat(layers.isWaiting()).isTrue();
        assertThat(picture(true, 0, false)).containsExactly("S0T0", "S1T0", "S2T0!");
        assertThat(layers.isWaiting()).isFalse();
    }

    @Test
    void nobodyWaitsForASizeThatIsNotSent() {
        layers.begin();
        send(true, 0, 0, false, true, false);
        picture++;
        send(false, 0, 0, false, true, false);
        assertThat(got).containsExactly("S0T0!", "S0T0!");
        assertThat(layers.isWaiting()).isFalse();
    }

    @Test
    void aSizeWhoseBeginningIsLostButMayStillComeIsTaken() {
        layers.begin();
        RtpPacket first = packet(payload(0, 0, 0, true, false, 0), 0, false);
        descriptor.read(first);
        assertThat(layers.take(first, descriptor, false)).isTrue();
        byte[] middle = payload(0, 1, 0, true, false, 0);
        middle[0] &= ~0x08;
        RtpPacket second = packet(middle, 0, false);
        descriptor.read(second);
        assertThat(layers.take(second, descriptor, true)).isTrue();
        layers.begin();
        descriptor.read(first);
        layers.take(first, descriptor, false);
        descriptor.read(second);
        assertThat(layers.take(second, descriptor, false)).as("it was left out").isFalse();
    }

    @Test
    void fewerPicturesAreHadAtOnceAndMoreAtASwitchingUpPoint() {
        layers.begin();
        picture(true, 0, false);
        layers.want(LayerSelector.ALL, 0);
        assertThat(picture(false, 2, true)).isEmpty();
        assertThat(picture(false, 1, true)).isEmpty();
        layers.want(LayerSelector.ALL, 2);
        assertThat(picture(false, 2, true)).as("needs the one before").isEmpty();
        assertThat(picture(false, 0, false)).hasSize(3);
        assertThat(picture(false, 2, true)).as("two steps").isEmpty();
        assertThat(picture(false, 1, true)).hasSize(3);
        assertThat(picture(false, 2, false)).as("behind a switching up point").hasSize(3);
    }

    @Test
    void aPayloadThatIsCutIsForNobody() {
        layers.begin();
        picture(true, 0, false);
        RtpPacket cut = packet(new byte[] {(byte) 0xA0, 1}, 3_000, false);
        assertThat(descriptor.read(cut)).isFalse();
        assertThat(layers.take(cut, descriptor, false)).isFalse();
    }
}
