package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What ships for the collector of logs and traces, and for Loki: labels have few values, and names that stand in several files
 * are the same. {@link CollectorIT} has the collector itself read its file; Loki is to be had nowhere here.
 */
class CollectorTest {
    private static final Set<String> LABELS = Set.of("service.name", "level");

    /** All that loki.yaml may say: Loki refuses what it does not know, and nobody here can ask it. */
    private static final Set<String> LOKI = Set.of(
            "auth_enabled",
            "analytics.reporting_enabled",
            "server.http_listen_address",
            "server.http_listen_port",
            "server.grpc_listen_address",
            "server.log_level",
            "common.path_prefix",
            "common.replication_factor",
            "common.instance_addr",
            "common.ring.kvstore.store",
            "common.storage.filesystem.chunks_directory",
            "common.storage.filesystem.rules_directory",
            "schema_config.configs[0].from",
            "schema_config.configs[0].store",
            "schema_config.configs[0].object_store",
            "schema_config.configs[0].schema",
            "schema_config.configs[0].index.prefix",
            "schema_config.configs[0].index.period",
            "compactor.working_directory",
            "compactor.retention_enabled",
            "compactor.delete_request_store",
            "limits_config.retention_period",
            "limits_config.allow_structured_metadata",
            "limits_config.discover_log_levels",
            "limits_config.max_global_streams_per_user",
            "limits_config.max_label_names_per_series",
            "limits_config.otlp_config.resource_attributes.ignore_defaults",
            "limits_config.otlp_config.resource_attributes.attributes_config[0].action",
            "limits_config.otlp_config.resource_attributes.attributes_config[0].attributes");

    private static Tree monitoring(String file) {
        return read(MonitoringFiles.HOME.resolve(file));
    }

    private static Tree compose(String file) {
        return read(LauncherProcess.root().resolve("server-config/compose/" + file));
    }

    private static Tree read(Path file) {
        return Tree.of(Manifests.yaml().load(MonitoringFiles.read(file)));
    }

    @Test
    void labelsAreTheServiceAndTheLevelAndNothingElse() {
        Tree collector = monitoring("collector/collector.yaml");
        assertThat(collector.at("processors", "groupbyattrs", "keys").texts())
                .containsExactlyInAnyOrderElementsOf(LABELS);
        Tree kept = monitoring("loki/loki.yaml").at("limits_config", "otlp_config", "resource_attributes");
        assertThat(kept.at("ignore_defaults").is(true)).isTrue();
        assertThat(kept.at("attributes_config").items()).singleElement().satisfies(one -> {
            assertThat(one.at("action").text()).isEqualTo("index_label");
            assertThat(one.at("attributes").texts()).containsExactlyInAnyOrderElementsOf(LABELS);
        });
        assertThat(collector.at("service", "pipelines", "logs", "processors").texts())
                .contains("groupbyattrs");
    }

    @Test
    void lokiIsToldWhatItKnowsOnly() {
        Set<String> said = monitoring("loki/loki.yaml")
                .all()
                .filter(place -> place.items().isEmpty() && place.entries().isEmpty())
                .map(place -> place.path().replaceFirst("attributes\\[\\d]$", "attributes"))
                .collect(Collectors.toSet());
        assertThat(said).isEqualTo(LOKI);
    }

    /** Otherwise the collector would not start, or the test's would not be that of the file. */
    @Test
    void everyPartThatAPipelineNamesIsThereAndThatOfTheTestHasIt() {
        Tree collector = monitoring("collector/collector.yaml");
        Set<String> named = new HashSet<>(collector.at("service", "extensions").texts());
        collector
                .at("service", "pipelines")
                .entries()
                .values()
                .forEach(pipeline -> pipeline.entries().values().forEach(parts -> named.addAll(parts.texts())));
        Set<String> there = List.of("extensions", "receivers", "processors", "exporters").stream()
                .flatMap(kind -> collector.at(kind).entries().keySet().stream())
                .collect(Collectors.toSet());
        assertThat(named).isEqualTo(there);
        String program =
                MonitoringFiles.read(LauncherProcess.root().resolve("ear/system-tests/src/test/collector/main.go"));
        for (String part : there) {
            assertThat(program).contains(part.replaceFirst("/.*", "").replace("_", ""));
        }
    }

    @Test
    void composeTellsTheCollectorAndTheProgramsWhereEachOtherIs() {
        Map<String, Tree> services = compose("compose.yaml").at("services").entries();
        Map<String, String> told = services.get("collector").at("environment").strings();
        assertThat(told.keySet())
                .isEqualTo(Programs.results(
                        Pattern.compile("\\$\\{env:([A-Z_]+):-"),
                        MonitoringFiles.read(MonitoringFiles.HOME.resolve("collector/collector.yaml"))));
        assertThat(told)
                .containsEntry(
                        "AURALINK_LOGS_STORE",
                        "http://loki:"
                                + monitoring("loki/loki.yaml")
                                        .at("server", "http_listen_port")
                                        .text() + "/otlp");
        String traces = "http://collector:"
                + told.getOrDefault("AURALINK_COLLECTOR_OTLP", "").split(":")[1] + "/v1/traces";
        assertThat(compose("node.yaml").at("tracing", "endpoint").text()).isEqualTo(traces);
        assertThat(compose("node.yaml").at("logging", "json").is(true)).isTrue();
        assertThat(compose("compose.yaml").at("x-control-plane", "environment").strings())
                .containsEntry("AURALINK_TRACES_ENDPOINT", traces)
                .containsEntry("AURALINK_LOG_JSON", "true");
        // By which the collector knows whose lines these are.
        assertThat(compose("compose.yaml")
                        .at("x-hardened", "logging", "options", "labels")
                        .text())
                .contains("com.docker.compose.project");
    }

    /** Of which the newest are kept, and as many as is said: the test with Jaeger itself looks that they fit into its container. */
    @Test
    void composeTellsJaegerWhereItIsAskedAndHowMuchItMayKeep() {
        Map<String, Tree> services = compose("compose.yaml").at("services").entries();
        Tree jaeger = services.get("jaeger");
        Map<String, String> told = jaeger.at("environment").strings();
        String file = MonitoringFiles.read(MonitoringFiles.HOME.resolve("jaeger/jaeger.yaml"));
        assertThat(told.keySet())
                .containsAll(Programs.results(Pattern.compile("\\$\\{env:([A-Z_]+):-"), file))
                .contains("GOMEMLIMIT");
        assertThat(services.get("collector").at("environment").strings())
                .containsEntry("AURALINK_TRACES_STORE", "http://jaeger:" + port(told, "AURALINK_JAEGER_OTLP"));
        assertThat(MonitoringFiles.read(LauncherProcess.root().resolve("server-config/compose/grafana-datasource.yml")))
                .contains("url: http://jaeger:" + port(told, "AURALINK_JAEGER_QUERY"));
        Tree kept = monitoring("jaeger/jaeger.yaml").at("extensions", "jaeger_storage", "backends");
        assertThat(kept.entries().values())
                .isNotEmpty()
                .allSatisfy(store ->
                        assertThat(store.at("memory", "max_traces").number(0)).isPositive());
    }

    private static String port(Map<String, String> environment, String name) {
        return environment.getOrDefault(name, "").replaceFirst(".*:", "");
    }

    /** From a line to its trace and from a trace to its lines, by what both call the same. */
    @Test
    void grafanaLeadsFromLinesToTracesAndBack() {
        for (Tree file : List.of(
                monitoring("grafana/provisioning/datasources/auralink.yml"), compose("grafana-datasource.yml"))) {
            Map<String, Tree> sources = file.at("datasources").items().stream()
                    .collect(Collectors.toMap(source -> source.at("uid").text(), source -> source));
            assertThat(sources).containsOnlyKeys("auralink-prometheus", "auralink-logs", "auralink-traces");
            Tree toTrace = sources.get("auralink-logs")
                    .at("jsonData", "derivedFields")
                    .items()
                    .get(0);
            assertThat(toTrace.at("datasourceUid").text()).isEqualTo("auralink-traces");
            assertThat(toTrace.at("matcherType").text()).isEqualTo("label");
            assertThat(toTrace.at("matcherRegex").text()).isEqualTo("trace_id");
            Tree toLines = sources.get("auralink-traces").at("jsonData", "tracesToLogsV2");
            assertThat(toLines.at("datasourceUid").text()).isEqualTo("auralink-logs");
            assertThat(toLines.at("query").text()).contains("service_name=~\"auralink-.+\"", "trace_id=");
        }
    }
}
