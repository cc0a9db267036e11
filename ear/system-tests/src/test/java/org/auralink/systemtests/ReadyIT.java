package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What a load balancer relies on: whoever says to be ready serves the next request. One stop and one start show all of it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReadyIT {
    @AfterAll
    static void everythingRunsAgain() {
        LocalStack.part("start", "Payara");
    }

    /** A load balancer is to hear of it before a client does. */
    @Test
    @Order(1)
    void beforeItStopsTheServerSaysSoAndServesWhatComesAndWhatIsUnderWay() throws Exception {
        var stopping = new Thread(() -> LocalStack.part("stop", "Payara"));
        try (RawHttp underWay = RawHttp.open()) {
            underWay.send("POST /api/v1/calls HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 12\r\n\r\n{\"name\"");
            assertThat(ready()).isTrue();
            stopping.start();
            Eventually.happens("the server to say that it is not ready", Duration.ofSeconds(30), () -> {
                return Api.anonymous().get("/health/ready").status() == 503;
            });
            Api.anonymous().get("/auth/v1/health").expect(200);
            underWay.send(":\"x\"}");
            assertThat(underWay.answer().status()).isEqualTo(401);
        } finally {
            stopping.join();
        }
    }

    @Test
    @Order(2)
    void theFirstRequestAfterReadyIsServed() throws Exception {
        // It is already, unless this is run alone.
        LocalStack.part("stop", "Payara");
        var starting = new Thread(() -> LocalStack.part("start", "Payara"));
        starting.start();
        try {
            Eventually.happens("the server to say that it is ready", Duration.ofMinutes(3), ReadyIT::ready);
            Api.anonymous()
                    .post(
                            "/auth/v1/signup",
                            Map.of("email", UUID.randomUUID() + "@example.org", "password", "correct horse 7"))
                    .expect(200);
        } finally {
            starting.join();
        }
        assertThat(ready()).isTrue();
    }

    private static boolean ready() {
        try {
            return Api.anonymous().get("/health/ready").status() == 200;
        } catch (AssertionError notListening) {
            return false;
        }
    }
}
