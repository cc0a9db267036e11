package org.auralink.media.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.auralink.media.node.http.HttpLimits;
import org.auralink.media.node.http.HttpServer;
import org.auralink.media.node.http.Routes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HealthRouteTest {
    private final AtomicLong sinceTick = new AtomicLong();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch stuck = new CountDownLatch(1);
    private final HealthRoute route = new HealthRoute(sinceTick::get, closing::get);
    private final HttpServer server = HttpServer.start(
            List.of(InetAddress.getLoopbackAddress()),
            0,
            new Routes()
                    .exact("/", route)
                    .exact("/health/live", route.live())
                    .exact("/health/started", route.started())
                    .exact("/health/ready", route.ready())
                    .exact("/stuck", exchange -> await()),
            HttpLimits.DEFAULT);

    private void await() {
        try {
            stuck.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() {
        stuck.countDown();
        server.close();
    }

    private String health() throws Exception {
        return get("/");
    }

    private String get(String path) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
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
    @Timeout(60)
    void nodeWhoseWorkersAreStuckCanStillSaySo() throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/stuck"))
                .build();
        for (int i = 0; i < 8; i++) {
            HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.discarding());
        }
        sinceTick.set(Long.MAX_VALUE);
        assertThat(health()).isEqualTo("406 Not Ready");
    }

    @Test
    void nodeThatStopsIsNotReady() throws Exception {
        closing.set(true);
        assertThat(health()).isEqualTo("406 Not Ready");
    }

    @Test
    void aStuckNodeIsToBeRestartedAndOneThatStopsIsNot() throws Exception {
        assertThat(get("/health/live")).isEqualTo("200 {\"status\":\"UP\"}");
        assertThat(get("/health/ready")).isEqualTo("200 {\"status\":\"UP\"}");
        closing.set(true);
        assertThat(get("/health/live")).startsWith("200 ");
        assertThat(get("/health/ready")).isEqualTo("503 {\"status\":\"DOWN\"}");
        closing.set(false);
        sinceTick.set(Long.MAX_VALUE);
        assertThat(get("/health/live")).startsWith("503 ");
        assertThat(get("/health/ready")).startsWith("503 ");
        assertThat(get("/health/started")).startsWith("200 ");
    }
}
