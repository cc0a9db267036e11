package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.auralink.systemtests.MonitoringFiles.Said;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What ships for monitoring is read by the programs that it is for, and says nothing that the pages do not. */
class MonitoringTest {
    private static final Path PROMETHEUS = MonitoringFiles.HOME.resolve("prometheus");
    private static final Path ALERTMANAGER = MonitoringFiles.HOME.resolve("alertmanager");
    private static final Path RUNBOOKS = LauncherProcess.root().resolve("docs/operating/runbooks.md");
    private static final Pattern SECTION = Pattern.compile("(?m)^## (\\S+)$");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)");

    @Test
    void prometheusTakesItsConfigurationAndRules() {
        passes(MonitoringFiles.run(PROMETHEUS, "promtool", "check", "config", "prometheus.yml"));
    }

    @Test
    void eachAlertIsToldWithBadFiguresAndNotWithGoodOnes() {
        passes(MonitoringFiles.run(PROMETHEUS.resolve("tests"), "promtool", "test", "rules", "alerts.test.yml"));
        String tests = MonitoringFiles.read(PROMETHEUS.resolve("tests/alerts.test.yml"));
        for (String alert : MonitoringFiles.rules("alert")) {
            assertThat(tests).contains("name: " + alert + " is told\n", "name: " + alert + " is not told\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"critical, pager", "warning, tickets", "info, notes", "unheard-of, tickets"})
    void alertsComeToWhomTheirSeverityNames(String severity, String receiver) {
        passes(MonitoringFiles.run(ALERTMANAGER, "amtool", "check-config", "alertmanager.yml"));
        passes(MonitoringFiles.run(
                ALERTMANAGER,
                "amtool",
                "config",
                "routes",
                "test",
                "--config.file=alertmanager.yml",
                "--verify.receivers=" + receiver,
                "severity=" + severity));
    }

    @Test
    void eachAlertHasASectionOfTheRunbooksAndEachSectionAnAlert() {
        List<String> alerts = MonitoringFiles.rules("alert");
        List<String> sections = SECTION.matcher(MonitoringFiles.read(RUNBOOKS))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(alerts).hasSizeGreaterThan(20).doesNotHaveDuplicates();
        assertThat(sections).containsExactlyElementsOf(alerts);
        String rules = MonitoringFiles.read(MonitoringFiles.rules().resolve("alerts.yml"));
        for (String alert : alerts) {
            assertThat(rules).contains("runbook: docs/operating/runbooks.md#" + alert.toLowerCase(Locale.ROOT));
        }
    }

    @Test
    void rulesAndPanelsAskForWhatIsDocumentedOrRecorded() {
        Set<String> known = new TreeSet<>(MonitoringFiles.rules("record"));
        MonitoringFiles.documented().forEach(metric -> known.addAll(metric.series()));
        List<String> unknown = new ArrayList<>();
        MonitoringFiles.panels()
                .forEach((panel, questions) ->
                        questions.forEach(question -> MonitoringFiles.metricsIn(question).stream()
                                .filter(name -> !known.contains(name))
                                .forEach(name -> unknown.add(panel + " asks for " + name))));
        Pattern.compile("(?m)^ +expr: (?:>-\\n((?: {10,}.*\\n)+)|(.*))$")
                .matcher(MonitoringFiles.in("prometheus/rules", ".yml").stream()
                        .map(MonitoringFiles::read)
                        .reduce("", String::concat))
                .results()
                .map(found -> found.group(1) == null ? found.group(2).replaceAll("^'|'$", "") : found.group(1))
                .forEach(expression -> MonitoringFiles.metricsIn(expression).stream()
                        .filter(name -> !known.contains(name))
                        .forEach(name -> unknown.add(expression.strip() + " asks for " + name)));
        assertThat(unknown).isEmpty();
    }

    @Test
    void dashboardsHaveNamesOfTheirOwnAndPanelsThatDoNotCoverEachOther() {
        String source =
                MonitoringFiles.read(MonitoringFiles.HOME.resolve("grafana/provisioning/datasources/auralink.yml"));
        Set<String> names = new HashSet<>();
        for (Path file : MonitoringFiles.in("grafana/dashboards", ".json")) {
            JsonObject dashboard =
                    JsonParser.parseString(MonitoringFiles.read(file)).getAsJsonObject();
            String uid = dashboard.get("uid").getAsString();
            assertThat(names.add(uid)).as(uid).isTrue();
            assertThat(file.getFileName()).hasToString(uid + ".json");
            Set<String> variables = new HashSet<>();
            dashboard
                    .getAsJsonObject("templating")
                    .getAsJsonArray("list")
                    .forEach(variable ->
                            variables.add(variable.getAsJsonObject().get("name").getAsString()));
            Set<Integer> ids = new HashSet<>();
            Set<String> cells = new HashSet<>();
            for (JsonElement element : dashboard.getAsJsonArray("panels")) {
                JsonObject panel = element.getAsJsonObject();
                String title = uid + ": " + panel.get("title").getAsString();
                assertThat(ids.add(panel.get("id").getAsInt())).as(title).isTrue();
                assertThat(panel.get("description").getAsString()).as(title).isNotBlank();
                cellsOf(panel.getAsJsonObject("gridPos"))
                        .forEach(cell -> assertThat(cells.add(cell))
                                .as(title + " at " + cell)
                                .isTrue());
                assertThat(source)
                        .as(title)
                        .contains("uid: "
                                + panel.getAsJsonObject("datasource").get("uid").getAsString());
                panel.getAsJsonArray("targets")
                        .forEach(target -> VARIABLE.matcher(
                                        target.getAsJsonObject().get("expr").getAsString())
                                .results()
                                .forEach(
                                        found -> assertThat(variables).as(title).contains(found.group(1))));
            }
        }
        assertThat(names)
                .containsExactlyInAnyOrder(
                        "auralink-overview",
                        "auralink-calls",
                        "auralink-node",
                        "auralink-control-plane",
                        "auralink-resilience");
    }

    private static List<String> cellsOf(JsonObject place) {
        Map<String, Integer> at = new HashMap<>();
        List.of("x", "y", "w", "h").forEach(key -> at.put(key, place.get(key).getAsInt()));
        assertThat(at.get("x") + at.get("w")).isLessThanOrEqualTo(24);
        List<String> cells = new ArrayList<>();
        for (int x = at.get("x"); x < at.get("x") + at.get("w"); x++) {
            for (int y = at.get("y"); y < at.get("y") + at.get("h"); y++) {
                cells.add(x + "," + y);
            }
        }
        return cells;
    }

    /** {@code ./auralink test} fetches the model. */
    @Test
    void grafanasOwnModelKnowsEveryKeyOfTheDashboards() {
        Path script = LauncherProcess.root().resolve("ear/system-tests/src/test/grafana/roundtrip.py");
        List<String> command = new ArrayList<>(List.of("python3", script.toString()));
        assumeTrue(
                MonitoringFiles.run(script.getParent(), "python3", script.toString())
                                .code()
                        == 0,
                "Grafana's model is not there; ./auralink test fetches it");
        MonitoringFiles.in("grafana/dashboards", ".json").forEach(file -> command.add(file.toString()));
        passes(MonitoringFiles.run(script.getParent(), command.toArray(new String[0])));
    }

    private static void passes(Said said) {
        assertThat(said.code()).as(said.text()).isZero();
    }
}
