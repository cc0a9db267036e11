package org.auralink.systemtests;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** A bare page with the official browser SDK, served from localhost so that the browser trusts it with a camera. */
final class ClientPage implements AutoCloseable {
    private final HttpServer server;

    ClientPage() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            serve("/", "text/html", resource("client.html"));
            Path sdk = LauncherProcess.root()
                    .resolve("ear/system-tests/src/test/web/node_modules/livekit-client/dist/livekit-client.umd.js");
            serve("/livekit-client.js", "text/javascript", Files.readAllBytes(sdk));
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (var stream = ClientPage.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(stream, name).readAllBytes();
        }
    }

    private void serve(String path, String type, byte[] body) {
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/";
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** Several participants, each with its own peer connections, in one tab: joins under an identity. */
    static void join(Browser browser, String identity, String url, String token) {
        browser.page().evaluate("args => window.join(args)", Map.of("identity", identity, "url", url, "token", token));
    }

    /** What that participant receives: {@code {other identity: {frames, energy}}}. */
    static JsonObject received(Browser browser, String identity) {
        return new Gson()
                .fromJson((String) browser.page().evaluate("id => window.received(id)", identity), JsonObject.class);
    }

    /** Until it decodes pictures and hears sound of exactly these others. */
    static void seesAndHears(Browser browser, String identity, Duration limit, String... others) {
        Eventually.see(
                identity + " to receive video and audio of exactly " + String.join(", ", others),
                limit,
                () -> received(browser, identity),
                seen -> seen.keySet().equals(java.util.Set.of(others))
                        && seen.keySet().stream().map(seen::getAsJsonObject).allMatch(ClientPage::alive));
    }

    private static boolean alive(JsonObject from) {
        return from.get("frames").getAsInt() > 20 && from.get("energy").getAsDouble() > 0;
    }
}
