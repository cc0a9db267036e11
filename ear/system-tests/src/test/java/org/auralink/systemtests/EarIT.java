package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The second assembly: the EAR on Payara Server, in Payara Micro's place in the same stack, with the same settings. */
@EnabledIfSystemProperty(
        named = "auralink.payara-server",
        matches = "true",
        disabledReason = "fetches Payara Server and takes minutes: -Ppayara-server")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EarIT {
    private static final Path TARGET = LauncherProcess.root().resolve("ear/system-tests/target");

    private static final Path ARCHIVE = LauncherProcess.root().resolve("ear/auralink-ear/target/auralink.ear");

    @TempDir
    private static Path domains;

    private static PayaraServer server;
    private static volatile boolean openedByCreation;
    private static String refused = "";
    private static boolean readyAtOnce;
    private static int firstAnswer;

    @BeforeAll
    static void serverTakesMicrosPlace() throws InterruptedException {
        Map<String, String> settings = settingsOf(LocalStack.pid("Payara"));
        LocalStack.part("stop", "Payara");
        int webPort = LocalStack.get().ports.getOrDefault("--web-port", 0);
        int adminHttpPort = LocalStack.get().ports.getOrDefault("--admin-port", 0);
        server = new PayaraServer(TARGET.resolve("server/payara6"), domains, webPort, adminHttpPort, settings);
        createWhileSomebodyKnocks();
        refused = server.fail("start", "--ear", ARCHIVE.toString());
        startAndAskAtOnce();
    }

    private static void createWhileSomebodyKnocks() throws InterruptedException {
        var creating = new Thread(server::create);
        creating.start();
        while (creating.isAlive()) {
            openedByCreation |= isListening();
            creating.join(200);
        }
        assertThat(server.domain().resolve("made")).exists();
    }

    /** Whoever is ready serves the next request. */
    private static void startAndAskAtOnce() throws InterruptedException {
        var starting = new Thread(() -> server.start(ARCHIVE));
        starting.start();
        try {
            Eventually.happens("the web port to open", Duration.ofMinutes(3), EarIT::isListening);
            readyAtOnce = isReady();
            firstAnswer = Api.anonymous()
                    .post(
                            "/auth/v1/signup",
                            Map.of("email", UUID.randomUUID() + "@example.org", "password", "correct horse 7"))
                    .status();
        } finally {
            starting.join();
        }
    }

    private static boolean isListening() {
        try (RawHttp connection = RawHttp.open()) {
            return true;
        } catch (UncheckedIOException refused) {
            return false;
        }
    }

    private static boolean isReady() {
        try {
            return Api.anonymous().get("/health/ready").status() == 200;
        } catch (AssertionError notListening) {
            return false;
        }
    }

    @Test
    void theWebPortIsClosedUntilTheApplicationServes() {
        assertThat(openedByCreation).as("in a domain that is being made").isFalse();
        assertThat(readyAtOnce).as("ready when it is open").isTrue();
        assertThat(firstAnswer).as("the first request").isEqualTo(200);
    }

    @AfterAll
    static void microComesBack() throws IOException {
        if (server != null) {
            Files.createDirectories(TARGET.resolve("stack-logs"));
            Files.copy(
                    server.log(), TARGET.resolve("stack-logs/payara-server.log"), StandardCopyOption.REPLACE_EXISTING);
            server.close();
        }
        LocalStack.part("start", "Payara");
    }

    /** The environment that the launcher gave to Payara Micro. */
    private static Map<String, String> settingsOf(long pid) {
        try {
            return Arrays.stream(Files.readString(Path.of("/proc/" + pid + "/environ"), StandardCharsets.UTF_8)
                            .split("\0"))
                    .filter(entry -> entry.startsWith("AURALINK_"))
                    .map(entry -> entry.split("=", 2))
                    .collect(Collectors.toMap(entry -> entry[0], entry -> entry[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theMailboxOfALocalInstallationIsThere() {
        assertThat(Api.anonymous().get("/dev/mailbox").expect(200).header("Content-Type"))
                .startsWith("text/html");
    }

    @Test
    void itIsAliveStartedAndReady() {
        for (String kind : new String[] {"live", "started", "ready"}) {
            assertThat(Api.anonymous().get("/health/" + kind).expect(200).text("status"))
                    .as(kind)
                    .isEqualTo("UP");
        }
        Api.anonymous().get("/metrics").expect(404);
        assertThat(Api.administration().get("/metrics").expect(200).response().body())
                .contains("# TYPE")
                // Of every module, and how full the server's own pools are.
                .contains("auralink_calls_started_total ")
                .contains("auralink_webhooks_delivered_total ")
                .contains("auralink_quality_reports_dropped_total ")
                .contains("auralink_db_pool_connections{pool=\"callers\",state=\"used\"}");
        assertThat(Api.administration().get("/health").expect(200).response().body())
                .contains("postgresql");
    }

    @Test
    void aCallIsMadeListedJoinedByMemberAndGuestAndEnded() {
        Api member = Api.newMember("Ear");
        Api.Answer call = member.createCall("In the EAR");
        String path = "/api/v1/calls/" + call.text("call_id");
        String link = call.text("join_url");
        String guestPath = "/api/v1/guest-links/" + link.substring(link.lastIndexOf('/') + 1);

        assertThat(member.get("/api/v1/calls").expect(200).json().getAsJsonArray("items"))
                .hasSize(1);
        assertThat(member.post(path + "/join", Map.of()).expect(200).text("token"))
                .isNotEmpty();
        assertThat(Api.anonymous().get(guestPath).expect(200).text("name")).isEqualTo("In the EAR");
        assertThat(Api.anonymous()
                        .post(guestPath + "/join", Map.of("display_name", "Guest"))
                        .expect(200)
                        .text("identity"))
                .startsWith("guest_");
        Api.newMember("Stranger").get(path).expect(404);

        member.post(path + "/end", Map.of()).expect(202);
        Eventually.see(
                "the call to end by the node's word",
                Duration.ofSeconds(30),
                () -> member.get(path).expect(200).text("status"),
                "ended"::equals);
        member.post(path + "/join", Map.of()).expect(410);
    }

    /** The bean that receives events and the capability whose calls they change are in different modules of the EAR. */
    @Test
    void whatTheMediaNodeTellsBecomesTheCourseOfTheCall() {
        Api member = Api.newMember("Events");
        String path = "/api/v1/calls/" + member.createCall("Events in the EAR").text("call_id");
        Api.Answer ticket = member.post(path + "/join", Map.of()).expect(200);
        try (ClientPage client = new ClientPage();
                Browser browser = new Browser()) {
            browser.page().navigate(client.url());
            ClientPage.join(browser, ticket.text("identity"), ticket.text("url"), ticket.text("token"));
            Eventually.see(
                    "the call to be active by the node's word",
                    Duration.ofSeconds(30),
                    () -> member.get(path).expect(200).text("status"),
                    "active"::equals);
            member.post(path + "/end", Map.of()).expect(202);
            Eventually.see(
                    "the call to end by the node's word",
                    Duration.ofSeconds(30),
                    () -> member.get(path).expect(200).text("status"),
                    "ended"::equals);
        }
        assertThat(member.get(path).expect(200).json().getAsJsonArray("participants"))
                .hasSize(1);
    }

    /** Found in modules of the EAR that do not know each other. */
    @Test
    void operatorsSeeWhatEachServiceReaches() {
        Map<String, String> account = Map.of("email", LauncherProcess.OPERATOR, "password", "correct horse 7");
        Api.Answer signedUp = Api.anonymous().post("/auth/v1/signup", account);
        Api operator = Api.anonymous()
                .with(
                        signedUp.status() == 200
                                ? signedUp.text("access_token")
                                : Api.anonymous()
                                        .post("/auth/v1/token?grant_type=password", account)
                                        .expect(200)
                                        .text("access_token"));
        assertThat(operator.get("/api/v1/ops/dependencies")
                        .expect(200)
                        .response()
                        .body())
                .contains("\"postgresql\"", "\"redis\"", "\"node:http://", "\"media-node\"");
    }

    @Test
    void theConsoleAndTheDescriptionOfTheApiAreServed() {
        assertThat(Api.anonymous().get("/").expect(200).response().body()).contains("<!doctype html>");
        assertThat(Api.anonymous().get("/api/v1/openapi").expect(200).response().body())
                .contains("/calls/{call_id}/join");
        Api.anonymous().get("/api/v1/calls").expect(401);
    }

    @Test
    void nothingListensBeyondThisMachine() {
        assertThat(server.listening())
                .as("web, health and metrics, and administration of the server, on loopback")
                .hasSize(3)
                .allMatch(address -> address.getAddress().isLoopbackAddress())
                .anyMatch(address -> address.getPort() == server.adminPort());
    }

    /** As its operator has it from the script: passwords of its own, and nothing for others to read. */
    @Test
    void theDomainIsItsOwnersAlone() throws IOException {
        Path passwords = server.domain().resolve("passwords");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(passwords)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(server.domain())))
                .isEqualTo("rwx------");
        server.create();
        Map<String, String> made = Files.readAllLines(passwords).stream()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(entry -> entry[0], entry -> entry[1]));
        assertThat(made).containsOnlyKeys("AS_ADMIN_PASSWORD", "AS_ADMIN_MASTERPASSWORD");
        assertThat(new HashSet<>(made.values())).hasSize(2).allMatch(password -> password.length() == 32);
        Path keys = server.domain().resolve("auralink/config/keystore.p12");
        assertThat(opens(keys, "changeit")).as("the published password").isFalse();
        assertThat(opens(keys, made.get("AS_ADMIN_MASTERPASSWORD"))).isTrue();
        assertThat(administration("admin:")).as("without a password").isEqualTo(401);
        assertThat(administration("admin:" + made.get("AS_ADMIN_PASSWORD")))
                .as("with the password, which a second creation leaves as it is")
                .isEqualTo(200);
    }

    private static boolean opens(Path keys, String password) {
        try {
            KeyStore.getInstance(keys.toFile(), password.toCharArray());
            return true;
        } catch (IOException | GeneralSecurityException refused) {
            return false;
        }
    }

    private static int administration(String credentials) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.adminPort() + "/management/domain/version.json"))
                .header("X-Requested-By", "test")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                .build();
        try {
            return HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatIsMissingIsNamedBeforeAnythingStarts() throws IOException {
        assertThat(refused).contains("missing in the environment", "AURALINK_DB_URL", "AURALINK_REDIS_URL");
        assertThat(server.fail("start", "--ear", ARCHIVE.toString())).contains("runs already");
        assertThat(server.fail("start", "--ear", "/nowhere.ear")).contains("/nowhere.ear", "cannot be read");
        Path foreign = Files.createFile(
                Files.createDirectory(domains.resolve("foreign")).resolve("theirs"));
        assertThat(server.fail("create", "--domain", foreign.getParent().toString()))
                .contains("this script did not make what is there");
        assertThat(foreign.getParent()).isDirectoryContaining(foreign::equals);
    }

    /** The application's reader of requests stands before the server's, see {@link DoorsIT}. */
    @Test
    void whatIsNoRequestIsRefusedBeforeTheServerReadsIt() {
        String host = " HTTP/1.1\r\nHost: localhost\r\n";
        String smuggled = "GET /health/live" + host + "\r\n";
        Map<String, Integer> refused = Map.of(
                "GET /api/v1/%zz" + host + "\r\n", 400,
                "GET /auth/v1/%c3%28" + host + "\r\n", 400,
                "TRACE /api/v1/calls" + host + "\r\n", 405,
                "GET /" + "a".repeat(9000) + host + "\r\n", 414,
                "POST /api/v1/calls" + host + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400,
                "POST /auth/v1/logout" + host + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", 400,
                "POST /" + host + "Transfer-Encoding: chunked\r\n\r\n2\n{}\r\n0\r\n\r\n", 400);
        refused.forEach((request, status) -> {
            try (RawHttp connection = RawHttp.open()) {
                RawHttp.Answer answer =
                        connection.sendInVain(request + smuggled).answer();
                assertOurs(answer, request.substring(0, Math.min(60, request.length())), status);
                assertThat(connection.isClosed()).as(request).isTrue();
            }
        });
    }

    /** Whoever makes the answer: a door, a page, the server for what has no door, or for a directory. */
    @Test
    void everyAnswerHasOurHeadersAndNothingOfTheServers() {
        for (String path :
                List.of("/assets", "/assets/", "/api/v1", "/auth/v1", "/nothing", "/%2e%2e/x", "/WEB-INF/web.xml")) {
            String get = "GET " + path + " HTTP/1.1\r\nHost: evil.example\r\n\r\n";
            RawHttp.Answer answer = RawHttp.ask(get);
            assertOurs(answer, path, path.contains("%2e") ? 400 : 404);
            assertThat(answer.head()).as(path).doesNotContain("evil.example");
        }
        assertOurs(RawHttp.ask("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"), "/", 200);
        assertOurs(RawHttp.ask("GET /api/v1/calls HTTP/1.1\r\nHost: localhost\r\n\r\n"), "calls", 401);
    }

    private static void assertOurs(RawHttp.Answer answer, String asked, int status) {
        assertThat(answer.status()).as(asked).isEqualTo(status);
        assertThat(answer.header("X-Content-Type-Options")).as(asked).isEqualTo("nosniff");
        assertThat(answer.header("Content-Security-Policy")).as(asked).contains("frame-ancestors 'none'");
        assertThat(answer.header("Server") + answer.header("X-Powered-By"))
                .as(asked)
                .isEmpty();
        assertThat(answer.head() + answer.body()).as(asked).doesNotContainIgnoringCase("payara");
    }

    /** Of {@code asadmin stop-domain}, as of SIGTERM: a load balancer is to hear of it before a client does. */
    @Test
    @Order(Integer.MAX_VALUE)
    void beforeItStopsTheServerSaysSoAndServesWhatComes() throws InterruptedException {
        var stopping = new Thread(server::stop);
        assertThat(isReady()).isTrue();
        stopping.start();
        try {
            Eventually.happens("the server to say that it is not ready", Duration.ofSeconds(60), () -> {
                return Api.anonymous().get("/health/ready").status() == 503;
            });
            // To the last, and then nobody is let in; no answer is one of a server that comes apart.
            assertThat(statusesUntilNobodyIsAnswered()).containsOnly(200);
        } finally {
            stopping.join();
        }
        assertThat(isListening()).isFalse();
    }

    /** Each of another connection. */
    private static Set<Integer> statusesUntilNobodyIsAnswered() {
        Set<Integer> statuses = new HashSet<>();
        while (true) {
            try {
                int status = RawHttp.ask("GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                        .status();
                if (status == 0) {
                    return statuses;
                }
                statuses.add(status);
            } catch (UncheckedIOException refused) {
                return statuses;
            }
        }
    }
}
