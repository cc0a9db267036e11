package org.auralink.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTest {
    private static final String START = "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n";
    private static final String AUDIO = START + "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\n";

    @Test
    void aGroupOfSizesSaysWhichSourceIsWhich() {
        String text = Descriptions.text(Descriptions.FIREFOX);
        int video = text.indexOf("m=video");
        int end = text.indexOf("m=", video + 1);
        String sizes = "a=ssrc-group:SIM 30 10 20\r\na=ssrc-group:FID 10 11\r\n"
                + "a=ssrc:10 cname:x\r\na=ssrc:11 cname:x\r\na=ssrc:20 cname:x\r\na=ssrc:30 cname:x\r\n";
        String section = (end < 0 ? text.substring(video) : text.substring(video, end))
                .replaceAll("a=(ssrc|rid|simulcast)[^\r]*\r\n", "");
        Session session =
                Descriptions.parse(text.substring(0, video) + section + sizes + (end < 0 ? "" : text.substring(end)));
        Media media = session.media().get(1);
        assertThat(media.ssrcs()).containsExactly(30, 10, 20);
        assertThat(media.retransmissions()).containsExactly(null, 11, null);
    }

    @Test
    void chromiumsSimulcastOfferIsUnderstood() {
        Session offer = Descriptions.parsed(Descriptions.CHROMIUM);
        assertThat(offer.bundle()).containsExactly("0", "1", "2");
        assertThat(offer.media()).extracting(Media::kind).containsExactly("audio", "video", "application");

        Media audio = offer.media().get(0);
        assertThat(audio.isSending()).isTrue();
        assertThat(audio.codecs()).extracting(Codec::payloadType).containsExactly(111, 63, 9, 0, 8, 13, 110, 126);
        assertThat(audio.codecs().get(0))
                .isEqualTo(new Codec(111, "opus", 48_000, 2, "minptime=10;useinbandfec=1", List.of("transport-cc")));
        assertThat(audio.extensionId(HeaderExtension.AUDIO_LEVEL)).isEqualTo(1);
        assertThat(audio.extensionId(HeaderExtension.RID)).isEqualTo(-1);
        assertThat(audio.ssrcs()).containsExactly(476_539_187);
        assertThat(audio.stream()).isEqualTo("f311af64-bb9b-4bbb-a238-ca596cbf2a04");
        assertThat(audio.track()).isEqualTo("4992a737-4ca0-4f2b-a206-3336cee1137f");

        Media video = offer.media().get(1);
        assertThat(video.rids()).containsExactly("q", "h", "f");
        assertThat(video.ssrcs()).isEmpty();
        assertThat(video.extensionId(HeaderExtension.REPAIRED_RID)).isEqualTo(11);
        Codec repair = video.codec(97);
        assertThat(repair).isNotNull();
        assertThat(repair.associatedPayloadType()).isEqualTo(96);
        assertThat(video.codec(96)).isNotNull();
        assertThat(video.codec(96).associatedPayloadType()).isEqualTo(-1);

        Media data = offer.media().get(2);
        assertThat(data.sctpPort()).isEqualTo(5_000);
        assertThat(data.codecs()).isEmpty();
        assertThat(data.setup()).isEqualTo("actpass");
    }

    @Test
    void offersThatOnlyReceiveAreUnderstood() {
        for (String name : List.of(Descriptions.RECEIVING, Descriptions.RUST)) {
            Session offer = Descriptions.parsed(name);
            assertThat(offer.media()).as(name).hasSize(7);
            assertThat(offer.media().subList(0, 6)).extracting(Media::direction).containsOnly(Direction.RECVONLY);
            assertThat(offer.media()).noneMatch(section -> section.kind().equals("audio") && section.isSending());
            assertThat(offer.media().get(6).kind()).isEqualTo("application");
        }
    }

    @Test
    void firefoxsSectionsThatWaitToBeBundledAreInUse() {
        Session offer = Descriptions.parsed(Descriptions.FIREFOX);
        assertThat(offer.media()).extracting(Media::port).containsExactly(9, 9, 9);
        assertThat(offer.media().get(1).isSending()).isTrue();
        Media transport = offer.transport();
        assertThat(transport).isNotNull();
        assertThat(transport.mid()).isEqualTo("0");
        assertThat(transport.fingerprint()).startsWith("sha-256 11:22:33").endsWith("FF:00");
        assertThat(transport.ufrag()).isEqualTo("5a6b7c8d");
        Media audio = offer.media().get(0);
        assertThat(audio.track()).isEqualTo("{9f8e7d6c-5b4a-4938-8271-605f4e3d2c1b}");
        assertThat(audio.extensions()).contains(new HeaderExtension(2, "urn:ietf:params:rtp-hdrext:csrc-audio-level"));
        assertThat(audio.ssrcs()).containsExactly((int) 2_155_872_817L);
    }

    @Test
    void theFingerprintEveryCertificateIsCheckedWithIsPreferred() {
        Media audio = Descriptions.parsed(Descriptions.IOS).media().get(0);
        assertThat(audio.fingerprint()).startsWith("sha-256 AA:BB");
        assertThat(audio.ssrcs()).as("an SSRC above 2^31").containsExactly(-1);
    }

    @Test
    void sourcesOfRetransmissionsBelongToTheirSources() {
        Media video = Descriptions.parsed(Descriptions.IOS).media().get(1);
        assertThat(video.ssrcs()).containsExactly(0xDEAD_BEEF);
        assertThat(video.retransmissions()).containsExactly(195_948_557);
        assertThat(video.track()).as("named by a=ssrc only").isEqualTo("0F0E0D0C-0001-4000-8000-000000000002");
    }

    @Test
    void aStoppedSectionKeepsItsPlaceAndIsNotInUse() {
        Session offer = Descriptions.parse(AUDIO.replace("m=audio 9", "m=audio 0"));
        assertThat(offer.media()).hasSize(1);
        assertThat(offer.media().get(0).isSending()).isFalse();
        assertThat(offer.transport()).isNull();
    }

    @Test
    void linesMayEndWithoutCarriageReturn() {
        String text = Descriptions.text(Descriptions.CHROMIUM);
        assertThat(Descriptions.parse(text.replace("\r\n", "\n"))).isEqualTo(Descriptions.parse(text));
        assertThat(Descriptions.parse(text.stripTrailing())).isEqualTo(Descriptions.parse(text));
    }

    @Test
    void encodingsThatAreNamedTwiceOrNotDeclaredAreLeftOut() {
        String text = AUDIO + "a=rid:q send\r\na=rid:f send\r\na=simulcast:send q,f;~f;q;x recv y\r\n";
        assertThat(Descriptions.parse(text).media().get(0).rids()).containsExactly("q", "f");
        assertThat(Descriptions.parse(AUDIO + "a=rid:q send\r\na=simulcast:send q\r\n")
                        .media()
                        .get(0)
                        .rids())
                .as("one is no simulcast")
                .isEmpty();
        String many = AUDIO + "a=rid:1 send\r\na=rid:2 send\r\na=rid:3 send\r\na=rid:4 send\r\n";
        assertThat(Descriptions.parse(many).media().get(0).rids()).containsExactly("1", "2", "3");
    }

    @Test
    void theSimplestFormsHaveDefaults() {
        Media audio = Descriptions.parse(START + "a=recvonly\r\nm=audio 9 RTP/SAVPF 111\r\n")
                .media()
                .get(0);
        assertThat(audio.mid()).isEqualTo("0");
        assertThat(audio.direction()).as("the session's").isEqualTo(Direction.RECVONLY);
        assertThat(Descriptions.parse(AUDIO).media().get(0).direction()).isEqualTo(Direction.SENDRECV);
        assertThat(Descriptions.parse(START).media()).isEmpty();
    }

    @Test
    void feedbackForAllCodecsBelongsToEach() {
        String text = START + "m=video 9 UDP/TLS/RTP/SAVPF 96 98\r\na=rtpmap:96 VP8/90000\r\na=rtpmap:98 VP9/90000\r\n"
                + "a=rtcp-fb:96 nack\r\na=rtcp-fb:* nack pli\r\n";
        Media video = Descriptions.parse(text).media().get(0);
        assertThat(video.codecs())
                .extracting(Codec::feedback)
                .containsExactly(List.of("nack", "nack pli"), List.of("nack pli"));
    }

    @Test
    void whatMattersAndIsMalformedIsRefusedWithItsName() {
        refused("", "v=0");
        refused("hello", "v=0");
        refused(AUDIO + "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\n", "two sections have the mid 0");
        refused(AUDIO + "a=mid:\r\n", "a=mid");
        refused(AUDIO + "a=mid:a b\r\n", "a=mid");
        refused(AUDIO + "a=mid:" + "x".repeat(65) + "\r\n", "a=mid");
        refused(AUDIO + "a=mid:\u00fc\r\n", "a=mid");
        refused(START + "m=audio\r\n", "m-line");
        refused(START + "m=audio 9 \u0001 111\r\n", "control character");
        refused(START + "m=audio x UDP/TLS/RTP/SAVPF 111\r\n", "port of an m-line");
        refused(START + "m=audio 65536 UDP/TLS/RTP/SAVPF 111\r\n", "port of an m-line");
        refused(START + "m=audio 99999999999999999999 UDP/TLS/RTP/SAVPF 111\r\n", "port of an m-line");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=rtpmap:112 opus",
                "a=rtpmap:112 opus/x",
                "a=rtpmap:112 opus/0/2",
                "a=rtpmap:112 opus/99999999999999999999/2",
                "a=rtpmap:112 opus/48000/x",
                "a=rtpmap:x opus/48000/2",
                "a=rtpmap:999 opus/48000/2",
                "a=rtpmap:112 \u00f6pus/48000/2",
                "a=ssrc:4294967296 cname:x",
                "a=ssrc:-1 cname:x",
                "a=ssrc:",
                "a=ssrc-group:FID x y",
                "a=ssrc-group:FID 1 99999999999",
                "a=ssrc-group:SIM 1 2 3",
                "a=rtcp-fb:x nack",
                "a=rtcp-fb:111",
                "a=extmap:x urn:x",
                "a=extmap:99999 urn:x",
                "a=extmap:7",
                "a=rid: send",
                "a=rid:\u00fc send",
                "a=rid:q",
                "a=rid:q both pt=96;unknown=;=",
                "a=simulcast:send",
                "a=simulcast",
                "a=sctp-port:65536",
                "a=sendsometimes",
                "a=SENDSOMETIMES:1",
                "a=",
                "a=:",
                "a=x\u0001y",
                "b=AS:99999999999999999999",
                "c=IN IP6 nonsense",
                "nonsense",
                "=",
                " ",
            })
    void whatIsNotNeededAndCannotBeReadIsLeftOut(String line) {
        String sound = AUDIO + "a=rtpmap:111 opus/48000/2\r\n";
        assertThat(Descriptions.parse(sound + line + "\r\na=sendonly\r\n"))
                .isEqualTo(Descriptions.parse(sound + "a=sendonly\r\n"));
    }

    @Test
    void spacesTabsAndCaseMeanNothingWhereTheyAreNotPartOfAValue() {
        String plain = Descriptions.text(Descriptions.IOS);
        String odd = plain.replace("m=audio 9 ", "m=AUDIO\t9  ")
                .replace("a=rtpmap:", "a=rtpmap: ")
                .replace("a=mid:", "A=mid:".toLowerCase(java.util.Locale.ROOT) + " ")
                .replace("a=sendrecv", "a=SendRecv ")
                .replace("a=setup:actpass", "a=Setup:ACTPASS")
                .replace("a=group:BUNDLE ", "a=group: bundle  ")
                .replace("a=ice-ufrag:", "a=ICE-ufrag:\t");
        assertThat(Descriptions.parse(odd)).isEqualTo(Descriptions.parse(plain));
    }

    @Test
    void whatIsSaidOfTheWholeSessionHoldsForEachSection() {
        Session session = Descriptions.parse(START + "a=group:BUNDLE a\r\na=ice-ufrag:frag\r\na=ice-pwd:password\r\n"
                + "a=fingerprint:sha-256 AB\r\na=setup:active\r\na=sendonly\r\na=extmap:3 urn:three\r\n"
                + "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:a\r\n"
                + "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:b\r\na=ice-ufrag:own\r\na=extmap:3 urn:other\r\n");
        Media first = session.media().get(0);
        assertThat(List.of(first.ufrag(), first.password(), first.fingerprint(), first.setup()))
                .containsExactly("frag", "password", "sha-256 AB", "active");
        assertThat(first.direction()).isEqualTo(Direction.SENDONLY);
        assertThat(first.extensionId("urn:three")).isEqualTo(3);
        assertThat(session.media().get(1).ufrag()).isEqualTo("own");
        assertThat(session.media().get(1).extensions()).containsExactly(new HeaderExtension(3, "urn:other"));
    }

    @Test
    void whatCostsTooMuchIsRefusedOrCut() {
        refused(AUDIO + "x".repeat(SdpLimits.MAX_LENGTH), "longer than");
        refused(AUDIO + "a=\r\n".repeat(SdpLimits.MAX_LINES), "lines");
        refused(AUDIO + "m=" + "x".repeat(SdpLimits.MAX_LINE) + "\r\n", "m-line");
        String long1 = "a=x:" + "x".repeat(SdpLimits.MAX_LINE) + "\r\n";
        String long2 = "a=fmtp:111 " + "x".repeat(SdpLimits.MAX_VALUE + 1) + "\r\n";
        assertThat(Descriptions.parse(AUDIO + long1 + long2)).isEqualTo(Descriptions.parse(AUDIO));
        refused(START + "m=audio 0 RTP/SAVPF 0\r\n".repeat(SdpLimits.MAX_SECTIONS + 1), "media sections");
        var many = new StringBuilder(AUDIO).append("a=rtpmap:111 opus/48000/2\r\n");
        for (int i = 0; i < 10_000; i++) {
            many.append("a=ssrc:")
                    .append(i)
                    .append(" cname:x\r\na=rtcp-fb:111 ")
                    .append(i)
                    .append("\r\n");
            many.append("a=extmap:1 urn:").append(i).append("\r\n");
        }
        Media audio = Descriptions.parse(many.toString()).media().get(0);
        assertThat(audio.ssrcs()).hasSize(SdpLimits.MAX_SSRCS);
        assertThat(audio.extensions()).hasSize(SdpLimits.MAX_EXTENSIONS);
        assertThat(audio.codecs().get(0).feedback()).hasSize(SdpLimits.MAX_FEEDBACK);
    }

    private static void refused(String text, String why) {
        assertThatThrownBy(() -> Session.parse(text))
                .isInstanceOf(SdpException.class)
                .hasMessageContaining(why);
    }
}
