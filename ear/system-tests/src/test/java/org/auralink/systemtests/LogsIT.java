package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What the programs log is read by programs, leads from a client's error to its cause, and tells of nobody. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LogsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String NAME = "Zebedee Quillfeather";
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z_.]+)` \\| (always|when known) \\|");
    private static final Set<String> LEVELS = Set.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL");

    private static Api member;
    private static String join;

    @BeforeAll
    static void somebodySignsUpAndTalks() {
        member = Api.newMember("Zebedee");
        Map<String, Object> account = Map.of(
                "email",
                "zebedee.quillfeather@example.org",
                "password",
                "correct horse 7",
                "data",
                Map.of("name", NAME));
        Api.anonymous().post("/auth/v1/signup", account).expect(200);
        // Again, with a wrong password, and with no token at all.
        assertThat(Api.anonymous().post("/auth/v1/signup", account).status()).isBetween(400, 499);
        Api.anonymous()
                .post(
                        "/auth/v1/token?grant_type=password",
                        Map.of("email", "zebedee.quillfeather@example.org", "password", "correct horse 8"))
                .expect(400);
        Api.anonymous().with(member.token() + "x").get("/api/v1/calls").expect(401);
        Api.Answer call = member.createCall("Logged");
        join = "/api/v1/calls/" + call.text("call_id") + "/join";
        String link = call.text("join_url");
        try (ClientPage client = new ClientPage();
                Browser browser = new Browser()) {
            browser.page().navigate(client.url());
            Api.Answer host = member.post(join, Map.of()).expect(200);
            Api.Answer guest = Api.anonymous()
                    .post(
                            "/api/v1/guest-links/" + link.substring(link.lastIndexOf('/') + 1) + "/join",
                            Map.of("display_name", NAME))
                    .expect(200);
            for (Api.Answer ticket : List.of(host, guest)) {
                ClientPage.join(browser, ticket.text("identity"), ticket.text("url"), ticket.text("token"));
            }
            ClientPage.seesAndHears(browser, host.text("identity"), LIMIT, guest.text("identity"));
        }
    }

    @AfterAll
    static void everythingRunsAgain() {
        LocalStack.part("start", "PostgreSQL");
    }

    @Test
    @Order(1)
    void whatARequestFailedByIsFoundUnderTheIdThatItsClientWasTold() {
        LocalStack.part("stop", "PostgreSQL");
        String id = HexFormat.of().toHexDigits(new Random(7).nextLong())
                + HexFormat.of().toHexDigits(System.nanoTime());
        String traceparent = "00-" + id + "-00f067aa0ba902b7-01";
        // What fails alike is logged every ten seconds.
        JsonObject line = Eventually.see(
                "a line about the failure",
                LIMIT,
                () -> {
                    Api.Answer refused = member.postTraced(join, traceparent, Map.of());
                    assertThat(refused.status()).isEqualTo(503);
                    assertThat(refused.text("trace_id")).isEqualTo(id);
                    assertThat(refused.header("X-Request-Id")).isEqualTo(id);
                    assertThat(refused.header("traceparent")).startsWith("00-" + id + "-");
                    return objects("Payara.log").stream()
                            .filter(logged -> logged.has("error_code")
                                    && logged.get("trace_id").getAsString().equals(id))
                            .findFirst()
                            .orElse(null);
                },
                seen -> seen != null);
        assertThat(line.get("error_code").getAsString()).isEqualTo("dependency_unavailable");
        assertThat(line.get("level").getAsString()).isEqualTo("WARN");
        assertThat(line.get("request_id").getAsString()).isEqualTo(id);
        LocalStack.part("start", "PostgreSQL");
        Eventually.see(
                "joins to work again", LIMIT, () -> member.post(join, Map.of()).status(), status -> status == 200);
    }

    @Test
    @Order(2)
    void everyLineIsAnObjectWithTheFieldsOfThePage() {
        Map<String, String> fields = new TreeMap<>();
        ROW.matcher(MonitoringFiles.read(LauncherProcess.root().resolve("docs/operating/logs.md")))
                .results()
                .forEach(row -> fields.put(row.group(1), row.group(2)));
        assertThat(fields).hasSizeGreaterThan(10);
        for (Map.Entry<String, String> part : Map.of("Payara.log", "control-plane", "media-node.log", "media-node")
                .entrySet()) {
            List<JsonObject> lines = objects(part.getKey());
            assertThat(lines).hasSizeGreaterThan(3);
            for (JsonObject line : lines) {
                Set<String> there = names("", line);
                assertThat(fields.keySet()).as("%s", line).containsAll(there);
                assertThat(there)
                        .as("%s", line)
                        .containsAll(fields.entrySet().stream()
                                .filter(field -> field.getValue().equals("always"))
                                .map(Map.Entry::getKey)
                                .collect(Collectors.toSet()));
                assertThat(line.get("service").getAsString()).isEqualTo(part.getValue());
                assertThat(LEVELS).contains(line.get("level").getAsString());
                assertThat(Instant.parse(line.get("timestamp").getAsString())).isBefore(Instant.now());
            }
        }
    }

    @Test
    @Order(3)
    void nobodyIsFoundInTheLogsAndNothingOpensAnything() throws IOException {
        Map<String, String> besides = new TreeMap<>(Map.of("a name", "Quillfeather", "a ticket's link", "/join/"));
        var secrets = new Properties();
        try (Reader file = Files.newBufferedReader(LocalStack.get().state.resolve("secrets.properties"))) {
            secrets.load(file);
        }
        assertThat(secrets).isNotEmpty();
        secrets.forEach((name, secret) -> besides.put("the secret " + name, secret.toString()));
        List<Path> logs = StackLogs.in(logs());
        assertThat(logs).hasSizeGreaterThan(3);
        assertThat(logs.stream().flatMap(log -> StackLogs.tellTales(log, besides).stream()))
                .isEmpty();
    }

    private static Path logs() {
        return LocalStack.get().state.resolve("logs");
    }

    /** From where the program itself writes: before, a server says in its own way that it starts. */
    private static List<JsonObject> objects(String log) {
        List<JsonObject> objects = new ArrayList<>();
        for (String line : StackLogs.lines(logs().resolve(log))) {
            if (!objects.isEmpty() || line.contains("\"service\":")) {
                assertThat(line).startsWith("{").endsWith("}");
                objects.add(JsonParser.parseString(line).getAsJsonObject());
            }
        }
        return objects;
    }

    private static Set<String> names(String before, JsonObject object) {
        return object.entrySet().stream()
                .flatMap(field -> field.getValue().isJsonObject()
                        ? names(field.getKey() + ".", field.getValue().getAsJsonObject()).stream()
                        : Set.of(before + field.getKey()).stream())
                .collect(Collectors.toSet());
    }
}
