package org.auralink.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.auralink.media.dtls.DtlsRole;
import org.junit.jupiter.api.Test;

class PublisherAnswerTest {
    @Test
    void everySectionIsAnsweredInItsPlace() {
        for (String name : Descriptions.ALL) {
            Session offer = Descriptions.parsed(name);
            Session answer = Descriptions.parse(Descriptions.answer(offer));
            assertThat(answer.media())
                    .extracting(Media::mid)
                    .as(name)
                    .isEqualTo(offer.media().stream().map(Media::mid).toList());
            assertThat(answer.media())
                    .extracting(Media::kind)
                    .isEqualTo(offer.media().stream().map(Media::kind).toList());
            assertThat(answer.media())
                    .extracting(Media::protocol)
                    .isEqualTo(offer.media().stream().map(Media::protocol).toList());
            assertThat(answer.bundle())
                    .isEqualTo(answer.media().stream()
                            .filter(section -> section.port() != 0)
                            .map(Media::mid)
                            .toList());
        }
    }

    @Test
    void everySectionInUseSaysHowToReachTheServer() {
        for (String name : Descriptions.ALL) {
            String text = Descriptions.answer(Descriptions.parsed(name));
            assertThat(text).startsWith("v=0\r\n").contains("\r\na=ice-lite\r\n");
            assertThat(text.replace("\r\n", "")).as("lines end as they should").doesNotContain("\n", "\r");
            for (Media section : Descriptions.parse(text).media()) {
                if (section.port() == 0) {
                    continue;
                }
                assertThat(section.setup()).isEqualTo("passive");
                assertThat(section.ufrag()).isEqualTo("localfrag");
                assertThat(section.password()).isEqualTo("localpasswordlocalpassword");
                assertThat(section.fingerprint()).startsWith("sha-256 AB:");
            }
        }
    }

    @Test
    void aPassiveOfferIsAnsweredActively() {
        Session offer = Descriptions.parse(
                Descriptions.text(Descriptions.CHROMIUM).replace("a=setup:actpass", "a=setup:passive"));
        Session answer = Descriptions.parse(Descriptions.answer(offer, DtlsRole.CLIENT));
        assertThat(answer.media())
                .filteredOn(section -> section.port() != 0)
                .extracting(Media::setup)
                .containsOnly("active");
    }

    @Test
    void theOtherSidesRoleLeavesUsOurs() throws SdpException {
        String text = Descriptions.text(Descriptions.CHROMIUM);
        for (String theirs : List.of("actpass", "active", "passive")) {
            Session offer = Descriptions.parse(text.replace("a=setup:actpass", "a=setup:" + theirs));
            assertThat(RemoteTransport.of(offer).ours())
                    .as(theirs)
                    .isEqualTo(theirs.equals("passive") ? DtlsRole.CLIENT : DtlsRole.SERVER);
        }
    }

    @Test
    void chromiumsCodecsAreReducedToTheAcceptedOnesWithTheirRetransmissions() {
        Media video = answered(Descriptions.CHROMIUM).media().get(1);
        assertThat(video.codecs())
                .extracting(Codec::payloadType)
                .startsWith(96, 97, 108, 109)
                .containsExactlyInAnyOrder(96, 97, 102, 103, 104, 107, 108, 109, 114, 115, 116, 117, 39, 40);
        for (Codec codec : video.codecs()) {
            if (codec.is("rtx")) {
                assertThat(video.codec(codec.associatedPayloadType())).isNotNull();
                assertThat(codec.feedback()).isEmpty();
            } else {
                assertThat(codec.feedback()).containsExactly("ccm fir", "nack", "nack pli");
            }
        }
        assertThat(video.formats()).hasSize(video.codecs().size());
    }

    @Test
    void simulcastIsAcceptedAsOffered() {
        for (String name : List.of(Descriptions.CHROMIUM, Descriptions.FIREFOX)) {
            String text = Descriptions.answer(Descriptions.parsed(name));
            assertThat(text)
                    .contains("a=rid:q recv\r\na=rid:h recv\r\na=rid:f recv\r\na=simulcast:recv q;h;f\r\n")
                    .doesNotContain(" send");
        }
        assertThat(Descriptions.answer(Descriptions.parsed(Descriptions.IOS))).doesNotContain("a=rid", "a=simulcast");
    }

    @Test
    void onlyHeaderExtensionsThatAreReadAreAccepted() {
        Session answer = answered(Descriptions.CHROMIUM);
        assertThat(answer.media().get(0).extensions())
                .containsExactly(
                        new HeaderExtension(1, HeaderExtension.AUDIO_LEVEL),
                        new HeaderExtension(4, HeaderExtension.MID));
        assertThat(answer.media().get(1).extensions())
                .containsExactly(
                        new HeaderExtension(4, HeaderExtension.MID),
                        new HeaderExtension(10, HeaderExtension.RID),
                        new HeaderExtension(11, HeaderExtension.REPAIRED_RID));
    }

    @Test
    void dataIsTakenBesideMedia() {
        for (String name : List.of(Descriptions.CHROMIUM, Descriptions.FIREFOX, Descriptions.IOS)) {
            Session answer = answered(name);
            Media data = answer.media().get(2);
            assertThat(data.port()).as(name).isNotZero();
            assertThat(data.sctpPort()).as(name).isEqualTo(5_000);
            assertThat(data.formats()).as(name).containsExactly("webrtc-datachannel");
            assertThat(answer.bundle()).as(name).hasSize(3).endsWith(data.mid());
        }
    }

    @Test
    void whatIsNoDataChannelIsRejected() {
        String line = "m=application 9 UDP/DTLS/SCTP webrtc-datachannel";
        for (String other : List.of("m=application 9 UDP/BFCP *", "m=application 9 DTLS/SCTP 5000")) {
            Session offer =
                    Descriptions.parse(Descriptions.text(Descriptions.CHROMIUM).replace(line, other));
            assertThat(Descriptions.parse(Descriptions.answer(offer))
                            .media()
                            .get(2)
                            .port())
                    .as(other)
                    .isZero();
        }
    }

    @Test
    void aSecondDataSectionIsRejected() {
        String text = Descriptions.text(Descriptions.CHROMIUM);
        String data = text.substring(text.indexOf("m=application"));
        Session offer = Descriptions.parse(text + data.replaceFirst("a=mid:[^\r]*", "a=mid:9"));
        Session answer = Descriptions.parse(Descriptions.answer(offer));
        assertThat(answer.media().get(2).port()).isNotZero();
        assertThat(answer.media().get(3).port()).isZero();
    }

    @Test
    void dataThatIsAloneCarriesTheConnectionAndDoesSoForGood() throws SdpException {
        String alone = Descriptions.text(Descriptions.CHROMIUM)
                .replaceFirst("(?s)m=audio.*?(?=m=application)", "")
                .replace("a=group:BUNDLE 0 1 2", "a=group:BUNDLE 2");
        Session offer = Descriptions.parse(alone);
        Session answer = Descriptions.parse(Descriptions.answer(offer));
        assertThat(answer.bundle()).containsExactly("2");
        assertThat(answer.media().get(0).sctpPort()).isEqualTo(5_000);
        assertThat(RemoteTransport.of(offer)).isNotNull();
        assertThat(PublisherAnswer.carrier(offer, Map.of(), "")).isEqualTo("2");
        Session next = Descriptions.parsed(Descriptions.CHROMIUM);
        var accepted = Descriptions.accepted(next);
        assertThat(PublisherAnswer.carrier(next, accepted, "2")).isEqualTo("2");
        assertThat(PublisherAnswer.carrier(next, accepted, "")).isEqualTo("0");
    }

    @Test
    void whatTheClientOnlyReceivesIsInactiveAndNotStopped() {
        Session answer = answered(Descriptions.RECEIVING);
        assertThat(answer.media().subList(0, 6)).extracting(Media::port).doesNotContain(0);
        assertThat(answer.media().subList(0, 6)).extracting(Media::direction).containsOnly(Direction.INACTIVE);
        assertThat(answer.bundle()).containsExactly("0", "1", "2", "3", "4", "5", "6");
    }

    @Test
    void whatIsNotWantedIsInactiveAndNotStopped() {
        Session offer = Descriptions.parsed(Descriptions.CHROMIUM);
        Session answer = Descriptions.parse(
                PublisherAnswer.write(offer, Map.of(), Map.of(), Descriptions.TRANSPORT, DtlsRole.SERVER, "", 7, 1));
        assertThat(answer.media().subList(0, 2)).extracting(Media::direction).containsOnly(Direction.INACTIVE);
        assertThat(answer.bundle()).containsExactly("0", "1", "2");
    }

    @Test
    void onlyWhatWasBundledIsBundled() {
        Session offer = Descriptions.parse(
                Descriptions.text(Descriptions.MICROPHONE).replaceAll("a=group:BUNDLE[^\r]*\r\n", ""));
        assertThat(Descriptions.answer(offer)).doesNotContain("a=group");
    }

    @Test
    void theSectionThatCarriesTheBundleIsNeverRejected() {
        Session offer = Descriptions.parsed(Descriptions.CHROMIUM);
        Map<String, List<Codec>> nothing = Map.of("0", List.of(), "1", List.of());
        String text =
                PublisherAnswer.write(offer, nothing, Map.of(), Descriptions.TRANSPORT, DtlsRole.SERVER, "", 7, 1);
        Session answer = Descriptions.parse(text);
        Media audio = answer.media().get(0);
        assertThat(audio.port()).isNotZero();
        assertThat(audio.direction()).isEqualTo(Direction.INACTIVE);
        assertThat(audio.formats()).containsExactly("111");
        assertThat(answer.bundle()).containsExactly("0", "2");
    }

    @Test
    void aSectionWithoutAnAcceptedCodecIsRejected() {
        Session offer = Descriptions.parsed(Descriptions.CHROMIUM);
        Map<String, List<Codec>> audioOnly =
                Map.of("0", Descriptions.POLICY.accept(offer.media().get(0), ""), "1", List.of());
        Session answer = Descriptions.parse(
                PublisherAnswer.write(offer, audioOnly, Map.of(), Descriptions.TRANSPORT, DtlsRole.SERVER, "", 7, 1));
        Media video = answer.media().get(1);
        assertThat(video.port()).isZero();
        assertThat(video.formats()).isEqualTo(offer.media().get(1).formats());
        assertThat(answer.bundle()).containsExactly("0", "2");
    }

    @Test
    void theServerReceivesWhatTheClientSends() {
        Session offer = Descriptions.parsed(Descriptions.IOS);
        Session answer = answered(Descriptions.IOS);
        assertThat(offer.media().get(0).direction()).isEqualTo(Direction.SENDRECV);
        assertThat(answer.media().subList(0, 2)).extracting(Media::direction).containsOnly(Direction.RECVONLY);
    }

    @Test
    void twoAnswersOfAConnectionDifferInTheirVersion() {
        Session offer = Descriptions.parsed(Descriptions.MICROPHONE);
        String first = PublisherAnswer.write(
                offer, Descriptions.accepted(offer), Map.of(), Descriptions.TRANSPORT, DtlsRole.SERVER, "", 7, 1);
        String second = PublisherAnswer.write(
                offer, Descriptions.accepted(offer), Map.of(), Descriptions.TRANSPORT, DtlsRole.SERVER, "", 7, 2);
        assertThat(first).contains("o=- 7 1 ");
        assertThat(second).isEqualTo(first.replace("o=- 7 1 ", "o=- 7 2 "));
    }

    private static Session answered(String name) {
        return Descriptions.parse(Descriptions.answer(Descriptions.parsed(name)));
    }
}
