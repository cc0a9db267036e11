package org.auralink.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.auralink.media.sdp.Codec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadFormatTest {
    private static Codec codec(String name, int clock, int channels, String parameters) {
        return new Codec(100, name, clock, channels, parameters, List.of());
    }

    private static Codec h264(String parameters) {
        return codec("H264", 90_000, 1, parameters);
    }

    @ParameterizedTest
    @CsvSource({
        "42e01f, CONSTRAINED_BASELINE",
        "42E01F, CONSTRAINED_BASELINE",
        "42c01f, CONSTRAINED_BASELINE",
        "42400a, CONSTRAINED_BASELINE",
        "42f00b, CONSTRAINED_BASELINE",
        "4de01f, CONSTRAINED_BASELINE",
        "4d801f, CONSTRAINED_BASELINE",
        "58c01f, CONSTRAINED_BASELINE",
        "58f015, CONSTRAINED_BASELINE",
        "42001f, BASELINE",
        "42a01f, BASELINE",
        "42b00b, BASELINE",
        "42800a, BASELINE",
        "58801f, BASELINE",
        "58b028, BASELINE",
        "4d001f, MAIN",
        "4d401f, MAIN",
        "4D5028, MAIN",
        "64001f, HIGH",
        "640c1f, CONSTRAINED_HIGH",
    })
    void aProfileIsWhatItsBitsMean(String text, H264Profile profile) {
        assertThat(H264Profile.of(text)).contains(profile);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "42e0",
                "42e01",
                "42e01ff",
                "42g01f",
                "0x42e0",
                "58001f",
                "4d201f",
                "42e11f",
                "6e001f",
                "7a001f",
                "f4001f",
                "2c101f",
                "000000",
                "\u0664\u0662e01f",
                " 42e01f"
            })
    void whatNamesNoKnownProfileIsNone(String text) {
        assertThat(H264Profile.of(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "packetization-mode=1;profile-level-id=42e01f",
                "profile-level-id=42e01f;packetization-mode=1",
                "profile-level-id=42C01F; packetization-mode=1",
                "Profile-Level-ID=42e034 ;PACKETIZATION-MODE=1;level-asymmetry-allowed=1",
                ";;profile-level-id = 4de01f;x;=;packetization-mode = 1;",
            })
    void orderSpacesAndCaseOfParametersMeanNothing(String parameters) {
        assertThat(PayloadFormat.of(h264(parameters))).contains(new H264(H264Profile.CONSTRAINED_BASELINE, 1));
    }

    @Test
    void whatIsNotSaidHasItsDefault() {
        assertThat(PayloadFormat.of(h264(""))).contains(new H264(H264Profile.BASELINE, 0));
        assertThat(PayloadFormat.of(h264("packetization-mode=1"))).contains(new H264(H264Profile.BASELINE, 1));
        assertThat(PayloadFormat.of(h264("profile-level-id=42e01f")))
                .contains(new H264(H264Profile.CONSTRAINED_BASELINE, 0));
        assertThat(PayloadFormat.of(codec("opus", 48_000, 2, ""))).contains(new Opus());
        assertThat(PayloadFormat.of(codec("vp8", 90_000, 1, "max-fr=30;max-fs=3600")))
                .contains(new Vp8());
        assertThat(PayloadFormat.of(codec("pcma", 8_000, 1, ""))).contains(Pcm.A_LAW);
    }

    @Test
    void whatIsNotForwardedHasNoFormat() {
        for (String parameters : List.of(
                "packetization-mode=2;profile-level-id=42e01f",
                "packetization-mode=one;profile-level-id=42e01f",
                "profile-level-id=nonsense")) {
            assertThat(PayloadFormat.of(h264(parameters))).as(parameters).isEmpty();
        }
        for (Codec other : List.of(
                codec("VP9", 90_000, 1, "profile-id=4"),
                codec("red", 48_000, 2, "111/63"),
                codec("rtx", 90_000, 1, "apt=96"),
                codec("opus", 48_000, 1, ""),
                codec("H264", 48_000, 1, ""),
                codec("PCMU", 16_000, 1, ""),
                codec("PCMA", 8_000, 2, ""),
                codec("G722", 8_000, 1, ""),
                codec("VP8", 90_000, 2, ""))) {
            assertThat(PayloadFormat.of(other)).as(other.name()).isEmpty();
        }
    }

    @Test
    void ofH265EverybodyTakesTheMainProfileAndNobodySeveralStreams() {
        assertThat(PayloadFormat.of(codec("h265", 90_000, 1, "level-id=180;profile-id=1;tier-flag=0;tx-mode=SRST")))
                .contains(new H265(1, 0));
        assertThat(PayloadFormat.of(codec("H265", 90_000, 1, ""))).contains(new H265(1, 0));
        assertThat(new H265(2, 0).isAccepted()).isFalse();
        assertThat(new H265(1, 1).isAccepted()).isFalse();
        assertThat(new H265(1, 0).isTakenAs(new H265(1, 1))).isTrue();
        assertThat(new H265(1, 0).isTakenAs(new H265(2, 0))).isFalse();
        for (String parameters : List.of("tx-mode=MRST", "profile-id=x", "profile-id=32", "tier-flag=2")) {
            assertThat(PayloadFormat.of(codec("H265", 90_000, 1, parameters)))
                    .as(parameters)
                    .isEmpty();
        }
    }

    @Test
    void aStreamIsTakenByWhoTakesMore() {
        var constrained = new H264(H264Profile.CONSTRAINED_BASELINE, 1);
        for (H264Profile profile : H264Profile.values()) {
            assertThat(constrained.isTakenAs(new H264(profile, 1)))
                    .as("%s", profile)
                    .isTrue();
            assertThat(constrained.isTakenAs(new H264(profile, 0))).isFalse();
            assertThat(new H264(H264Profile.CONSTRAINED_BASELINE, 0).isTakenAs(new H264(profile, 1)))
                    .isTrue();
        }
        var baseline = new H264(H264Profile.BASELINE, 1);
        assertThat(baseline.isTakenAs(constrained)).isFalse();
        assertThat(new H264(H264Profile.MAIN, 1).isTakenAs(new H264(H264Profile.HIGH, 1)))
                .isTrue();
        assertThat(new H264(H264Profile.HIGH, 1).isTakenAs(new H264(H264Profile.MAIN, 1)))
                .isFalse();
        assertThat(new Vp8().isTakenAs(constrained)).isFalse();
        assertThat(Pcm.MU_LAW.isTakenAs(Pcm.MU_LAW)).isTrue();
        assertThat(Pcm.MU_LAW.isTakenAs(Pcm.A_LAW)).isFalse();
        assertThat(constrained.isTakenAs(new Opus())).isFalse();
    }

    @Test
    void retransmissionsNameWhatTheyRepeatInAnySpelling() {
        for (String parameters : List.of("apt=96", " APT = 96 ;rtx-time=3000", "rtx-time=3000;apt=96")) {
            assertThat(codec("RTX", 90_000, 1, parameters).associatedPayloadType())
                    .isEqualTo(96);
        }
        for (String parameters : List.of("", "apt", "apt=", "apt=x", "apt=9999", "rtx-time=96")) {
            assertThat(codec("rtx", 90_000, 1, parameters).associatedPayloadType())
                    .isEqualTo(-1);
        }
    }
}
