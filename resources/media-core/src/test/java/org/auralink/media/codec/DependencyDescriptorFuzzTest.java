package org.auralink.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.rtp.RtpWriter;

/** What participants say about the layers of AV1. */
class DependencyDescriptorFuzzTest {
    private static final int EXTENSION = 12;
    /** The longest element of a header extension. */
    private static final int LONGEST = 255;

    /** One byte says how long the descriptor of the first packet is; what follows is that of the second. */
    @FuzzTest(maxDuration = "1m")
    void anyDependencyDescriptorIsReadAndRewritten(byte[] input) {
        int first = input.length == 0 ? 0 : Math.min(input[0] & 0xff, input.length - 1);
        var source = new Av1Descriptor(EXTENSION);
        var receiver = new Av1Descriptor(EXTENSION);
        var layers = new Av1Layers();
        layers.want(0, 0);
        layers.begin();
        byte[] structure = part(input, 1, 1 + first);
        byte[] frame = part(input, 1 + first, input.length);
        byte[] buf = new byte[400];
        for (byte[] dependencies : new byte[][] {structure, frame, structure, frame}) {
            RtpPacket packet = packet(dependencies, new byte[] {1, 2}, dependencies.length);
            boolean known = source.read(packet);
            boolean taken = layers.take(packet, source, false);
            assertThat(layers.takeLate(packet, source)).isEqualTo(taken);
            layers.marks(packet, source);
            int size = layers.extension(packet, source, 1, buf, 0);
            assertThat(size).isLessThanOrEqualTo(dependencies.length + 6);
            RtpPacket sent = packet(java.util.Arrays.copyOf(buf, size), new byte[] {1, 2}, dependencies.length);
            assertThat(receiver.read(sent)).isEqualTo(known);
            if (known && source.isPresent()) {
                assertThat(receiver.spatial()).isEqualTo(source.spatial());
                assertThat(receiver.temporal()).isEqualTo(source.temporal());
                assertThat(receiver.frameNumber()).isEqualTo(source.frameNumber() + 1 & 0xffff);
            }
        }
    }

    private static byte[] part(byte[] input, int from, int to) {
        int begin = Math.min(from, input.length);
        return java.util.Arrays.copyOfRange(input, begin, Math.max(begin, Math.min(to, begin + LONGEST - 10)));
    }

    private static RtpPacket packet(byte[] dependencies, byte[] payload, int timestamp) {
        byte[] buf = new byte[payload.length + 600];
        var writer = new RtpWriter(buf).begin(false, 45, 1, timestamp, 1);
        if (dependencies.length > 0) {
            writer.extension(EXTENSION, dependencies, 0, dependencies.length);
        }
        writer.payload(payload, 0, payload.length);
        var packet = new RtpPacket();
        assertThat(packet.parse(buf, 0, writer.length())).isTrue();
        return packet;
    }
}
