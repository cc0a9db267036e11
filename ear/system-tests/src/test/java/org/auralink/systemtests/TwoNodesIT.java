package org.auralink.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * docs/operating/two-nodes.md word by word: every block of the page, in its order, on a Debian with nothing but its base
 * system; then a call, and what becomes of it when a node dies. What was said is kept in target/two-nodes-log.txt, with
 * {@code -Dauralink.write=true} beside the page.
 */
@EnabledIfSystemProperty(
        named = "auralink.walk",
        matches = "true",
        disabledReason = "a container with Debian's packages and two nodes, as root: -Pwalk")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoNodesIT {
    private static final Path ROOT = LauncherProcess.root();
    private static final Path PAGE = ROOT.resolve("docs/operating/two-nodes.md");
    private static final Path KEPT = ROOT.resolve("docs/operating/two-nodes-log.txt");
    private static final Path SAID = ROOT.resolve("ear/system-tests/target/two-nodes-log.txt");

    /** Packages come from a mirror, and the server starts on whatever is left of the machine. */
    private static final Duration WALK = Duration.ofMinutes(20);

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** ServiceDown waits for two minutes, and Prometheus and Alertmanager for half a minute before and behind. */
    private static final Duration TOLD = Duration.ofMinutes(4);

    /** Also as Java's sockets show it, which are for both versions of IP. */
    private static final Pattern LOOPBACK =
            Pattern.compile("(127\\.0\\.0\\.1|\\[::ffff:127\\.0\\.0\\.1]|\\[::1]):\\d+");

    private static BareMachine machine;
    private static WalkedPage page;
    private static SecureSite site;

    @BeforeAll
    static void walk() throws Exception {
        assumeTrue(Checkout.isRoot(), "a container is started by root");
        assumeTrue(
                BareMachine.missing().isEmpty(),
                () -> "needed: " + BareMachine.missing().orElse(""));
        page = new WalkedPage(PAGE);
        Files.createDirectories(SAID.getParent());
        Files.deleteIfExists(SAID);
        machine = BareMachine.start();
        site = new SecureSite(
                machine.file("/tmp"),
                machine.file("/etc/auralink/secrets/certificate.pem"),
                BareMachine.DOMAIN,
                BareMachine.ADDRESS,
                443);
        packs();
        shows("");
    }

    /** The release, of what the build that runs this test has laid down. */
    private static void packs() throws IOException {
        String packing = page.commands("build");
        assertThat(packing).startsWith("./mvnw -q -DskipTests -pl server-config/local -am clean package\n");
        DeploymentTools.Result packed =
                DeploymentTools.run(ROOT, Map.of(), "bash", "-ec", packing.substring(packing.indexOf('\n')));
        assertThat(packed.code()).as(packed.said()).isZero();
        DeploymentTools.run(
                ROOT, Map.of(), "mv", "auralink.tar", machine.file("/root").toString());
    }

    private static void shows(String kind) throws Exception {
        int code = machine.show(page.script(kind), SAID, WALK);
        assertThat(code)
                .as(Files.readString(SAID)
                        + machine.run("journalctl --no-pager -n 200").said())
                .isZero();
    }

    @AfterAll
    static void takeAway() throws IOException {
        if (machine == null) {
            return;
        }
        Path logs = ROOT.resolve("ear/system-tests/target/two-nodes-journal.txt");
        Files.writeString(logs, machine.run("journalctl --no-pager").said());
        machine.close();
        if (Boolean.getBoolean("auralink.write")) {
            Files.writeString(
                    KEPT,
                    "What docs/operating/two-nodes.md says ($), and what was said to it, on "
                            + LocalDate.now(ZoneOffset.UTC) + " (UTC), by TwoNodesIT.\n"
                            + page.log(Files.readAllLines(SAID)));
        }
    }

    private static void observe(String form, Object... values) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(SAID));
        lines.add("");
        lines.add("== What the test saw: " + String.format(Locale.ROOT, form, values));
        Files.write(SAID, lines);
    }

    @Test
    @Order(1)
    void thePageSaysThatAllIsWell() throws IOException {
        String said = Files.readString(SAID);
        assertThat(said.substring(said.indexOf("== Look whether all is well")))
                .contains("{\"status\":\"UP\"")
                .doesNotContain("\"DOWN\"")
                .contains("ok\tschema", "ok\trow level security")
                .doesNotContainPattern("(?m)^(warning|failure)\t")
                .containsPattern("6789\", job=\"auralink-media-node\"} => 1 ")
                .containsPattern("6799\", job=\"auralink-media-node\"} => 1 ")
                .containsPattern("8081\", job=\"auralink-control-plane\"} => 1 ");
        assertThat(machine.run("ss -Hltun").said().lines().map(line -> line.split(" +")[4]))
                .filteredOn(address -> !LOOPBACK.matcher(address).matches())
                .map(address -> Integer.parseInt(address.replaceAll(".*:", "")))
                .as("what listens beyond loopback")
                .containsExactlyInAnyOrder(443, 7881, 7882, 7883, 7891, 7892, 7893);
        assertThat(machine.run("systemctl --failed --no-legend").said()).isBlank();
    }

    @Test
    @Order(2)
    void aCallOfTwoBrowsersGoesOnAtTheOtherNodeAndTheDeadOneIsAlerted() throws Exception {
        String url = "https://" + site.calls();
        try (var host = new Person("Ada", LauncherProcess.OPERATOR, new Browser(site.browserSwitches()));
                var guest = new Person("Grace", new Browser(site.browserSwitches()))) {
            host.signUpAt(url);
            host.open(url + "/nodes");
            for (int node = 1; node <= 2; node++) {
                assertThat(host.page().locator("[data-node-id='node-" + node + "']"))
                        .containsText("In service");
            }
            host.open(url + "/");
            host.createCall("From a bare machine");
            host.join();
            String link = host.copyLink();
            assertThat(link).startsWith(url);
            guest.open(link);
            guest.join();
            host.seesAndHears(1);
            guest.seesAndHears(1);
            String holder = nodeOf(host);
            observe("two browsers see and hear each other through TLS, at %s", holder);

            long killed = System.nanoTime();
            kill(holder);
            for (Person person : List.of(host, guest)) {
                Eventually.see(
                        "media to flow at the other node",
                        LIMIT,
                        () -> nodeOf(person) + " " + person.received(),
                        seen -> !seen.startsWith(holder) && seen.matches(".*\"frames\":[1-9].*\"people\":1.*"));
            }
            observe(
                    "%s was killed, and they see each other at %s after %.1f s",
                    holder, nodeOf(host), (System.nanoTime() - killed) / 1e9);
            alerted("MediaNodeLost", killed);
            alerted("ServiceDown", killed);
            shows("lost");
        }
        machine.run("rm -r /run/systemd/system/auralink-node@*.service.d; systemctl daemon-reload");
        shows("back");
        Eventually.see(
                "Prometheus to have all programs",
                LIMIT,
                () -> machine.run("promtool query instant http://127.0.0.1:9090 'sum(up{job=~\"auralink-.+\"})'")
                        .said(),
                sum -> sum.contains("=> 3 "));
        observe("Prometheus has three programs up again");
    }

    /** The name of the node that this person's browser talks to. */
    private static String nodeOf(Person person) {
        String url = (String) person.page().evaluate("() => window.__auralinkRoom?.engine?.url ?? 'ws://none'");
        return String.valueOf(URI.create(url).getHost()).replaceAll("^media-(\\d)\\..*", "node-$1");
    }

    /** As if its machine were gone: systemd does not start it again. */
    private static void kill(String node) {
        String unit = "auralink-" + node.replace('-', '@');
        DeploymentTools.Result killed = machine.run("set -e; drop=/run/systemd/system/" + unit
                + ".service.d; mkdir -p $drop; printf '[Service]\\nRestart=no\\n' >$drop/stays-dead.conf;"
                + " systemctl daemon-reload; systemctl kill -s KILL " + unit);
        assertThat(killed.code()).as(killed.said()).isZero();
    }

    private static void alerted(String alert, long killed) throws IOException {
        Eventually.see(
                "Alertmanager to be told " + alert,
                TOLD,
                () -> machine.run("amtool alert query alertname=" + alert + " --alertmanager.url=http://127.0.0.1:9093")
                        .said(),
                said -> Pattern.compile("(?m)^" + alert + " .*active")
                        .matcher(said)
                        .find());
        observe("%s is at Alertmanager %.0f s after the kill", alert, (System.nanoTime() - killed) / 1e9);
    }

    @Test
    @Order(3)
    void aNewReleaseIsPutInPlaceAndAccountsAndCallsAreThereStill() throws Exception {
        packs();
        shows("release");
        SecureSite.Reply signedIn = site.ask(
                "POST",
                "/auth/v1/token?grant_type=password",
                "",
                "{\"email\":\"" + LauncherProcess.OPERATOR + "\",\"password\":\"correct horse 7\"}");
        assertThat(signedIn.status()).as(signedIn.body()).isEqualTo(200);
        String calls = site.ask(
                        "GET",
                        "/api/v1/calls",
                        signedIn.json().at("access_token").text(),
                        "")
                .body();
        assertThat(calls).contains("From a bare machine");
        observe("the call stands in the history of its host");
    }

    @Test
    @Order(4)
    void nothingSecretWasSaid() throws IOException {
        String said =
                Files.readString(SAID) + machine.run("journalctl --no-pager").said();
        for (String name : machine.run("ls /etc/auralink/secrets").said().split("\\s+")) {
            if (!name.equals("certificate.pem") && !name.equals("media_api_key")) {
                String secret = Files.readString(machine.file("/etc/auralink/secrets/" + name))
                        .strip();
                assertThat(said.contains(secret)).as(name + " was said").isFalse();
            }
        }
    }
}
