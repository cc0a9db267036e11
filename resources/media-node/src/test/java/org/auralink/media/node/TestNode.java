package org.auralink.media.node;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.auralink.media.node.config.NodeConfig;
import org.auralink.media.node.signal.RawClient;
import org.auralink.media.node.token.Tokens;

/** A node of its own on free ports, with the development key. */
public final class TestNode implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private final MediaNode node;

    /** @param extra further lines of configuration */
    public TestNode(String extra) {
        node = MediaNode.start(config(extra));
    }

    public static NodeConfig config(String extra) {
        return NodeConfig.parse("""
                port: 0
                development: true
                keys: {devkey: secret}
                rtc: {udp_port: 0, node_ip: 127.0.0.1}
                node: {event_loops: 2}
                prometheus: {port: 0}
                """ + extra, null);
    }

    public MediaNode node() {
        return node;
    }

    public int port() {
        return node.port();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** Joins without media. */
    public RawClient join(String identity, String room) {
        return RawClient.connect(port(), Tokens.join(identity, room), "");
    }

    public HttpResponse<String> get(String path, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Calls the server API with a body of JSON. */
    public HttpResponse<String> post(String method, String token, String json) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/twirp/livekit." + method))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** As {@link #post}, for the owner of a room. */
    public HttpResponse<String> post(String method, String token, String json, String epoch) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/twirp/livekit." + method))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("X-AuraLink-Room-Epoch", epoch)
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Sends a request without a body. */
    public HttpResponse<String> send(String httpMethod, String path, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path))
                .header("Authorization", "Bearer " + token)
                .method(httpMethod, HttpRequest.BodyPublishers.noBody())
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    public String metrics() throws Exception {
        var url = URI.create("http://127.0.0.1:" + node.metricsPort().orElseThrow() + "/metrics");
        return HTTP.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Override
    public void close() {
        node.close();
    }
}
