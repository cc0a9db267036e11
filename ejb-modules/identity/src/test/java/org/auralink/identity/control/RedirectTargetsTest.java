package org.auralink.identity.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.auralink.shared.settings.SettingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectTargetsTest {
    private static final String SITE = "https://app.example.test";
    private final RedirectTargets targets = RedirectTargets.of(
            SITE,
            List.of(
                    "https://*.example.org/callback",
                    "https://partner.example/deep/**",
                    "com.example.app://sign-in",
                    "https://one.example/?"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example.test",
                "https://app.example.test/",
                "https://app.example.test/a/b?c=d#e",
                "HTTPS://APP.example.test/a",
                "https://app.example.test:443/a",
                "https://x.example.org/callback",
                "https://x.example.org/callback#fragment",
                "https://partner.example/deep/er/page?q=1",
                "com.example.app://sign-in",
                "https://one.example/x"
            })
    void placesThatTheOperatorKnowsAreReached(String wish) {
        assertThat(targets.choose(wish)).hasToString(wish);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/relative",
                "//evil.example",
                "https:evil.example",
                "https:///evil.example",
                "http://app.example.test/",
                "https://app.example.test:8443/",
                "https://app.example.test.evil.example/",
                "https://app.example.test@evil.example/",
                "https://evil.example\\@app.example.test/",
                "https://evil.example/\\app.example.test",
                "https://user:secret@app.example.test/",
                "https://evil.example/#https://app.example.test/",
                "https://evil.example/.example.org/callback",
                "https://evil.example?.example.org/callback",
                "https://a.b.example.org/callback",
                "https://x.example.org/callback/more",
                "https://x.example.org/callback?more",
                "https://evil.example/https://partner.example/deep/",
                "https://one.example/.",
                "https://app.example.test\r\nSet-Cookie:x=1",
                "https://app.example.test\t/",
                "https://2130706433/",
                "https://0x7f.1/",
                "https://0x7f000001/",
                "javascript:alert(1)",
                "JavaScript://app.example.test/%0aalert(1)",
                "data:text/html,x",
                "com.example.app://sign-in.evil",
                "com.example.other://sign-in"
            })
    void anyOtherPlaceIsTheSite(String wish) {
        assertThat(targets.choose(wish)).hasToString(SITE);
    }

    @Test
    void nothingAndTooMuchIsTheSite() {
        assertThat(targets.choose(null)).hasToString(SITE);
        assertThat(targets.choose(SITE + "/" + "x".repeat(2048))).hasToString(SITE);
    }

    @Test
    void onTheOwnMachineThePortDoesNotMatter() {
        RedirectTargets local = RedirectTargets.of("http://localhost:8080", List.of());
        assertThat(local.choose("http://localhost:5173/x")).hasToString("http://localhost:5173/x");
        assertThat(local.choose("http://127.0.0.1:5173/x")).hasToString("http://localhost:8080");
    }

    @Test
    void aSiteThatIsNoPageAndTooManyPlacesAreTold() {
        assertThatThrownBy(() -> RedirectTargets.of("app.example.test", List.of()))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("auralink.auth.site.url");
        assertThatThrownBy(() -> RedirectTargets.of(SITE, Collections.nCopies(101, SITE)))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("auralink.auth.redirect.urls");
    }
}
