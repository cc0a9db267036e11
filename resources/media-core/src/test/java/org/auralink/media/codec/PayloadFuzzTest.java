package org.auralink.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** What is looked at inside a participant's payloads. */
class PayloadFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void anyPayloadIsDescribedAndItsLengthKept(byte[] payload) {
        H264Payload.isKeyFrameStart(payload, 0, payload.length);
        var vp8 = new Vp8Descriptor();
        boolean described = vp8.parse(payload, 0, payload.length);
        assertThat(described || !vp8.hasPictureId() && !vp8.isKeyFrameStart()).isTrue();
        byte[] shifted = payload.clone();
        vp8.shift(shifted, 0, 1, 1);
        vp8.shift(shifted, 0, -1, -1);
        var again = new Vp8Descriptor();
        assertThat(again.parse(shifted, 0, shifted.length)).isEqualTo(described);
        assertThat(again.isKeyFrameStart()).isEqualTo(vp8.isKeyFrameStart());
    }
}
