package org.auralink.identity.control.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a provider may cost that does not do what providers do. */
class ProviderHttpTest {
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger followed = new AtomicInteger();
    private final ProviderHttp http = new ProviderHttp(nanos::get);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", url("/elsewhere").toString());
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.createContext("/elsewhere", exchange -> {
            followed.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.createContext("/long", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(new byte[OidcLimits.ANSWER_BYTES + 1]);
            }
        });
        server.createContext("/late", exchange -> {
            nanos.addAndGet(OidcLimits.ANSWER.plus(Duration.ofSeconds(1)).toNanos());
            exchange.sendResponseHeaders(200, 2);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(new byte[] {'{', '}'});
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    @Test
    void aRedirectIsNotFollowed() {
        assertThatThrownBy(() -> http.get(url("/moved")))
                .isInstanceOf(ProviderException.class)
                .hasMessage("The provider answered 302.");
        assertThat(followed).hasValue(0);
    }

    @Test
    void anAnswerThatIsTooLongOrTakesTooLongIsNone() {
        for (String path : new String[] {"/long", "/late"}) {
            assertThatThrownBy(() -> http.get(url(path)))
                    .as(path)
                    .isInstanceOf(ProviderException.class)
                    .hasMessage("The provider does not answer.");
        }
    }
}
