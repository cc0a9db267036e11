package org.auralink.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.auralink.media.sdp.SubscriberOffer.Section;
import org.junit.jupiter.api.Test;

class SubscriberOfferTest {
    private static final Codec OPUS = new Codec(111, "opus", 48_000, 2, "minptime=10", List.of("nack"));
    private static final Codec VP8 = new Codec(96, "VP8", 90_000, 1, "", List.of("nack", "nack pli", "ccm fir"));
    private static final Codec RTX = new Codec(97, "rtx", 90_000, 1, "apt=96", List.of());
    private static final Section AUDIO = new Section("1", "audio", List.of(OPUS), 10, 0, "PA_a|TR_a", "TR_a");
    private static final Section VIDEO = new Section("2", "video", List.of(VP8, RTX), -20, -21, "PA_a|TR_v", "TR_v");

    private static String write(List<Section> sections) {
        return SubscriberOffer.write(sections, Descriptions.TRANSPORT, 9, 3);
    }

    @Test
    void aTrackIsOfferedWithItsNamesAndSources() {
        String text = write(List.of(AUDIO, VIDEO));
        Session offer = Descriptions.parse(text);
        assertThat(offer.bundle()).containsExactly("data", "1", "2");
        assertThat(offer.data())
                .hasValueSatisfying(data -> assertThat(data.sctpPort()).isEqualTo(5_000));
        Media video = offer.media().get(2);
        assertThat(video.direction()).isEqualTo(Direction.SENDONLY);
        assertThat(video.stream()).isEqualTo("PA_a|TR_v");
        assertThat(video.track()).isEqualTo("TR_v");
        assertThat(video.ssrcs()).containsExactly(-20);
        assertThat(video.retransmissions()).containsExactly(-21);
        assertThat(video.codecs()).extracting(Codec::payloadType).containsExactly(96, 97);
        assertThat(text).contains("a=ssrc-group:FID 4294967276 4294967275\r\n");
        Media audio = offer.media().get(1);
        assertThat(audio.ssrcs()).containsExactly(10);
        assertThat(audio.codecs()).containsExactly(OPUS);
    }

    @Test
    void aSectionOutOfUseKeepsItsPlaceAndNamesNoSources() {
        var idle = new Section("1", "audio", List.of(OPUS), 10, 0, "", "");
        Session offer = Descriptions.parse(write(List.of(idle, VIDEO)));
        assertThat(offer.media()).extracting(Media::mid).containsExactly("data", "1", "2");
        Media audio = offer.media().get(1);
        assertThat(audio.direction()).isEqualTo(Direction.INACTIVE);
        assertThat(audio.port()).isNotZero();
        assertThat(audio.ssrcs()).isEmpty();
        assertThat(audio.stream()).isEmpty();
    }

    @Test
    void aSectionIsUsedAgainForAnotherTrack() {
        var next = new Section("1", "audio", List.of(OPUS), 30, 0, "PA_b|TR_b", "TR_b");
        Session offer = Descriptions.parse(write(List.of(next, VIDEO)));
        assertThat(offer.media().get(1).track()).isEqualTo("TR_b");
        assertThat(offer.media().get(1).ssrcs()).containsExactly(30);
    }

    @Test
    void manyTracksStayWithinTheLimitsOfTheParser() {
        List<Section> sections = new ArrayList<>();
        for (int i = 1; i < SdpLimits.MAX_SECTIONS; i++) {
            sections.add(new Section(String.valueOf(i), "video", List.of(VP8, RTX), i, -i, "PA_a|TR_" + i, "TR_" + i));
        }
        assertThat(Descriptions.parse(write(sections)).media()).hasSize(SdpLimits.MAX_SECTIONS);
    }
}
