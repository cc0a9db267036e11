package org.auralink.micro;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.auralink.calls.boundary.NewCall;
import org.auralink.shared.Caller;
import org.auralink.webhooks.boundary.NewWebhookEndpoint;
import org.junit.jupiter.api.Test;

/** What a media node tells reaches an organization's receiver, with and only with its effect. */
interface WebhooksInside extends Inside {

    @Test
    default void whatANodeTellsIsWrittenForReceiversInTheSameTransactionAndReachesThem() throws Exception {
        List<String> got = new CopyOnWriteArrayList<>();
        HttpServer receiver = receiver(got);
        Caller ada = newMember();
        String call = calls().create(ada, new NewCall("x", null, null)).callId();
        try {
            String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/";
            webhooks().create(ada, new NewWebhookEndpoint(url, null, List.of("call.*"), null));
            Sql.run("revoke insert on public.call_participants from service_role");
            try {
                NodeScript.joined(call, "PA_1");
                // Long enough for several attempts.
                LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
                assertThat(Sql.one(events(call))).as("of what had no effect").isEqualTo("0");
            } finally {
                Sql.run("grant insert on public.call_participants to service_role");
            }
            Waiting.until("both events to arrive", () -> got.size() >= 2);
            assertThat(got.get(0)).contains("\"type\":\"call.started\"").contains("\"sequence\":2");
            assertThat(got.get(1))
                    .contains("\"type\":\"call.participant_joined\"")
                    .contains("\"sequence\":3");
        } finally {
            receiver.stop(0);
        }
    }

    private static String events(String call) {
        return "select count(*) from public.webhook_events where call_id = '" + call + "'";
    }

    private static HttpServer receiver(List<String> got) throws IOException {
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        receiver.createContext("/", exchange -> {
            got.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        return receiver;
    }
}
