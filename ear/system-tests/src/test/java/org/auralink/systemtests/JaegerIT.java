package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.auralink.systemtests.JoinTrace.APPLICATION;
import static org.auralink.systemtests.JoinTrace.NODE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.auralink.local.PartCommand;
import org.auralink.systemtests.SpanReceiver.Received;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Jaeger itself reads the file that ships and takes what the running product sends, and who looks for a trace finds it whole. */
@EnabledIfSystemProperty(
        named = "auralink.jaeger",
        matches = "true",
        disabledReason = "Jaeger is built, which takes Go and a quarter of an hour: -Pjaeger")
class JaegerIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String FAILED = "4bf92f3577b34da6a3ce929d0e0e4736";

    /** In one request, which may have 20 MB. */
    private static final int TOGETHER = 50;

    @TempDir
    private static Path directory;

    private static Jaeger jaeger;
    private static LauncherProcess stack;
    private static List<Received> joining;

    /** With what Compose gives its container. */
    @BeforeAll
    static void somebodyJoinsACall() throws IOException {
        jaeger = new Jaeger(directory, Map.of("GOMEMLIMIT", compose("environment", "GOMEMLIMIT")));
        stack = LauncherProcess.start(
                        Files.createDirectories(directory.resolve("state")),
                        LauncherProcess.freePorts(),
                        "--keep-going",
                        "true",
                        "--traces-endpoint",
                        jaeger.endpoint())
                .awaitReady();
        try (var host = new Person("Tracy")) {
            host.signUpAt(stack.webUrl());
            host.createCall("Traced");
            host.join();
            joining = Eventually.see(
                    "the trace of the joining",
                    LIMIT,
                    () -> jaeger.find(APPLICATION, JoinTrace.REQUEST, "{}").stream()
                            .filter(JoinTrace::isAllThere)
                            .findFirst()
                            .orElse(List.of()),
                    trace -> !trace.isEmpty());
        }
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.terminate();
        }
        if (jaeger != null) {
            jaeger.close();
        }
    }

    private static String compose(String... keys) {
        Tree file = Tree.of(Manifests.yaml().load(Programs.read("server-config/compose/compose.yaml")));
        return file.at("services", "jaeger").at(keys).text();
    }

    @Test
    void jaegerTakesTheFile() {
        DeploymentTools.Result result = Jaeger.validates(Jaeger.FILE);

        assertThat(result.code()).as(result.said()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            max_traces: 5000   | most_traces: 5000     | most_traces
            traces: newest     | trace: newest         | trace
            receivers: [otlp]  | receivers: [otpl]     | otpl
            level: none        | level: nothing        | nothing
            """)
    void jaegerRefusesWhatItDoesNotKnow(String text, String instead, String named) throws IOException {
        String file = MonitoringFiles.read(Jaeger.FILE);
        assertThat(file).contains(text);
        Path broken = Files.writeString(
                Files.createTempFile(directory, "broken", ".yaml"), file.replaceFirst(Pattern.quote(text), instead));

        DeploymentTools.Result result = Jaeger.validates(broken);

        assertThat(result.code()).isNotZero();
        assertThat(result.said()).contains(named);
    }

    @Test
    void aJoiningIsOneTraceOfBothPrograms() {
        assertThat(jaeger.services()).contains(APPLICATION, NODE);
        assertThat(jaeger.operations(NODE)).contains("join", "publish", "livekit.RoomService/CreateRoom");
        JoinTrace.leadsFromTheRequestToTheNodeAndBackToTheDatabase(joining);
        System.out.printf("JAEGER | spans of a joining | %d%n", joining.size());
    }

    /** By its status: of the mark itself, this Jaeger compares text with truth, and finds nothing. */
    @Test
    void whatFailedIsFoundByItsStatusAndMarked() {
        Map<String, String> account = Map.of("email", "marked.person@example.org", "password", "correct horse 7");
        PartCommand.send(stack.state, "stop PostgreSQL");
        try {
            Eventually.see(
                    "the door to be closed",
                    LIMIT,
                    () -> Api.at(stack).postTraced("/auth/v1/signup", "00-" + FAILED + "-00f067aa0ba902b7-01", account),
                    answer -> answer.status() == 503);
        } finally {
            PartCommand.send(stack.state, "start PostgreSQL");
        }
        List<Received> found = Eventually.see(
                        "the trace of the refused request",
                        LIMIT,
                        () -> jaeger.find(
                                APPLICATION, "POST /auth/v1/signup", "{\"http.response.status_code\":\"503\"}"),
                        traces -> !traces.isEmpty())
                .get(0);

        assertThat(found).anySatisfy(span -> {
            assertThat(span.trace()).isEqualTo(FAILED);
            assertThat(span.name()).isEqualTo("POST /auth/v1/signup");
            assertThat(span.parent()).isEqualTo("00f067aa0ba902b7");
            assertThat(span.failed()).isTrue();
        });
        assertThat(found.toString()).doesNotContain("marked.person");
    }

    /** As many joinings as it keeps, and once more as many: the longest traces that there are. */
    @Test
    void theNewestTracesAreKeptInTheMemoryThatItsContainerHas() {
        String id = joining.get(0).trace();
        String sent = jaeger.sent(id);
        int most = Integer.parseInt(MonitoringFiles.read(Jaeger.FILE).replaceFirst("(?s).*max_traces: (\\d+).*", "$1"));
        List<String> ids = new ArrayList<>();
        var random = new Random(5);
        for (int i = 0; i < 2 * most; i++) {
            byte[] bytes = new byte[16];
            random.nextBytes(bytes);
            ids.add(HexFormat.of().formatHex(bytes));
        }
        for (int i = 0; i < ids.size(); i += TOGETHER) {
            jaeger.take(ids.subList(i, i + TOGETHER).stream()
                    .map(each -> sent.replace(id, each))
                    .toList());
        }

        assertThat(jaeger.trace(ids.get(most - 1))).isEmpty();
        assertThat(jaeger.trace(ids.get(most + TOGETHER))).hasSameSizeAs(joining);
        assertThat(jaeger.trace(ids.get(ids.size() - 1))).hasSameSizeAs(joining);
        long limit = Long.parseLong(compose("mem_limit").replaceFirst("m$", "")) << 20;
        System.out.printf(
                "JAEGER | %d traces of %d bytes as JSON | at most %d MB%n",
                most, sent.length(), jaeger.mostMemory() >> 20);
        assertThat(jaeger.mostMemory()).isLessThan(limit);
    }
}
