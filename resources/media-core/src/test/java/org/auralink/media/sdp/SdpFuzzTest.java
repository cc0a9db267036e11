package org.auralink.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Session descriptions of a client. */
class SdpFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void anyDescriptionIsAnsweredOrRefusedInWords(byte[] text) {
        try {
            Session offer = Session.parse(new String(text, StandardCharsets.UTF_8));
            String answer = Descriptions.answer(offer);
            assertThat(Descriptions.parse(answer).media()).hasSameSizeAs(offer.media());
            assertThat(RemoteTransport.of(offer).credentials().ufrag()).isNotEmpty();
        } catch (SdpException e) {
            assertThat(e).message().isNotEmpty().hasSizeLessThan(200);
        }
    }
}
