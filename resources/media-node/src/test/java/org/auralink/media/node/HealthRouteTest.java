package org.auralink.media.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.auralink.media.node.http.HttpLimits;
import org.auralink.media.node.http.HttpServer;
import org.auralink.media.node.http.Routes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthRouteTest {
    private final AtomicLong sinceTick = new AtomicLong();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final HttpServer server = HttpServer.start(
            List.of(InetAddress.getLoopbackAddress()),
            0,
            new Routes().exact("/", new HealthRoute(sinceTick::get, closing::get)),
            HttpLimits.DEFAULT);

    @AfterEach
    void stop() {
        server.close();
    }

    private String health() throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }

    @Test
    void nodeIsReadyWhileItsMediaThreadsComeRound() throws Exception {
        sinceTick.set(TimeUnit.SECONDS.toNanos(4));
        assertThat(health()).isEqualTo("200 OK");
        sinceTick.set(TimeUnit.SECONDS.toNanos(4) + 1);
        assertThat(health()).isEqualTo("406 Not Ready");
    }

    @Test
    void nodeThatStopsIsNotReady() throws Exception {
        closing.set(true);
        assertThat(health()).isEqualTo("406 Not Ready");
    }
}
