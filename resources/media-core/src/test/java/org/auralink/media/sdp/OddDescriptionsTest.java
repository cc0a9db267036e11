package org.auralink.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.auralink.media.codec.H264;
import org.auralink.media.codec.H264Profile;
import org.auralink.media.codec.PayloadFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Descriptions as few clients write them: each is answered section by section, and nothing in them is taken for more. */
class OddDescriptionsTest {
    private static String answered(String name) {
        Session offer = Descriptions.parse(Descriptions.raw("odd/" + name));
        String text = Descriptions.answer(offer);
        Session answer = Descriptions.parse(text);
        assertThat(answer.media())
                .extracting(Media::mid)
                .isEqualTo(offer.media().stream().map(Media::mid).toList());
        assertThat(answer.media())
                .extracting(Media::kind)
                .isEqualTo(offer.media().stream().map(Media::kind).toList());
        assertThat(text).doesNotContain("null");
        return answer.media().stream()
                .map(section ->
                        section.port() == 0 ? "rejected" : section.direction().text())
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "session-level-transport, recvonly recvonly",
        "transport-in-the-first-section-only, recvonly recvonly",
        "data-first, sendrecv recvonly",
        "data-of-an-old-draft, recvonly rejected",
        "only-line-feeds-and-none-at-the-end, recvonly",
        "carriage-returns-only, recvonly",
        "unknown-protocols, rejected recvonly rejected rejected rejected rejected",
        "stopped-sections, rejected rejected rejected recvonly",
        "attributes-nobody-knows, recvonly recvonly",
        "restricted-encodings, recvonly",
        "names-with-marks, recvonly recvonly",
        "no-names, recvonly recvonly",
        "upper-case-and-spaces, recvonly recvonly",
        "h264-without-parameters, recvonly",
        "nothing-that-is-forwarded, inactive rejected",
    })
    void itIsAnsweredSectionBySection(String name, String directions) throws SdpException {
        assertThat(answered(name)).isEqualTo(directions);
        RemoteTransport remote = RemoteTransport.of(Descriptions.parse(Descriptions.raw("odd/" + name)));
        assertThat(remote.credentials().ufrag()).isEqualTo("Oddf");
        assertThat(remote.fingerprint().attribute()).startsWith("sha-256 0A:1B:2C:3D:");
    }

    @Test
    void encodingsAreWhatTheyAreCalledWhateverRestrictsThem() {
        Media video = Descriptions.parse(Descriptions.raw("odd/restricted-encodings"))
                .media()
                .get(0);
        assertThat(video.rids()).containsExactly("hi", "mid", "lo");
    }

    @Test
    void aWordInAnotherCaseIsTheSameWord() {
        Session session = Descriptions.parse(Descriptions.raw("odd/upper-case-and-spaces"));
        assertThat(session.bundle()).containsExactly("0", "1");
        assertThat(session.media().get(0).setup()).isEqualTo("actpass");
        assertThat(PayloadFormat.of(session.media().get(1).codecs().get(0)))
                .contains(new H264(H264Profile.CONSTRAINED_BASELINE, 1));
        assertThat(Descriptions.POLICY.accept(session.media().get(1), ""))
                .extracting(Codec::payloadType)
                .containsExactly(98, 99);
    }
}
