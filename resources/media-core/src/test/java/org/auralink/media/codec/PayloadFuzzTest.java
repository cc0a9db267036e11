package org.auralink.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

/** What is looked at inside a participant's payloads. */
class PayloadFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void anyPayloadIsDescribedAndItsLengthKept(byte[] payload) {
        H264Payload.isKeyFrameStart(payload, 0, payload.length);
        var vp8 = new Vp8Descriptor();
        boolean described = vp8.parse(payload, 0, payload.length);
        assertThat(described || !vp8.hasPictureId() && !vp8.isKeyFrameStart()).isTrue();
        byte[] shifted = Arrays.copyOf(payload, payload.length + 1);
        int size = vp8.shift(shifted, 0, payload.length, 1, 1, 1);
        assertThat(size - payload.length).isBetween(0, 1);
        var again = new Vp8Descriptor();
        assertThat(again.parse(shifted, 0, size)).isEqualTo(described);
        assertThat(again.isKeyFrameStart()).isEqualTo(vp8.isKeyFrameStart());
        assertThat(again.temporal()).isEqualTo(vp8.temporal());
        var h265 = new H265Payload();
        h265.parse(payload, 0, payload.length);
        assertThat(h265.temporal()).isBetween(0, 6);
        var h264 = new H264Payload();
        h264.parse(payload, 0, payload.length);
        assertThat(h264.temporal()).isBetween(0, 1);
    }
}
