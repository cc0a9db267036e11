package org.auralink.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.auralink.media.sdp.Codec;
import org.auralink.media.sdp.Descriptions;
import org.auralink.media.sdp.Media;
import org.junit.jupiter.api.Test;

class CodecPolicyTest {
    private static final CodecPolicy POLICY = Descriptions.POLICY;
    private static final Media VIDEO =
            Descriptions.parsed(Descriptions.CHROMIUM).media().get(1);

    @Test
    void thePreferredCodecComesFirstWithItsRetransmissions() {
        List<Codec> accepted = POLICY.accept(VIDEO, "h264");
        assertThat(accepted).extracting(Codec::payloadType).startsWith(108, 109).endsWith(96, 97);
        assertThat(POLICY.accept(VIDEO, "av1").get(0).name()).as("not enabled").isEqualTo("VP8");
    }

    @Test
    void onlyEnabledCodecsAreAccepted() {
        var vp8Only = new CodecPolicy(List.of("video/vp8"));
        assertThat(vp8Only.accept(VIDEO, "")).extracting(Codec::payloadType).containsExactly(96, 97);
        Media audio = Descriptions.parsed(Descriptions.CHROMIUM).media().get(0);
        assertThat(vp8Only.accept(audio, "")).isEmpty();
        assertThat(new CodecPolicy(List.of()).accept(VIDEO, "")).isEmpty();
    }

    @Test
    void aCodecWithAnotherClockThanItsOwnIsLeftOut() {
        String text = Descriptions.text(Descriptions.CHROMIUM);
        for (String wrong : List.of("VP8/1", "VP8/48000", "VP8/90000/2", "VP8/999999")) {
            Media video =
                    Descriptions.parse(text.replace("VP8/90000", wrong)).media().get(1);
            assertThat(POLICY.accept(video, ""))
                    .as(wrong)
                    .extracting(Codec::name)
                    .doesNotContain("VP8")
                    .contains("H264");
        }
        for (String wrong : List.of("opus/1/2", "opus/8000/2", "opus/48000", "opus/48000/1")) {
            Media audio = Descriptions.parse(text.replace("opus/48000/2", wrong))
                    .media()
                    .get(0);
            assertThat(POLICY.accept(audio, "")).as(wrong).isEmpty();
        }
    }

    @Test
    void aPayloadTypeThatLooksLikeRtcpOnTheWireIsLeftOut() {
        String text = Descriptions.text(Descriptions.CHROMIUM);
        for (int type : List.of(64, 72, 95)) {
            // The codec and what repairs it.
            Media video = Descriptions.parse(text.replace(" 96 97 ", " " + type + " 97 ")
                            .replace("rtpmap:96 ", "rtpmap:" + type + " ")
                            .replace("apt=96", "apt=" + type))
                    .media()
                    .get(1);
            assertThat(POLICY.accept(video, ""))
                    .as("payload type %d", type)
                    .extracting(Codec::payloadType)
                    .doesNotContain(type, 97)
                    .isNotEmpty();
            Media repair = Descriptions.parse(
                            text.replace(" 96 97 ", " 96 " + type + " ").replace(":97 ", ":" + type + " "))
                    .media()
                    .get(1);
            assertThat(POLICY.accept(repair, ""))
                    .as("repair with %d", type)
                    .extracting(Codec::payloadType)
                    .contains(96)
                    .doesNotContain(type);
        }
        Media low = Descriptions.parse(text.replace(" 96 97 ", " 63 97 ")
                        .replace("rtpmap:96 ", "rtpmap:63 ")
                        .replace("apt=96", "apt=63"))
                .media()
                .get(1);
        assertThat(POLICY.accept(low, "")).extracting(Codec::payloadType).contains(63, 97);
    }

    @Test
    void h264ProfilesThatNotEveryBrowserDecodesAreLeftOut() {
        Media video = Descriptions.parsed(Descriptions.IOS).media().get(1);
        assertThat(POLICY.accept(video, "")).extracting(Codec::payloadType).containsExactly(101, 102, 103, 104);
    }

    @Test
    void audioAsksForRepairAndPausesInSilence() {
        Media audio = Descriptions.parsed(Descriptions.FIREFOX).media().get(0);
        Codec opus = POLICY.accept(audio, "").get(0);
        assertThat(opus.payloadType()).isEqualTo(109);
        assertThat(opus.feedback()).containsExactly("nack");
        assertThat(opus.parameter("useinbandfec")).isEqualTo("1");
        assertThat(opus.parameter("usedtx")).isEqualTo("1");
        assertThat(opus.parameter("stereo")).isEmpty();
    }

    @Test
    void musicIsStereoAndDoesNotPause() {
        Media audio = Descriptions.parsed(Descriptions.CHROMIUM).media().get(0);
        Codec opus = POLICY.accept(audio, "", new Sound(true, false, false)).get(0);
        assertThat(opus.parameters()).isEqualTo("minptime=10;useinbandfec=1;stereo=1;maxaveragebitrate=510000");
    }
}
