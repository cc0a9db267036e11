package org.auralink.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PageRulesTest {

    @Test
    void pageMayConnectToItsOwnOriginAndTheMediaNodesOnly() {
        MediaOrigins media =
                MediaOrigins.of("auralink.media.nodes", List.of("wss://eu.media.example.org", "http://10.1.2.3:7880/"));

        assertThat(policy(media))
                .contains("connect-src 'self' wss://eu.media.example.org https://eu.media.example.org"
                        + " ws://10.1.2.3:7880 http://10.1.2.3:7880;");
    }

    @Test
    void localNodeIsReachedUnderBothNamesOfTheLoopback() {
        MediaOrigins media = MediaOrigins.of("auralink.media.nodes", List.of("http://127.0.0.1:7880"));

        assertThat(media.values())
                .containsExactlyInAnyOrder(
                        "ws://localhost:7880", "http://localhost:7880", "ws://127.0.0.1:7880", "http://127.0.0.1:7880");
    }

    @Test
    void nodesToComeAreNamedByTheDomainThatTheyAreBelow() {
        assertThat(MediaOrigins.of("x", List.of("wss://*.media.example.org:7443"))
                        .values())
                .containsExactlyInAnyOrder("wss://*.media.example.org:7443", "https://*.media.example.org:7443");
        for (String tooWide : List.of("wss://*", "wss://*.", "wss://a.*.example.org", "wss://*.*.example.org")) {
            assertThatThrownBy(() -> MediaOrigins.of("x", List.of(tooWide)))
                    .as(tooWide)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void policyAllowsNoInlineScriptAndNoFrame() {
        String policy = policy(MediaOrigins.of("auralink.media.nodes", List.of()));

        assertThat(policy)
                .contains("default-src 'none'")
                .contains("frame-ancestors 'none'")
                .contains("connect-src 'self';");
        assertThat(policy).doesNotContain("unsafe");
    }

    @Test
    void addressThatIsNoUrlIsRefusedWithTheNameOfTheSetting() {
        for (String address :
                List.of("media", "ftp://media.example.org", "ws:///rtc", "ws://a b", "wss://x;script-src *")) {
            assertThatThrownBy(() -> MediaOrigins.of("auralink.media.public.urls", List.of(address)))
                    .as(address)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("auralink.media.public.urls");
        }
    }

    @Test
    void addressOfAPageIsToldToNoOtherSite() {
        assertThat(PageRules.ofPage(MediaOrigins.of("x", List.of())))
                .containsEntry("Referrer-Policy", "no-referrer")
                .containsEntry("X-Content-Type-Options", "nosniff")
                .containsEntry("Cache-Control", "no-cache");
    }

    @Test
    void assetIsKeptForever() {
        assertThat(PageRules.ofAsset()).containsEntry("Cache-Control", "public, max-age=31536000, immutable");
    }

    private static String policy(MediaOrigins media) {
        return String.valueOf(PageRules.ofPage(media).get("Content-Security-Policy"));
    }
}
