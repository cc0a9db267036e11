package org.auralink.media.node.twirp;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.auralink.media.node.access.Doors;
import org.auralink.media.node.config.NodeConfig;
import org.auralink.media.node.http.HttpLimits;
import org.auralink.media.node.http.HttpServer;
import org.auralink.media.node.http.Routes;
import org.auralink.media.node.metrics.TwirpCounters;
import org.auralink.media.node.protocol.Descriptions;

/** The server API at an HTTP server of its own, over {@link FakeRooms}. */
final class TwirpDoor implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer server;

    TwirpDoor() {
        var limits = NodeConfig.parse("development: true\nkeys: {devkey: secret}", null)
                .limit();
        var routes = new Routes();
        Unimplemented.routes(Doors.open(), new TwirpCounters()).forEach(route -> routes.prefix(route.prefix(), route));
        routes.prefix(
                "/twirp/",
                RoomService.route(new FakeRooms(), new Descriptions(limits), Doors.open(), new TwirpCounters()));
        server = HttpServer.start(List.of(InetAddress.getLoopbackAddress()), 0, routes, HttpLimits.DEFAULT);
    }

    int port() {
        return server.port();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    HttpRequest.Builder request(String path, String type, String token) {
        return HttpRequest.newBuilder(uri(path))
                .header("Content-Type", type)
                .header("Authorization", "Bearer " + token);
    }

    HttpResponse<String> post(String path, String type, String body, String token) throws Exception {
        return send(request(path, type, token).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<byte[]> bytes(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    @Override
    public void close() {
        server.close();
    }
}
