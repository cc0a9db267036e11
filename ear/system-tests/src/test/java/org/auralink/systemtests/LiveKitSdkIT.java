package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.livekit.server.RoomServiceClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import livekit.LivekitModels;
import org.junit.jupiter.api.Test;
import retrofit2.Response;

/** LiveKit's own server SDKs against the running node, with the development key. */
class LiveKitSdkIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** LiveKit's Node.js SDK signs a token for that room. */
    private static String tokenFromNodeSdk(String room, String identity) throws Exception {
        Path script = LauncherProcess.root().resolve("ear/system-tests/src/test/web/mint-token.mjs");
        Process node = new ProcessBuilder("node", script.toString(), room, identity)
                .redirectErrorStream(true)
                .start();
        String shown = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(node.waitFor()).as("livekit-server-sdk: " + shown).isZero();
        return shown;
    }

    @Test
    void theNodeSdkMintsATokenThatJoinsAndTheJavaSdkListsAndRemovesTheParticipant() throws Exception {
        String room = "sdk-" + UUID.randomUUID();
        var service = RoomServiceClient.createClient(LocalStack.get().nodeUrl(), "devkey", "secret");
        body(service.createRoom(room).execute());
        try (var client = new ClientPage();
                var browser = new Browser()) {
            browser.page().navigate(client.url());
            ClientPage.join(
                    browser, "ada", LocalStack.get().nodeUrl().replace("http:", "ws:"), tokenFromNodeSdk(room, "ada"));

            List<LivekitModels.ParticipantInfo> listed = Eventually.see(
                    "the Java SDK to list ada in her room",
                    LIMIT,
                    () -> body(service.listParticipants(room).execute()),
                    people -> people.size() == 1);
            assertThat(listed.get(0).getIdentity()).isEqualTo("ada");
            assertThat(body(service.listRooms(List.of(room)).execute()))
                    .singleElement()
                    .satisfies(found -> assertThat(found.getName()).isEqualTo(room));

            body(service.removeParticipant(room, "ada").execute());

            Eventually.happens(
                    "the browser SDK to be disconnected after its removal",
                    LIMIT,
                    () -> "disconnected".equals(browser.page().evaluate("window.state('ada')")));
            assertThat(body(service.listParticipants(room).execute())).isEmpty();
        }
    }

    private static <T> T body(Response<T> response) throws Exception {
        assertThat(response.isSuccessful())
                .as(() -> "the node answered " + response.code() + " " + response.message())
                .isTrue();
        return response.body();
    }
}
