package org.auralink.media.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.auralink.media.codec.DependencyDescriptors.KEY;
import static org.auralink.media.codec.DependencyDescriptors.LARGE;
import static org.auralink.media.codec.DependencyDescriptors.LARGE_KEY;
import static org.auralink.media.codec.DependencyDescriptors.LARGE_MORE;
import static org.auralink.media.codec.DependencyDescriptors.SMALL;
import static org.auralink.media.codec.DependencyDescriptors.SMALL_MORE;

import java.util.ArrayList;
import java.util.List;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.rtp.RtpWriter;
import org.junit.jupiter.api.Test;

/** Which packets of two sizes and two rates a subscriber gets; of a larger picture only the key frame needs the smaller. */
class Av1LayersTest {
    private static final int EXTENSION = 12;
    private static final List<String> NAMES = List.of("S0key", "S0T0", "S0T1", "S1key", "S1T0", "S1T1");

    private final Av1Descriptor descriptor = new Av1Descriptor(EXTENSION);
    private final Av1Layers layers = new Av1Layers();
    private final List<String> got = new ArrayList<>();
    private int number;
    private int picture;

    static RtpPacket packet(byte[] dependencies, int timestamp, boolean marker) {
        byte[] buf = new byte[400];
        var writer = new RtpWriter(buf).begin(marker, 45, 1, timestamp, 1);
        if (dependencies.length > 0) {
            writer.extension(EXTENSION, dependencies, 0, dependencies.length);
        }
        writer.payload(new byte[] {0x10, 1, 2, 3}, 0, 4);
        var packet = new RtpPacket();
        assertThat(packet.parse(buf, 0, writer.length())).isTrue();
        return packet;
    }

    private void send(int template, byte[] dependencies, boolean marker) {
        RtpPacket packet = packet(dependencies, picture * 3_000, marker);
        descriptor.read(packet);
        if (layers.take(packet, descriptor, false)) {
            got.add(NAMES.get(template) + (layers.marks(packet, descriptor) ? "!" : ""));
        }
    }

    private List<String> keyPicture() {
        got.clear();
        send(KEY, DependencyDescriptors.keyFrame(number++), false);
        send(LARGE_KEY, DependencyDescriptors.frame(LARGE_KEY, number++), true);
        picture++;
        return List.copyOf(got);
    }

    private List<String> picture(int small, int large) {
        got.clear();
        send(small, DependencyDescriptors.frame(small, number++), false);
        send(large, DependencyDescriptors.frame(large, number++), true);
        picture++;
        return List.copyOf(got);
    }

    private List<String> more() {
        return picture(SMALL_MORE, LARGE_MORE);
    }

    private List<String> base() {
        return picture(SMALL, LARGE);
    }

    @Test
    void theDescriptorSaysWhatItsTemplateSays() {
        RtpPacket key = packet(DependencyDescriptors.keyFrame(65_535), 0, false);
        assertThat(descriptor.read(key)).isTrue();
        assertThat(descriptor.isKeyFrameStart()).isTrue();
        assertThat(descriptor.attachesStructure()).isTrue();
        assertThat(descriptor.frameNumber()).isEqualTo(65_535);
        assertThat(descriptor.structure().targets()).isEqualTo(4);
        assertThat(descriptor.structure().chains()).isEqualTo(2);
        assertThat(descriptor.structure().targetSpatial(3)).isEqualTo(1);
        assertThat(descriptor.structure().targetTemporal(3)).isEqualTo(1);
        assertThat(descriptor.structure().targetTemporal(2)).isZero();
        descriptor.read(packet(DependencyDescriptors.frame(LARGE_MORE, 3), 0, true));
        assertThat(descriptor.isKeyFrameStart()).isFalse();
        assertThat(descriptor.spatial()).isEqualTo(1);
        assertThat(descriptor.temporal()).isEqualTo(1);
        assertThat(descriptor.chainDistance(1)).isEqualTo(2);
        assertThat(descriptor.indication(3)).isEqualTo(1);
    }

    @Test
    void aStructureThatIsCutIsNone() {
        byte[] whole = DependencyDescriptors.keyFrame(1);
        for (int size = 3; size < whole.length - 1; size++) {
            byte[] cut = java.util.Arrays.copyOf(whole, size);
            assertThat(descriptor.read(packet(cut, 0, false)))
                    .as("cut to %d", size)
                    .isFalse();
            assertThat(descriptor.isKeyFrameStart()).isFalse();
            assertThat(descriptor.isKnown()).isFalse();
        }
        descriptor.read(packet(whole, 0, false));
        descriptor.read(packet(java.util.Arrays.copyOf(whole, 12), 0, false));
        assertThat(descriptor.read(packet(DependencyDescriptors.frame(LARGE, 5), 0, false)))
                .as("the one before still holds")
                .isTrue();
    }

    @Test
    void withoutDescriptorsASequenceBeginsWhereItsHeaderSaysSo() {
        var plain = new Av1Descriptor(0);
        byte[] buf = new byte[100];
        for (int header : new int[] {0x18, 0x10, 0x98}) {
            var writer = new RtpWriter(buf).begin(false, 45, 1, 0, 1);
            writer.payload(new byte[] {(byte) header, 1}, 0, 2);
            var packet = new RtpPacket();
            packet.parse(buf, 0, writer.length());
            assertThat(plain.read(packet)).isTrue();
            assertThat(plain.isKeyFrameStart()).as("%x", header).isEqualTo(header == 0x18);
            assertThat(layers.take(packet, plain, false)).isTrue();
        }
    }

    @Test
    void theLargestPictureNeedsTheSmallerOneInKeyFramesOnly() {
        layers.begin();
        assertThat(keyPicture()).containsExactly("S0key", "S1key!");
        assertThat(more()).containsExactly("S1T1!");
        assertThat(base()).containsExactly("S1T0!");
        assertThat(layers.isWaiting()).isFalse();
    }

    @Test
    void theSmallPictureEndsWhereItIsWhole() {
        layers.want(0, LayerSelector.ALL);
        layers.begin();
        assertThat(keyPicture()).containsExactly("S0key!");
        assertThat(more()).containsExactly("S0T1!");
        assertThat(base()).containsExactly("S0T0!");
    }

    @Test
    void anotherSizeIsHadWithAKeyFrame() {
        layers.want(0, LayerSelector.ALL);
        layers.begin();
        keyPicture();
        layers.want(1, LayerSelector.ALL);
        assertThat(more()).containsExactly("S0T1!");
        assertThat(layers.isWaiting()).isTrue();
        assertThat(keyPicture()).containsExactly("S0key", "S1key!");
        assertThat(layers.isWaiting()).isFalse();
        more();
        base();
        layers.want(0, LayerSelector.ALL);
        assertThat(more()).as("frames of the small picture were left out").containsExactly("S1T1!");
        assertThat(layers.isWaiting()).isTrue();
        assertThat(keyPicture()).containsExactly("S0key!");
    }

    @Test
    void fewerPicturesAreHadAtOnceAndMoreWhereTheDescriptorAllowsIt() {
        layers.begin();
        keyPicture();
        layers.want(LayerSelector.ALL, 0);
        assertThat(more()).isEmpty();
        assertThat(base()).containsExactly("S1T0!");
        layers.want(LayerSelector.ALL, LayerSelector.ALL);
        assertThat(more()).as("no place to change over").isEmpty();
        assertThat(base()).containsExactly("S1T0!");
        assertThat(more()).containsExactly("S1T1!");
    }

    @Test
    void aSizeThatIsNotSentAnyMoreIsNotWaitedFor() {
        layers.begin();
        keyPicture();
        more();
        base();
        got.clear();
        send(SMALL_MORE, DependencyDescriptors.active(SMALL_MORE, number++, 0b0011), true);
        assertThat(layers.isWaiting())
                .as("a key frame is needed for the smaller one")
                .isTrue();
        send(KEY, DependencyDescriptors.keyFrame(number++), true);
        assertThat(layers.isWaiting()).isFalse();
    }

    @Test
    void everyPacketOfAFrameSharesItsFate() {
        layers.want(0, LayerSelector.ALL);
        layers.begin();
        keyPicture();
        layers.want(1, LayerSelector.ALL);
        RtpPacket late = packet(DependencyDescriptors.frame(LARGE_KEY, 1, false, true), 0, true);
        descriptor.read(late);
        assertThat(layers.takeLate(late, descriptor)).isFalse();
        RtpPacket other = packet(DependencyDescriptors.frame(KEY, 0, false, true), 0, false);
        descriptor.read(other);
        assertThat(layers.takeLate(other, descriptor)).isTrue();
    }

    @Test
    void aFrameOfAStructureThatIsMissingIsRatherTaken() {
        layers.begin();
        RtpPacket packet = packet(DependencyDescriptors.frame(LARGE, 9), 0, true);
        assertThat(descriptor.read(packet)).isFalse();
        assertThat(layers.take(packet, descriptor, false)).isTrue();
    }

    @Test
    void theSubscriberIsToldWhatItCanDecode() {
        layers.want(0, LayerSelector.ALL);
        layers.begin();
        RtpPacket key = packet(DependencyDescriptors.keyFrame(7), 0, false);
        descriptor.read(key);
        layers.take(key, descriptor, false);
        byte[] buf = new byte[300];
        int size = layers.extension(key, descriptor, 1_000, buf, 5);
        var receiver = new Av1Descriptor(EXTENSION);
        byte[] written = java.util.Arrays.copyOfRange(buf, 5, 5 + size);
        assertThat(receiver.read(packet(written, 0, false))).isTrue();
        assertThat(receiver.attachesStructure()).isTrue();
        assertThat(receiver.frameNumber()).isEqualTo(1_007);
        assertThat(receiver.active()).isEqualTo(0b0011);
        RtpPacket next = packet(DependencyDescriptors.frame(SMALL, 8), 1, true);
        descriptor.read(next);
        layers.take(next, descriptor, false);
        size = layers.extension(next, descriptor, 65_530, buf, 0);
        assertThat(receiver.read(packet(java.util.Arrays.copyOf(buf, size), 1, true)))
                .isTrue();
        assertThat(receiver.frameNumber()).isEqualTo(2);
        assertThat(receiver.active()).isEqualTo(0b0011);
        assertThat(receiver.spatial()).isZero();
        assertThat(receiver.endsFrame()).isTrue();
    }

    @Test
    void whoGetsEverythingGetsTheDescriptorAsItIs() {
        layers.begin();
        byte[] sent = DependencyDescriptors.keyFrame(7);
        RtpPacket key = packet(sent, 0, false);
        descriptor.read(key);
        layers.take(key, descriptor, false);
        byte[] buf = new byte[300];
        int size = layers.extension(key, descriptor, 0, buf, 0);
        assertThat(java.util.Arrays.copyOf(buf, size)).isEqualTo(sent);
    }
}
