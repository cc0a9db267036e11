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
    private static final String APPLICATION = "auralink-control-plane";
    private static final String NODE = "auralink-media-node";
    private static final String JOIN = "POST /api/v1/calls/{call_id}/join";

    @Test
    void oneTraceLeadsFromARequestToTheNodeIntoTheCallAndBackToTheDatabase() {
        try (var host = new Person("Tracy")) {
            host.signUp();
            host.createCall("Traced");
            host.join();
            List<Received> trace = Eventually.see(
                    "the trace of the joining",
                    LIMIT,
                    TracesIT::latestJoin,
                    spans -> count(spans, "publish") >= 2 && count(spans, "track_published") >= 2);

            Received request = only(trace, JOIN);
            assertThat(request.parent()).isEmpty();
            assertThat(request.service()).isEqualTo(APPLICATION);
            Received admit = only(trace, "Admissions.admit");
            assertThat(admit.parent()).isEqualTo(request.id());
            assertThat(below(trace, admit)).extracting(Received::name).contains("statement");
            Received asked = only(trace, "openRoom");
            assertThat(asked.parent()).isEqualTo(request.id());
            Received answered = only(trace, "livekit.RoomService/CreateRoom");
            assertThat(answered.service()).isEqualTo(NODE);
            assertThat(answered.parent()).isEqualTo(asked.id());
            Received join = only(trace, "join");
            assertThat(join.service()).isEqualTo(NODE);
            assertThat(join.parent()).isEqualTo(request.id());
            assertThat(below(trace, join)).extracting(Received::name).contains("publish", "participant_joined");
            Received told = only(trace, "participant_joined");
            assertThat(told.service()).isEqualTo(APPLICATION);
            Received applied = below(trace, told).stream()
                    .filter(span -> span.name().equals("NodeEvents.apply"))
                    .findFirst()
                    .orElseThrow();
            assertThat(below(trace, applied)).extracting(Received::name).contains("statement");
            assertThat(trace).noneMatch(Received::failed);
            assertThat(linesOfTheNode(request.trace()))
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
                .filter(span -> span.name().equals(JOIN) && traces.contains(span.trace()))
                .reduce((one, later) -> later)
                .map(span -> LocalStack.spans().of(span.trace()))
                .orElse(List.of());
    }

    private static long count(List<Received> spans, String name) {
        return spans.stream().filter(span -> span.name().equals(name)).count();
    }

    private static Received only(List<Received> trace, String name) {
        List<Received> named =
                trace.stream().filter(span -> span.name().equals(name)).toList();
        assertThat(named).as(name + " in " + trace).hasSize(1);
        return named.get(0);
    }

    private static List<Received> below(List<Received> trace, Received parent) {
        return trace.stream().filter(span -> span.parent().equals(parent.id())).toList();
    }
}
