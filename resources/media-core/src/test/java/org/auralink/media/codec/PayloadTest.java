package org.auralink.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PayloadTest {
    private final Vp8Descriptor vp8 = new Vp8Descriptor();

    @Test
    void aVp8KeyFrameBeginsInTheFirstPartitionsFirstPacket() {
        assertThat(vp8.parse(new byte[] {0x10, 0x00}, 0, 2)).isTrue();
        assertThat(vp8.isKeyFrameStart()).isTrue();
        assertThat(vp8.parse(new byte[] {0x10, 0x01}, 0, 2)).isTrue();
        assertThat(vp8.isKeyFrameStart()).as("inter frame").isFalse();
        assertThat(vp8.parse(new byte[] {0x00, 0x00}, 0, 2)).isTrue();
        assertThat(vp8.isKeyFrameStart()).as("continuation").isFalse();
        assertThat(vp8.parse(new byte[] {0x11, 0x00}, 0, 2)).isTrue();
        assertThat(vp8.isKeyFrameStart()).as("second partition").isFalse();
    }

    @Test
    void shortVp8PictureIdsWrapAtSevenBits() {
        byte[] payload = {(byte) 0x90, (byte) 0x80, 0x7F, 0x00};
        assertThat(vp8.parse(payload, 0, payload.length)).isTrue();
        assertThat(vp8.pictureId()).isEqualTo(127);
        vp8.shift(payload, 0, 2, 0);
        assertThat(payload[2]).isEqualTo((byte) 1);
    }

    @Test
    void anH264KeyFrameIsFoundAloneAggregatedAndFragmented() {
        assertThat(H264Payload.isKeyFrameStart(new byte[] {0x67, 0}, 0, 2)).isTrue();
        assertThat(H264Payload.isKeyFrameStart(new byte[] {0x65, 0}, 0, 2))
                .as("picture without its parameter sets")
                .isFalse();
        assertThat(H264Payload.isKeyFrameStart(new byte[] {0x61, 0}, 0, 2)).isFalse();
        assertThat(H264Payload.isKeyFrameStart(new byte[] {0x78, 0, 1, 0x09, 0, 2, 0x67, 1}, 0, 8))
                .isTrue();
        assertThat(H264Payload.isKeyFrameStart(new byte[] {0x78, 0, 2, 0x61, 1}, 0, 5))
                .isFalse();
        assertThat(H264Payload.isKeyFrameStart(new byte[] {0x7C, (byte) 0x87, 0}, 0, 3))
                .isTrue();
        assertThat(H264Payload.isKeyFrameStart(new byte[] {0x7C, 0x07, 0}, 0, 3))
                .isFalse();
    }

    @Test
    void noPayloadMakesTheParsersReadBeyondIt() {
        var random = new Random(7);
        for (int round = 0; round < 200_000; round++) {
            byte[] payload = new byte[random.nextInt(12)];
            random.nextBytes(payload);
            if (vp8.parse(payload, 0, payload.length)) {
                vp8.shift(payload, 0, random.nextInt(), random.nextInt());
            }
            H264Payload.isKeyFrameStart(payload, 0, payload.length);
        }
        assertThat(vp8.parse(new byte[0], 0, 0)).isFalse();
    }
}
