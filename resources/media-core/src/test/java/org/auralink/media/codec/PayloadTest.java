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
    void aShortVp8PictureIdGrowsWhenItDoesNotFitAnyMore() {
        byte[] payload = {(byte) 0x90, (byte) 0xF0, 0x7D, 0x07, (byte) 0xBF, 0x01, 0x2A, 0x00};
        assertThat(vp8.parse(payload, 0, 7)).isTrue();
        assertThat(vp8.pictureId()).isEqualTo(125);
        assertThat(vp8.shift(payload, 0, 7, 2, 1, 1)).isEqualTo(7);
        assertThat(payload).containsExactly((byte) 0x90, (byte) 0xF0, 0x7F, 0x08, (byte) 0xA0, 0x01, 0x2A, 0x00);
        vp8.parse(payload, 0, 7);
        assertThat(vp8.shift(payload, 0, 7, 5_000, 1, 1)).isEqualTo(8);
        assertThat(payload).containsExactly((byte) 0x90, (byte) 0xF0, (byte) 0x94, 0x07, 0x09, (byte) 0xA1, 0x01, 0x2A);
    }

    @Test
    void vp8SaysWhichFrameRateAPictureBelongsTo() {
        assertThat(vp8.parse(new byte[] {(byte) 0x90, 0x20, (byte) 0x80, 1}, 0, 4))
                .isTrue();
        assertThat(vp8.temporal()).isEqualTo(2);
        assertThat(vp8.isSwitchingUpPoint()).isFalse();
        assertThat(vp8.parse(new byte[] {(byte) 0x90, 0x30, 0x60, 1}, 0, 4)).isTrue();
        assertThat(vp8.temporal()).isEqualTo(1);
        assertThat(vp8.isSwitchingUpPoint()).isTrue();
        assertThat(vp8.parse(new byte[] {(byte) 0x90, 0x10, (byte) 0xE1, 1}, 0, 4))
                .isTrue();
        assertThat(vp8.temporal()).as("of key frames' count alone").isZero();
        assertThat(vp8.keyIndex()).isEqualTo(1);
        assertThat(vp8.parse(new byte[] {0x10, 1}, 0, 2)).isTrue();
        assertThat(vp8.temporal()).isZero();
    }

    @Test
    void anH264PictureThatNoOtherNeedsIsOfAHigherFrameRate() {
        assertThat(temporal(0x01, 0x9A)).as("slice that nobody needs").isEqualTo(1);
        assertThat(temporal(0x61, 0x9A)).as("slice").isZero();
        assertThat(temporal(0x06, 0x05)).as("message").isZero();
        assertThat(temporal(0x09, 0xF0)).as("delimiter").isZero();
        assertThat(temporal(0x1C, 0x81, 1)).as("fragment").isEqualTo(1);
        assertThat(temporal(0x1C, 0x01, 1)).as("later fragment").isEqualTo(1);
        assertThat(temporal(0x7C, 0x81, 1)).as("fragment that is needed").isZero();
        assertThat(temporal(0x18, 0, 2, 0x09, 0xF0, 0, 2, 0x01, 0x9A))
                .as("aggregate")
                .isEqualTo(1);
        assertThat(temporal(0x18, 0, 2, 0x06, 0x05)).as("aggregate of messages").isZero();
        assertThat(temporal(0x18)).as("cut").isZero();
    }

    private static int temporal(int... payload) {
        var h264 = new H264Payload();
        h264.parse(bytes(payload), 0, payload.length);
        return h264.temporal();
    }

    private static byte[] bytes(int... numbers) {
        byte[] bytes = new byte[numbers.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) numbers[i];
        }
        return bytes;
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
    void anH265KeyFrameBeginsWithTheVideoParameterSet() {
        assertThat(h265(0x40, 0x01, 0x0C).isKeyFrameStart()).as("alone").isTrue();
        assertThat(h265(0x60, 0x01, 0, 3, 0x40, 0x01, 0x0C, 0, 3, 0x42, 0x01, 0x01)
                        .isKeyFrameStart())
                .as("with the other sets")
                .isTrue();
        assertThat(h265(0x60, 0x01, 0, 3, 0x46, 0x01, 0x50, 0, 3, 0x40, 0x01, 0x0C)
                        .isKeyFrameStart())
                .as("behind a delimiter")
                .isTrue();
        assertThat(h265(0x62, 0x01, 0xA0, 0x0C).isKeyFrameStart())
                .as("fragment")
                .isTrue();
        assertThat(h265(0x62, 0x01, 0x20, 0x0C).isKeyFrameStart())
                .as("later fragment")
                .isFalse();
        assertThat(h265(0x26, 0x01, 0xAF).isKeyFrameStart())
                .as("picture without its parameter sets")
                .isFalse();
        assertThat(h265(0x40, 0x01).isKeyFrameStart()).as("cut").isFalse();
    }

    @Test
    void h265SaysWhichFrameRateAPictureBelongsToAndWhereMoreCanBeHad() {
        assertThat(h265(0x02, 0x03, 1).temporal()).isEqualTo(2);
        assertThat(h265(0x02, 0x03, 1).isSwitchingUpPoint()).isFalse();
        assertThat(h265(0x06, 0x02, 1).temporal()).isEqualTo(1);
        assertThat(h265(0x06, 0x02, 1).isSwitchingUpPoint()).as("access point").isTrue();
        assertThat(h265(0x62, 0x02, 0x84, 1).isSwitchingUpPoint())
                .as("fragment")
                .isTrue();
        assertThat(h265(0x02, 0x00, 1).temporal())
                .as("a number that means nothing")
                .isZero();
    }

    private static H265Payload h265(int... payload) {
        var h265 = new H265Payload();
        h265.parse(bytes(payload), 0, payload.length);
        return h265;
    }

    @Test
    void noPayloadMakesTheParsersReadBeyondIt() {
        var random = new Random(7);
        for (int round = 0; round < 200_000; round++) {
            int size = random.nextInt(12);
            byte[] payload = new byte[size + 1];
            random.nextBytes(payload);
            if (vp8.parse(payload, 0, size)) {
                vp8.shift(payload, 0, size, random.nextInt(), random.nextInt(), random.nextInt());
            }
            H264Payload.isKeyFrameStart(payload, 0, payload.length);
        }
        assertThat(vp8.parse(new byte[0], 0, 0)).isFalse();
    }
}
