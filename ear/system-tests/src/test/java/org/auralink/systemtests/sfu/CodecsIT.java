package org.auralink.systemtests.sfu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent and received in which codec and size. */
class CodecsIT extends CallsInChromium {
    @Test
    void h264IsForwarded() {
        Peer ada = join("h264", "ada", Map.of("codec", "h264", "simulcast", false));
        Peer bob = join("h264", "bob", Map.of("codec", "h264"));
        ada.seesAndHears(MEDIA_SECONDS, "bob");
        bob.seesAndHears(MEDIA_SECONDS, "ada");
        assertThat(ada.sentCodec()).isEqualTo("video/H264");
    }

    /** Sizes and rates in one stream, of which the receiver gets what it asks for. */
    @ParameterizedTest
    @CsvSource({"vp9, true", "av1, false"})
    void scalableVideoIsReceivedInTheSizeThatIsAskedFor(String codec, boolean single) throws IOException {
        String name = "video/" + codec.toUpperCase(Locale.ROOT);
        Peer ada = join(codec, "ada", Map.of("audio", false, "codec", codec));
        Peer bob = join(codec, "bob", Map.of("audio", false, "video", false, "singlePeerConnection", single));
        bob.expect("the large picture", 2 * MEDIA_SECONDS, all -> width(all) == 640);
        assertThat(ada.sentCodec()).isEqualTo(name);
        assertThat(bob.call("receivedCodec", "ada")).isEqualTo(name);
        bob.call("quality", List.of("ada", "LOW"));
        bob.expect("the small picture", MEDIA_SECONDS, all -> width(all) == 320);
        bob.seesMoreOf("ada", 20, MEDIA_SECONDS);
        bob.call("quality", List.of("ada", "HIGH"));
        bob.expect("the large picture again", MEDIA_SECONDS, all -> width(all) == 640);
        bob.seesMoreOf("ada", 20, MEDIA_SECONDS);
        assertThat(service.getParticipant(codec, "ada").execute().body())
                .satisfies(info -> assertThat(info.getTracks(0).getMimeType()).isEqualTo(name));
    }

    /** The publisher is asked for its second codec then, and everybody gets that: two would cost it twice. */
    @ParameterizedTest
    @ValueSource(strings = {"VP9", "AV1"})
    void whoCannotDecodeACodecGetsTheOther(String codec) {
        assumeTrue(codec.equals("VP9") || Boolean.getBoolean("auralink.sdks"), codec + " is tried by the profile sdks");
        String room = "backup-" + codec;
        Map<String, Object> listener = Map.of("audio", false, "video", false);
        join(room, "ada", Map.of("audio", false, "codec", codec.toLowerCase(Locale.ROOT), "size", "h180"));
        Peer bob = join(room, "bob", listener);
        bob.seesMoreOf("ada", 20, MEDIA_SECONDS);
        assertThat(bob.call("receivedCodec", "ada")).isEqualTo("video/" + codec);
        var limited = new HashMap<>(listener);
        limited.put("singlePeerConnection", false);
        limited.put("cannotDecode", codec);
        Peer eve = join(room, "eve", limited);
        eve.seesMoreOf("ada", 20, 2 * MEDIA_SECONDS);
        assertThat(eve.call("receivedCodec", "ada")).isEqualTo("video/VP8");
        bob.seesMoreOf("ada", 60, MEDIA_SECONDS);
        assertThat(bob.call("receivedCodec", "ada")).isEqualTo("video/VP8");
    }

    @Test
    void receiverGetsTheSimulcastLayerItAsksFor() {
        join("layers", "ada", Map.of());
        Peer bob = join("layers", "bob", SMALL);
        bob.expect("the large picture", MEDIA_SECONDS, all -> width(all) == 640);
        bob.call("quality", List.of("ada", "LOW"));
        bob.expect("the small picture", MEDIA_SECONDS, all -> width(all) == 320);
        bob.call("quality", List.of("ada", "HIGH"));
        bob.expect("the large picture again", MEDIA_SECONDS, all -> width(all) == 640);
        bob.seesMoreOf("ada", 20, MEDIA_SECONDS);
    }

    private static int width(Map<String, Peer.Received> all) {
        return all.containsKey("ada") ? all.get("ada").width() : 0;
    }
}
