package org.auralink.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.rtp.RtpWriter;

/** What participants say about the layers of VP9. */
class Vp9FuzzTest {
    @FuzzTest(maxDuration = "1m")
    void anyVp9PayloadIsDescribedAndItsLengthKept(byte[] payload) {
        var descriptor = new Vp9Descriptor();
        boolean described = descriptor.parse(payload, 0, payload.length);
        assertThat(described || !descriptor.hasPictureId() && !descriptor.isKeyFrameStart())
                .isTrue();
        byte[] shifted = Arrays.copyOf(payload, payload.length + 1);
        int size = descriptor.shift(shifted, 0, payload.length, 1, 1, 1);
        var again = new Vp9Descriptor();
        assertThat(again.parse(shifted, 0, size)).isEqualTo(described);
        assertThat(again.spatial()).isEqualTo(descriptor.spatial());
        var layers = new Vp9Layers();
        layers.want(1, 1);
        layers.begin();
        for (int timestamp = 0; timestamp < 3; timestamp++) {
            RtpPacket packet = packet(payload, timestamp);
            descriptor.read(packet);
            layers.take(packet, descriptor, timestamp == 1);
            layers.marks(packet, descriptor);
        }
    }

    private static RtpPacket packet(byte[] payload, int timestamp) {
        byte[] buf = new byte[payload.length + 600];
        var writer = new RtpWriter(buf).begin(false, 45, 1, timestamp, 1);
        writer.payload(payload, 0, payload.length);
        var packet = new RtpPacket();
        assertThat(packet.parse(buf, 0, writer.length())).isTrue();
        return packet;
    }
}
