package org.auralink.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceTest {

    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/index.html",
                "/sign-in",
                "/sign-up",
                "/oauth/consent",
                "/calls/0b7c1f0e-1d5f-4a39-9f0e-6f1a3c2b4d5e",
                "/calls/0b7c1f0e-1d5f-4a39-9f0e-6f1a3c2b4d5e/lobby",
                "/calls/0b7c1f0e-1d5f-4a39-9f0e-6f1a3c2b4d5e/room",
                "/join/4fXk2mQ9sT7bV1nC8zR5wY",
                "/join/4fXk2mQ9sT7bV1nC8zR5wY/left"
            })
    void addressOfTheAppIsAPage(String path) {
        assertThat(Resource.of("GET", path, BROWSER)).isEqualTo(Resource.PAGE);
        assertThat(Resource.of("HEAD", path, BROWSER)).isEqualTo(Resource.PAGE);
        assertThat(Resource.of("GET", path, "")).isEqualTo(Resource.PAGE);
    }

    @Test
    void certificateOfTheAuthorityIsForWhateverDeviceAsks() {
        assertThat(Resource.of("GET", "/authority.crt", BROWSER)).isEqualTo(Resource.AUTHORITY);
        assertThat(Resource.of("HEAD", "/authority.crt", "*/*")).isEqualTo(Resource.AUTHORITY);
        assertThat(Resource.of("POST", "/authority.crt", BROWSER)).isEqualTo(Resource.OTHER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/calls",
                "/api/v1/openapi",
                "/auth/v1/user",
                "/health",
                "/health/live",
                "/metrics",
                "/rtc",
                "/rtc/validate",
                "/twirp/livekit.RoomService/ListRooms",
                "/favicon.ico",
                "/calls/logo.png",
                "/join/code/file.js",
                "/calls/../api/v1",
                "/WEB-INF/web.xml",
                "/assets/../WEB-INF/web.xml",
                "/assets/"
            })
    void otherAddressesAreLeftAlone(String path) {
        assertThat(Resource.of("GET", path, BROWSER)).isEqualTo(Resource.OTHER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere/at/all", "/join/", "/calls/a/b/c", "/apis"})
    void personAtAWrongAddressIsToldSo(String path) {
        assertThat(Resource.of("GET", path, BROWSER)).isEqualTo(Resource.NOWHERE);
        assertThat(Resource.of("GET", path, "*/*")).isEqualTo(Resource.OTHER);
    }

    @Test
    void builtFilesAreAssetsWhateverTheClientTakes() {
        assertThat(Resource.of("GET", "/assets/index-BGPNbPpr.css", "text/css")).isEqualTo(Resource.ASSET);
        assertThat(Resource.of("GET", "/assets/index-MwUJ8B4h.js", "")).isEqualTo(Resource.ASSET);
    }

    @Test
    void onlyReadingIsAnswered() {
        assertThat(Resource.of("POST", "/join/4fXk2mQ9sT7bV1nC8zR5wY", BROWSER)).isEqualTo(Resource.OTHER);
        assertThat(Resource.of("DELETE", "/", BROWSER)).isEqualTo(Resource.OTHER);
    }

    @Test
    void aClientThatWantsDataGetsNoPage() {
        assertThat(Resource.of("GET", "/calls/42", "application/json")).isEqualTo(Resource.OTHER);
    }

    /** A page that the server does not know is answered 404 when it is reloaded. */
    @Test
    void everyPathThatTheWebApplicationRoutesIsAPage() throws IOException {
        List<String> routes = Pattern.compile("<Route path=\"(/[^\"]*)\"")
                .matcher(Files.readString(Path.of("src/main/web/src/app.tsx")))
                .results()
                .map(route -> route.group(1).replace("/*", "").replaceAll(":[a-zA-Z]+", "4fXk2mQ9"))
                .toList();
        assertThat(routes)
                .hasSizeGreaterThan(5)
                .allSatisfy(
                        route -> assertThat(Resource.of("GET", route, BROWSER)).isEqualTo(Resource.PAGE));
    }
}
