package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.auralink.systemtests.SpanReceiver.Received;
import org.junit.jupiter.api.Test;

/** What a collector of traces is told of the running product. */
class TracesIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void oneTraceLeadsFromARequestToTheNodeIntoTheCallAndBackToTheDatabase() {
        try (var host = new Person("Tracy")) {
            host.signUp();
            host.createCall("Traced");
            host.join();
            List<Received> trace =
                    Eventually.see("the trace of the joining", LIMIT, TracesIT::latestJoin, JoinTrace::isAllThere);

            JoinTrace.leadsFromTheRequestToTheNodeAndBackToTheDatabase(trace);
            assertThat(linesOfTheNode(trace.get(0).trace()))
                    .anyMatch(line -> line.contains(" opened"))
                    .anyMatch(line -> line.contains(" joined"));
        }
    }

    private static List<String> linesOfTheNode(String trace) {
        return StackLogs.lines(LocalStack.get().state.resolve("logs/media-node.log")).stream()
                .filter(line -> line.contains("\"trace_id\":\"" + trace + "\""))
                .toList();
    }

    @Test
    void whatFailedIsMarkedAndNothingSaysWhoItWas() {
        String email = "marked.person@example.org";
        Map<String, String> account = Map.of("email", email, "password", "correct horse 7");
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        LocalStack.part("stop", "PostgreSQL");
        try {
            Eventually.see(
                    "the door to be closed",
                    LIMIT,
                    () -> Api.anonymous()
                            .postTraced("/auth/v1/signup", "00-" + trace + "-00f067aa0ba902b7-01", account),
                    answer -> answer.status() == 503);
        } finally {
            LocalStack.part("start", "PostgreSQL");
        }
        Received failed = Eventually.see(
                        "the span of the refused request",
                        LIMIT,
                        () -> LocalStack.spans().of(trace),
                        spans -> spans.stream().anyMatch(Received::failed))
                .stream()
                .filter(Received::failed)
                .filter(span -> span.name().equals("POST /auth/v1/signup"))
                .findFirst()
                .orElseThrow();
        assertThat(failed.parent()).isEqualTo("00f067aa0ba902b7");
        assertThat(LocalStack.spans().all().toString())
                .doesNotContain("marked.person")
                .doesNotContain("127.0.0.1");
        Eventually.see(
                "the server to be ready",
                Duration.ofSeconds(45),
                () -> Api.anonymous().get("/health/ready").status(),
                status -> status == 200);
    }

    private static List<Received> latestJoin() {
        List<Received> all = LocalStack.spans().all();
        Set<String> traces = all.stream()
                .filter(span -> span.name().equals("publish"))
                .map(Received::trace)
                .collect(Collectors.toSet());
        return all.stream()
                .filter(span -> span.name().equals(JoinTrace.REQUEST) && traces.contains(span.trace()))
                .reduce((one, later) -> later)
                .map(span -> LocalStack.spans().of(span.trace()))
                .orElse(List.of());
    }
}
