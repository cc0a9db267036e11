package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.auralink.systemtests.MonitoringFiles.Documented;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Prometheus reads the running product with the rules that ship, while calls are made. Every panel and every rule has
 * to mean something, the page of metrics has to be true, and who is to be woken has to be woken.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MonitoringIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$");
    private static final Pattern LABELS = Pattern.compile("(?m)^([a-z0-9_]+?)(?:_bucket|_sum|_count)?\\{([^}]*)} ");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"");

    /** On every sample of a node, and on every bucket. */
    private static final Set<String> ON_ALL = Set.of("le", "quantile", "node_id", "node_type");

    @TempDir
    private static Path work;

    private static Monitoring monitoring;
    private static Api member;

    @BeforeAll
    static void callsAreMade() {
        monitoring = Monitoring.of(work, LocalStack.get());
        member = Api.newMember("Monitored");
        Api.Answer call = member.createCall("Watched");
        try (ClientPage client = new ClientPage();
                Browser browser = new Browser()) {
            browser.page().navigate(client.url());
            String link = call.text("join_url");
            String guestPath = "/api/v1/guest-links/" + link.substring(link.lastIndexOf('/') + 1) + "/join";
            Api.Answer host = member.post("/api/v1/calls/" + call.text("call_id") + "/join", Map.of());
            Api.Answer guest = Api.anonymous().post(guestPath, Map.of("display_name", "Guest"));
            for (Api.Answer ticket : List.of(host, guest)) {
                ticket.expect(200);
                ClientPage.join(browser, ticket.text("identity"), ticket.text("url"), ticket.text("token"));
            }
            ClientPage.seesAndHears(browser, host.text("identity"), LIMIT, guest.text("identity"));
            // What was measured in calls of other tests is no rate: Prometheus has to see it grow while this one lasts.
            for (String measured : List.of("livekit_rtt_ms_count", "livekit_packet_loss_percent_count")) {
                Eventually.see(
                        "connections to be measured, and " + measured + " to grow",
                        LIMIT,
                        () -> monitoring.values("sum(rate(" + measured + "[5m])) > 0"),
                        seen -> !seen.isEmpty());
            }
            Eventually.see(
                    "the call to be counted",
                    LIMIT,
                    () -> monitoring.values("max(auralink_calls{status=\"active\"}) > 0"),
                    seen -> !seen.isEmpty());
        }
        member.post("/api/v1/calls/" + call.text("call_id") + "/end", Map.of());
    }

    @AfterAll
    static void everythingRunsAgain() {
        for (String part : List.of("PostgreSQL", "media-node")) {
            LocalStack.part("start", part);
        }
        if (monitoring != null) {
            monitoring.close();
        }
    }

    @Test
    @Order(1)
    void thePageOfMetricsSaysWhatTheProgramsEmitAndNothingElse() {
        String controlPlane =
                Api.administration().get("/metrics").expect(200).response().body();
        String node = Api.at("http://127.0.0.1:" + LocalStack.get().ports.get("--node-metrics-port"))
                .get("/metrics")
                .expect(200)
                .response()
                .body();
        assertThat(differences("control plane", controlPlane)).isEmpty();
        assertThat(differences("media node", node)).isEmpty();
        for (String page : List.of(controlPlane, node)) {
            assertThat(page.lines().count())
                    .as("lines of a page, which labels bound")
                    .isLessThan(1500);
        }
    }

    @Test
    @Order(2)
    void promtoolFindsNothingWrongWithTheMetricsOfTheControlPlane() throws Exception {
        Path page = work.resolve("metrics.txt");
        Files.writeString(
                page,
                Api.administration().get("/metrics").expect(200).response().body());
        MonitoringFiles.Said said = MonitoringFiles.run(work, "sh", "-c", "promtool check metrics < metrics.txt");
        List<String> complaints = said.text()
                .lines()
                // Prometheus' own client names these so.
                .filter(line -> !line.startsWith("jvm_") && !line.startsWith("process_"))
                .toList();
        assertThat(complaints).isEmpty();
    }

    @Test
    @Order(3)
    void everyMetricOfARuleIsEmittedAndNoPanelStaysEmpty() {
        Eventually.see(
                "every panel to show something",
                LIMIT,
                () -> {
                    member.get("/api/v1/calls?limit=20").expect(200);
                    return emptyPanels();
                },
                List::isEmpty);
        Set<String> there = monitoring.names();
        Set<String> missing = new TreeSet<>();
        MonitoringFiles.documented().stream()
                .filter(metric -> !metric.where().contains("when"))
                .flatMap(metric -> metric.series().stream())
                .filter(name -> !there.contains(name))
                .forEach(missing::add);
        assertThat(missing)
                .as("documented, and so known to rules, and not there")
                .isEmpty();
        assertThat(monitoring.brokenRules()).isEmpty();
    }

    @Test
    @Order(4)
    void aKilledNodeAndAStoppedDatabaseComeToThePager() {
        LocalStack.part("kill", "media-node");
        hears("MediaNodeLost auralink-control-plane", "ServiceDown auralink-media-node");
        LocalStack.part("stop", "PostgreSQL");
        hears("DependencyDown postgresql");
        assertThat(monitoring.toldTo("notes")).noneMatch(alert -> alert.startsWith("ServiceDown"));
    }

    private static void hears(String... alerts) {
        long begin = System.nanoTime();
        Eventually.see(
                "the pager to hear of it",
                LIMIT,
                () -> monitoring.toldTo("pager"),
                told -> told.containsAll(List.of(alerts)));
        System.out.printf(
                "MonitoringIT: %s after %.1f s%n", String.join(", ", alerts), (System.nanoTime() - begin) / 1e9);
    }

    private static List<String> emptyPanels() {
        List<String> empty = new ArrayList<>();
        MonitoringFiles.panels()
                .forEach((panel, questions) -> questions.forEach(question -> {
                    if (monitoring.values(question.replace("$instance", ".+")).isEmpty()) {
                        empty.add(panel + ": " + question);
                    }
                }));
        return empty;
    }

    private static List<String> differences(String program, String page) {
        Map<String, String> emitted = new HashMap<>();
        TYPE.matcher(page).results().forEach(found -> emitted.put(found.group(1), found.group(2)));
        List<String> wrong = new ArrayList<>();
        Map<String, Documented> documented = MonitoringFiles.documented().stream()
                .filter(metric ->
                        metric.where().startsWith(program) || metric.where().startsWith("both"))
                .collect(Collectors.toMap(Documented::name, metric -> metric));
        emitted.forEach((name, type) -> {
            Documented row = documented.get(name);
            if (row == null) {
                wrong.add(program + " emits " + name + ", a " + type + ", and the page does not say so");
            } else if (!row.type().equals(type)) {
                wrong.add(name + " is a " + type + " and not a " + row.type());
            }
        });
        documented.values().stream()
                .filter(row -> !emitted.containsKey(row.name()) && !row.where().contains("when"))
                .forEach(row -> wrong.add(program + " does not emit " + row.name()));
        LABELS.matcher(page).results().forEach(found -> {
            Documented row = documented.get(found.group(1));
            Set<String> labels = LABEL.matcher(found.group(2))
                    .results()
                    .map(label -> label.group(1))
                    .filter(label -> !ON_ALL.contains(label))
                    .collect(Collectors.toSet());
            if (row != null) {
                labels.stream()
                        .filter(label -> !row.labels().contains("`" + label + "`"))
                        .forEach(label -> wrong.add(row.name() + " has a label " + label));
            }
        });
        return wrong.stream().distinct().sorted().toList();
    }
}
