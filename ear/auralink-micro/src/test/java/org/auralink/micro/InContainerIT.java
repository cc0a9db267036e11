package org.auralink.micro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.assertj.core.api.Assertions;
import org.auralink.calls.boundary.CallView;
import org.auralink.calls.boundary.Calls;
import org.auralink.calls.boundary.NewCall;
import org.auralink.calls.control.MediaNodes;
import org.auralink.identity.boundary.SignIns;
import org.auralink.identity.boundary.SignUp;
import org.auralink.media.connector.MediaNodeException;
import org.auralink.shared.Caller;
import org.auralink.shared.RefusedException;
import org.auralink.shared.limits.ClientAddress;
import org.auralink.shared.web.BearerTokens;
import org.auralink.shared.web.Failure;
import org.auralink.shared.web.Failures;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs inside Payara Micro, in the WAR that ships but for the web app, beside the connector. */
@ExtendWith(ArquillianExtension.class)
class InContainerIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Resource(lookup = "java:app/jdbc/auralink")
    private DataSource people;

    @Resource(lookup = "java:app/jdbc/auralinkService")
    private DataSource service;

    @Resource
    private ManagedExecutorService threads;

    @Inject
    private SignIns signIns;

    @Inject
    private BearerTokens tokens;

    @Inject
    private Calls calls;

    @Inject
    private MediaNodes nodes;

    @Deployment
    static WebArchive application() throws URISyntaxException {
        WebArchive application = ShrinkWrap.create(ZipImporter.class, "auralink.war")
                .importFrom(new File("target/auralink.war"))
                .as(WebArchive.class);
        // It answers every address that a browser might ask for, Arquillian's among them.
        application.delete("/WEB-INF/classes/org/auralink/console/WebAppFilter.class");
        return application
                .addClasses(InContainerIT.class, Surroundings.class)
                .addAsLibrary(new File(Assertions.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI()));
    }

    @AfterEach
    void nodeAnswersAgain() {
        script("answer", "0");
        until("the circuit to be closed", () -> nodes.listRooms(node()).isEmpty());
    }

    @Test
    void neitherPoolReadsAnythingWithoutAContext() {
        for (DataSource pool : List.of(people, service)) {
            for (String table :
                    List.of("users", "organizations", "calls", "call_participants", "media_event_cursors")) {
                assertThatThrownBy(() -> one(pool, "select count(*) from public." + table))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("permission denied");
            }
        }
    }

    @Test
    void nothingOfACallersContextStaysOnAPooledConnection() throws SQLException {
        for (int i = 0; i < 10; i++) {
            Caller caller = newMember();
            calls.create(caller, new NewCall("x", null, null));
        }
        // All connections of the pool at once, so that none is left out.
        List<Connection> borrowed = new ArrayList<>();
        try {
            for (int i = 0; i < 16; i++) {
                Connection connection = people.getConnection();
                borrowed.add(connection);
                assertThat(one(connection, "select coalesce(current_setting('request.jwt.claims', true), '')"))
                        .isEmpty();
                assertThat(one(connection, "select current_user::text")).isEqualTo("auralink_authenticator");
            }
        } finally {
            for (Connection connection : borrowed) {
                connection.close();
            }
        }
    }

    @Test
    void aPersonsLoginCannotBecomeTheService() {
        assertThatThrownBy(() -> one(people, "select set_config('role', 'service_role', false)"))
                .hasMessageContaining("permission denied");
    }

    @Test
    void strangersDoNotSeeACallThroughTheFacade() {
        Caller ada = newMember();
        Caller stranger = newMember();
        String id = calls.create(ada, new NewCall("private", null, null)).callId();

        assertThat(calls.get(ada, id).name()).isEqualTo("private");
        assertThatThrownBy(() -> calls.get(stranger, id))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo("not_found"));
    }

    @Test
    void aRefusedRequestLeavesNothingBehind() throws SQLException {
        int before = Integer.parseInt(one("select count(*) from public.users"));
        assertThatThrownBy(() ->
                        signIns.signUp(new SignUp("no address", null, "correct horse 7", Map.of()), ClientAddress.NONE))
                .isInstanceOf(RefusedException.class);
        assertThat(Integer.parseInt(one("select count(*) from public.users"))).isEqualTo(before);
    }

    @Test
    void anEventReachesTheDatabaseAndARepetitionChangesNothing() throws SQLException {
        Caller ada = newMember();
        String call = calls.create(ada, new NewCall("x", null, null)).callId();
        joined(call, "PA_1");
        until("the call to be active", () -> calls.get(ada, call).status().equals("active"));
        String cursor = cursor();

        script("replay", "");
        joined(call, "PA_2");

        until(
                "the second to be there",
                () -> calls.get(ada, call).participants().size() == 2);
        assertThat(one("select count(*) from public.call_participants where call_id = '" + call + "'"))
                .isEqualTo("2");
        assertThat(Long.parseLong(cursor())).isEqualTo(Long.parseLong(cursor) + 1);
    }

    @Test
    void anEventThatCannotBeWrittenIsRolledBackWholeAndDeliveredUntilItIs() throws SQLException {
        Caller ada = newMember();
        String call = calls.create(ada, new NewCall("x", null, null)).callId();
        String before = cursor();
        String status = "select status from public.calls where call_id = '" + call + "'";
        run("revoke insert on public.call_participants from service_role");
        try {
            joined(call, "PA_first");
            joined(call, "PA_second");
            // Long enough for several attempts.
            LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
            assertThat(cursor())
                    .as("position of the last event that took effect")
                    .isEqualTo(before);
            assertThat(one(status)).isEqualTo("waiting");
        } finally {
            run("grant insert on public.call_participants to service_role");
        }

        until("both to be there", () -> calls.get(ada, call).participants().size() == 2);
        assertThat(one(status)).isEqualTo("active");
        assertThat(Long.parseLong(cursor())).isEqualTo(Long.parseLong(before) + 2);
    }

    @Test
    void whatMediaNodesTellIsWrittenWhileRequestsHaveEveryConnection() throws SQLException {
        Caller ada = newMember();
        String call = calls.create(ada, new NewCall("x", null, null)).callId();
        List<Connection> borrowed = new ArrayList<>();
        try {
            for (int i = 0; i < 16; i++) {
                borrowed.add(service.getConnection());
            }
            joined(call, "PA_1");
            until("the call to be active", () -> calls.get(ada, call).status().equals("active"));
        } finally {
            for (Connection connection : borrowed) {
                connection.close();
            }
        }
    }

    @Test
    void aConnectionThatBreaksInATransactionIsAwayAndNobodyElsesBreaksWithIt() throws Exception {
        Caller ada = newMember();
        String waiting =
                "select %s from pg_stat_activity where application_name = 'auralink' and wait_event_type = 'Lock'";
        try (Connection superuser = DriverManager.getConnection(superuser());
                Statement statement = superuser.createStatement()) {
            superuser.setAutoCommit(false);
            statement.execute("lock table public.calls in access exclusive mode");
            Future<CallView> first = threads.submit(() -> calls.create(ada, new NewCall("one", null, null)));
            Future<CallView> second = threads.submit(() -> calls.create(ada, new NewCall("other", null, null)));
            until("both to wait", () -> ask(waiting.formatted("count(*)")).equals("2"));

            one(waiting.formatted("pg_terminate_backend(min(pid))"));
            until("one to be gone", () -> first.isDone() || second.isDone());
            superuser.rollback();

            Future<CallView> broken = first.isDone() ? first : second;
            Future<CallView> other = broken == first ? second : first;
            assertThatThrownBy(broken::get)
                    .satisfies(thrown ->
                            assertThat(Failures.of(thrown.getCause()).status()).isEqualTo(503));
            assertThat(other.get().status()).isEqualTo("waiting");
        }
    }

    @Test
    void aDatabaseThatIsReadOnlyForNowIsToldAsThatAndUsedAgainAfterwards() throws SQLException {
        Caller ada = newMember();
        run("alter system set default_transaction_read_only = on");
        run("select pg_reload_conf()");
        try {
            until("a call to be refused for now", () -> refusedForNow(ada));
        } finally {
            run("alter system reset default_transaction_read_only");
            run("select pg_reload_conf()");
        }
        until("calls to be made again", () -> calls.create(ada, new NewCall("x", null, null)) != null);
    }

    private boolean refusedForNow(Caller caller) {
        try {
            calls.create(caller, new NewCall("x", null, null));
            return false;
        } catch (RuntimeException e) {
            Failure failure = Failures.of(e);
            assertThat(failure.status()).isEqualTo(503);
            return failure.retryAfter() != null;
        }
    }

    @Test
    void aNodeOnWhichNothingHappensIsSeen() throws SQLException {
        String seen = "select max(last_seen_at) from public.media_event_cursors";
        String before = one(seen);
        until("a sign of life to be written down", () -> !ask(seen).equals(before));
    }

    @Test
    void aQuestionToANodeIsRepeatedWhenTheNodeIsUnavailable() {
        script("answer", "2");
        assertThat(nodes.listRooms(node())).isEmpty();
        assertThat(asked()).isEqualTo(3);
    }

    @Test
    void aNodeThatIsSilentOrHaltsInItsAnswerIsAskedOnceAndGivenUpInTime() {
        for (String how : List.of("never", "half")) {
            script("answer", how);
            long begin = System.nanoTime();
            assertThatThrownBy(() -> nodes.listRooms(node()))
                    .as(how)
                    .isInstanceOf(MediaNodeException.Unavailable.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).as(how).isLessThan(Duration.ofMillis(4_500));
            assertThat(asked()).as(how).isEqualTo(1);
        }
    }

    @Test
    void aNodeThatKeepsFailingIsNotAskedForAWhileAndThenAgain() {
        script("answer", "100000");
        until("the circuit to open", this::isOpen);
        int asked = asked();
        assertThat(isOpen()).isTrue();
        assertThat(asked()).as("questions while the circuit is open").isEqualTo(asked);

        script("answer", "0");
        until("the circuit to close", () -> nodes.listRooms(node()).isEmpty());
    }

    /** The media node's address; and how tests tell it what to do. */
    private static URI node() {
        return ConfigProvider.getConfig().getValue("auralink.media.nodes", URI.class);
    }

    private static String superuser() {
        return ConfigProvider.getConfig().getValue(Surroundings.SUPERUSER_URL, String.class);
    }

    private boolean isOpen() {
        try {
            nodes.listRooms(node());
            return false;
        } catch (CircuitBreakerOpenException e) {
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private Caller newMember() {
        String email = UUID.randomUUID() + "@example.org";
        return tokens.verify(signIns.signUp(new SignUp(email, null, "correct horse 7", Map.of()), somewhere())
                .accessToken());
    }

    /** Everybody at an address of their own, or the limits would count them together. */
    private static ClientAddress somewhere() {
        long network = UUID.randomUUID().getMostSignificantBits();
        return ClientAddress.parse("2001:db8:%x:%x::1".formatted(network >>> 48, network >>> 16 & 0xffff))
                .orElseThrow();
    }

    private void joined(String call, String sid) {
        script(
                "event",
                "participant_joined\n{\"event\":\"participant_joined\",\"createdAt\":\"1795000000\",\"room\":{\"name\":\""
                        + call + "\",\"sid\":\"RM_1\"},\"participant\":{\"sid\":\"" + sid + "\",\"identity\":\"" + sid
                        + "\",\"joinedAt\":\"1795000000\"}}");
    }

    private int asked() {
        return Integer.parseInt(script("asked", ""));
    }

    private String script(String what, String how) {
        try {
            return HTTP.send(
                            HttpRequest.newBuilder(node().resolve("/script/" + what))
                                    .POST(HttpRequest.BodyPublishers.ofString(how))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (java.io.IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private String cursor() throws SQLException {
        return one("select coalesce(max(sequence), 0) from public.media_event_cursors");
    }

    private String one(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(superuser())) {
            return one(connection, query);
        }
    }

    /** {@link #one(String)} for what is waited for. */
    private String ask(String query) {
        try {
            return one(query);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String one(DataSource pool, String query) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return one(connection, query);
        }
    }

    private static String one(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private void run(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection(superuser());
                Statement run = connection.createStatement()) {
            run.execute(statement);
        }
    }

    private static void until(String what, BooleanSupplier expected) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        RuntimeException last = null;
        while (System.nanoTime() - deadline < 0) {
            try {
                if (expected.getAsBoolean()) {
                    return;
                }
            } catch (RuntimeException e) {
                last = e;
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        throw new AssertionError("Expected " + what + " within " + LIMIT.toSeconds() + " s", last);
    }
}
