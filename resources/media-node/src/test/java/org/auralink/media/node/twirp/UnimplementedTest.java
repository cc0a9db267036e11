package org.auralink.media.node.twirp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
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
import org.auralink.media.node.token.Tokens;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnimplementedTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;

    @BeforeEach
    void start() {
        var limits = NodeConfig.parse("development: true\nkeys: {devkey: secret}", null)
                .limit();
        var routes = new Routes();
        Unimplemented.routes(Doors.open(), new TwirpCounters()).forEach(route -> routes.prefix(route.prefix(), route));
        routes.prefix(
                "/twirp/",
                RoomService.route(new FakeRooms(), new Descriptions(limits), Doors.open(), new TwirpCounters()));
        server = HttpServer.start(List.of(InetAddress.getLoopbackAddress()), 0, routes, HttpLimits.DEFAULT);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Egress/ListEgress|501|unimplemented|ListEgress: this node does not record or stream out of rooms",
                "Egress/StartWebEgress|501|unimplemented"
                        + "|StartWebEgress: this node does not record or stream out of rooms",
                "Ingress/CreateIngress|501|unimplemented|CreateIngress: this node does not take streams into rooms",
                "SIP/CreateSIPParticipant|501|unimplemented"
                        + "|CreateSIPParticipant: this node does not connect to telephones",
                "Egress/MakeCoffee|404|bad_route"
                        + "|no handler for path \"/twirp/livekit.Egress/MakeCoffee\" and method POST",
                "Coffee/Make|404|bad_route|no handler for path \"/twirp/livekit.Coffee/Make\" and method POST",
            })
    void aServiceThatIsNotHereSaysSo(String path, int status, String code, String message) throws Exception {
        String body = "{\"room\":\"r\",\"trunk\":{\"name\":\"unknown here\"},\"ids\":[1]}";
        HttpResponse<String> answer = client.send(
                request("/twirp/livekit." + path, "application/json", Tokens.admin("r"))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(status);
        JsonObject error = JsonParser.parseString(answer.body()).getAsJsonObject();
        assertThat(error.get("code").getAsString()).isEqualTo(code);
        assertThat(error.get("msg").getAsString()).isEqualTo(message);
    }

    @Test
    void aServiceThatIsNotHereAsksForATokenAllTheSame() throws Exception {
        HttpResponse<String> answer = client.send(
                request("/twirp/livekit.Egress/ListEgress", "application/json", "rubbish")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("\"code\":\"unauthenticated\"");
    }

    private HttpRequest.Builder request(String path, String type, String token) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Content-Type", type)
                .header("Authorization", "Bearer " + token);
    }
}
