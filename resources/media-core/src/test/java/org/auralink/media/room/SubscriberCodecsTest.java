package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.auralink.media.codec.PayloadFormat;
import org.auralink.media.codec.Sound;
import org.auralink.media.sdp.Codec;
import org.junit.jupiter.api.Test;

class SubscriberCodecsTest {
    private static Codec h264(String profileAndLevel, int mode) {
        String parameters = "packetization-mode=" + mode + ";profile-level-id=" + profileAndLevel;
        return new Codec(100, "H264", 90_000, 1, parameters, List.of());
    }

    private static List<Codec> all(Codec published) {
        return PayloadFormat.of(published).orElseThrow().offered(Sound.USUAL);
    }

    private static Codec offered(Codec published) {
        return all(published).get(0);
    }

    @Test
    void aNumberMeansOneCodecWithOneSetOfParameters() {
        List<Codec> published = new ArrayList<>();
        for (String profile : List.of("42e0", "4200", "4d00")) {
            for (String level : List.of("0b", "1f", "34")) {
                published.add(h264(profile + level, 0));
                published.add(h264(profile + level, 1));
            }
        }
        published.add(new Codec(120, "VP8", 90_000, 1, "", List.of()));
        Codec opus = new Codec(111, "opus", 48_000, 2, "", List.of());
        List<Codec> all = new ArrayList<>();
        published.forEach(codec -> all.addAll(all(codec)));
        all.add(offered(opus));
        all.addAll(PayloadFormat.of(opus).orElseThrow().offered(new Sound(true, true, false)));
        for (Codec primary : List.copyOf(all)) {
            Codec repair = SubscriberCodecs.repair(primary);
            if (repair != null) {
                all.add(repair);
            }
        }
        Map<Integer, Codec> byNumber = new HashMap<>();
        for (Codec codec : all) {
            assertThat(byNumber.computeIfAbsent(codec.payloadType(), number -> codec))
                    .isEqualTo(codec);
        }
        assertThat(byNumber)
                .hasSize(2 + 2 + 20)
                .allSatisfy((number, codec) -> assertThat(number).isBetween(96, 127));
    }

    @Test
    void whatTheStreamIsInIsWhatIsOffered() {
        assertThat(offered(h264("42e034", 1)).parameters())
                .isEqualTo("level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f")
                .isEqualTo(offered(h264("42E01F", 1)).parameters());
        assertThat(offered(h264("4d001f", 0)).parameters())
                .isEqualTo("level-asymmetry-allowed=1;packetization-mode=0;profile-level-id=4d001f");
    }
}
