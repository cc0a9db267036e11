package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a load balancer relies on: whoever says to be ready serves the next request. */
class ReadyIT {
    @Test
    void theFirstRequestAfterReadyIsServed() throws Exception {
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
