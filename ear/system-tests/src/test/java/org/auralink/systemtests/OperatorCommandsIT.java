package org.auralink.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator asks the launcher beside a running stack: what holds, what is wrong, and to keep the data. */
class OperatorCommandsIT {
    @TempDir
    Path temporary;

    @Test
    void configSaysWhatHoldsForEachProgramAndNoSecret() throws Exception {
        LauncherProcess stack = LocalStack.get();
        LauncherCommand config = LauncherCommand.on(stack, "config");

        assertThat(config.exitCode()).as(config.output()).isZero();
        String secrets = Files.readString(stack.state.resolve("secrets.properties"));
        var values = new Properties();
        values.load(new StringReader(secrets));
        assertThat(values)
                .isNotEmpty()
                .allSatisfy((name, value) -> assertThat(config.output()).doesNotContain(String.valueOf(value)));
        assertThat(config.output().lines())
                .contains("launcher", "control plane", "media node")
                .anyMatch(line -> line.matches(" {2}--web-port +flag +" + stack.ports.get("--web-port")))
                .anyMatch(line -> line.matches(" {2}auralink.db.password +launcher +[*]{8}"))
                .anyMatch(line -> line.matches(" {2}port +launcher +" + stack.ports.get("--signal-port")))
                .anyMatch(line -> line.matches(" {2}audio.active_level +default +35"))
                .anyMatch(line -> line.matches(" {2}keys +launcher +[*]{8}"));
    }

    /** One of those that nobody reads before the application serves. */
    @Test
    @InDrills
    void aWrongValueStopsTheStartAndTheLogNamesItWithWhatIsAllowed() throws Exception {
        Path state = temporary.resolve("wrong");
        LauncherProcess launcher = LauncherProcess.start(
                state, LauncherProcess.freePorts(), Map.of("AURALINK_MEDIA_PLACEMENT", "nearest"));

        assertThat(launcher.awaitExit(LauncherProcess.START_LIMIT)).isEqualTo(1);
        assertThat(launcher.shown()).contains("Payara could not start");
        assertThat(Files.readString(state.resolve("logs/Payara.log")))
                .contains("The setting auralink.media.placement must be least_loaded, same_region_first or pinned.");
    }

    @Test
    void aBackupOfARunningStackIsRestoredElsewhereWithEverythingInIt() throws Exception {
        LauncherProcess stack = LocalStack.get();
        Api.at(stack)
                .post(
                        "/auth/v1/signup",
                        Map.of("email", UUID.randomUUID() + "@example.org", "password", "correct horse 7"))
                .expect(200);
        Path first = temporary.resolve("first.backup");
        LauncherCommand backup = LauncherCommand.on(stack, "backup", first.toString());
        assertThat(backup.exitCode()).as(backup.output()).isZero();
        assertThat(LauncherCommand.on(stack, "restore", first.toString()).output())
                .contains("Stop it before a restore");

        Path other = temporary.resolve("other");
        Map<String, Integer> ports = LauncherProcess.freePorts();
        LauncherCommand restore = LauncherCommand.run(other, ports, "restore", first.toString());
        assertThat(restore.exitCode()).as(restore.output()).isZero();
        Path second = temporary.resolve("second.backup");
        LauncherCommand again = LauncherCommand.run(other, ports, "backup", second.toString());
        assertThat(again.exitCode()).as(again.output()).isZero();

        for (String table : new String[] {"public.users", "public.organizations", "auth.credentials", "public.calls"}) {
            assertThat(rows(second, table)).as(table).isEqualTo(rows(first, table));
        }
        assertThat(rows(first, "public.users")).contains("@example.org");
        LauncherCommand refused = LauncherCommand.run(other, ports, "restore", first.toString());
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.output()).contains("is not empty", "--force");
        assertThat(LauncherCommand.run(other, ports, "restore", first.toString(), "--force")
                        .exitCode())
                .isZero();
    }

    private static String rows(Path backup, String table) throws IOException {
        try (var zip = new ZipFile(backup.toFile());
                InputStream entry = zip.getInputStream(zip.getEntry("tables/" + table))) {
            return new String(entry.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void theDoctorFindsNothingWrongWithARunningStack() throws Exception {
        LauncherCommand doctor = LauncherCommand.on(LocalStack.get(), "doctor");

        assertThat(doctor.output())
                .doesNotContain("wrong   ")
                .contains(
                        "media of media-node over UDP: It is reached",
                        "media of media-node over TCP: It is reached",
                        "row level security: It is forced on every table",
                        "registration of media-node: It announces itself",
                        "Redis: It answers",
                        "0 wrong");
        assertThat(doctor.exitCode()).isLessThan(2);
    }

    @Test
    void oneThingThatIsBrokenIsFoundAndTheAnswerSaysWhatToChange() throws Exception {
        LauncherProcess stack = LocalStack.get();
        run(stack, "alter table public.leases no force row level security");
        try {
            LauncherCommand doctor = LauncherCommand.on(stack, "doctor");
            assertThat(doctor.exitCode()).as(doctor.output()).isEqualTo(2);
            assertThat(doctor.output())
                    .contains(
                            "1 wrong",
                            "It is not forced on public.leases.",
                            "alter table public.leases enable row level");
        } finally {
            run(stack, "alter table public.leases force row level security");
        }

        LocalStack.part("stop", "media-node");
        try {
            LauncherCommand doctor = LauncherCommand.on(stack, "doctor", "--json");
            assertThat(doctor.exitCode()).as(doctor.output()).isEqualTo(2);
            assertThat(JsonParser.parseString(doctor.output()).getAsJsonArray().asList())
                    .extracting(found -> found.getAsJsonObject().get("change").getAsString())
                    .anyMatch(change -> change.contains("./auralink part start media-node"));
        } finally {
            LocalStack.part("start", "media-node");
        }
    }

    @Test
    void theFindingsOfTheServerSayHowAllPartsAreAndNoSecret() throws Exception {
        LauncherProcess stack = LocalStack.get();
        Api.Answer answer = Api.operator().get("/api/v1/ops/findings").expect(200);

        assertThat(answer.json().getAsJsonArray("items").asList())
                .extracting(found -> found.getAsJsonObject().get("id").getAsString())
                .contains(
                        "disk",
                        "public_address",
                        "node",
                        "node_address",
                        "node_registration",
                        "node_clock",
                        "media_udp",
                        "media_tcp",
                        "redis",
                        "redis_clock",
                        "database",
                        "database_clock",
                        "database_roles",
                        "database_login",
                        "database_schema",
                        "row_security");
        var secrets = new Properties();
        secrets.load(new StringReader(Files.readString(stack.state.resolve("secrets.properties"))));
        assertThat(secrets)
                .allSatisfy(
                        (name, value) -> assertThat(answer.json().toString()).doesNotContain(String.valueOf(value)));
    }

    @Test
    void theOperationsPageNamesWhatMendsABrokenThingUntilItIsMended() throws Exception {
        LauncherProcess stack = LocalStack.get();
        Api.operator();
        try (var console = new Person("Operator", LauncherProcess.OPERATOR)) {
            Page page = console.page();
            console.open(stack.webUrl() + "/sign-in?next=/operations");
            console.signInOnly();
            Locator headline = page.getByTestId("headline");
            Locator broken = page.locator("[data-check='row_security']");
            assertThat(page.getByTestId("service-row")).hasCount(2);
            assertThat(headline).not().containsText("not work");
            Screenshots.take(page, "operations");

            run(stack, "alter table public.leases no force row level security");
            try {
                assertThat(broken.getByTestId("change"))
                        .containsText("alter table public.leases enable row level security, force row level security");
                assertThat(headline).containsText("1 thing does not work");
                Screenshots.take(page, "operations-broken");
                Screenshots.takeText(
                        console.inNewTab("about:blank"),
                        "$ ./auralink doctor\n"
                                + LauncherCommand.on(stack, "doctor").output(),
                        "doctor");
            } finally {
                run(stack, "alter table public.leases force row level security");
            }
            assertThat(broken).hasCount(0);
            assertThat(headline).not().containsText("not work");
        }
    }

    @Test
    void withoutAStackTheDoctorNamesATakenPort() throws Exception {
        Map<String, Integer> ports = LauncherProcess.freePorts();
        try (var taken = new ServerSocket(ports.getOrDefault("--web-port", 0), 1, InetAddress.getLoopbackAddress())) {
            LauncherCommand doctor = LauncherCommand.run(temporary.resolve("none"), ports, "doctor");
            assertThat(doctor.exitCode()).isEqualTo(2);
            assertThat(doctor.output())
                    .contains("TCP port " + taken.getLocalPort(), "--web-port (AURALINK_WEB_PORT)", "does not run");
        }
        assertThat(temporary.resolve("none")).doesNotExist();
    }

    private static void run(LauncherProcess stack, String sql) throws SQLException, IOException {
        var secrets = new Properties();
        secrets.load(new StringReader(Files.readString(stack.state.resolve("secrets.properties"))));
        String url = "jdbc:postgresql://127.0.0.1:" + stack.ports.get("--db-port") + "/auralink";
        try (Connection connection =
                        DriverManager.getConnection(url, "postgres", secrets.getProperty("db.superuser.password"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
