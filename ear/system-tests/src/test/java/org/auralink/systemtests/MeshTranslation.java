package org.auralink.systemtests;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.auralink.systemtests.Manifests.Manifest;

/**
 * Our own translation of the mesh's objects to Envoy's configuration, which Istio's is not shown to be. What is not in this
 * table stops the test.
 *
 * <table>
 * <caption>Translation</caption>
 * <tr><td>PeerAuthentication STRICT</td><td>TLS that requires a certificate of the mesh's authority</td></tr>
 * <tr><td>AuthorizationPolicy ALLOW, and the empty one</td><td>RBAC filter: names of certificates, methods, paths; no policy, nobody</td></tr>
 * <tr><td>VirtualService</td><td>virtual host with routes, timeouts and retries, on another host than the one before</td></tr>
 * <tr><td>DestinationRule</td><td>cluster with least requests, outlier detection, and TLS with the client's certificate</td></tr>
 * </table>
 */
final class MeshTranslation {
    private static final String TYPE = "type.googleapis.com/envoy.extensions.";
    private static final String HTTP = TYPE + "filters.network.http_connection_manager.v3.HttpConnectionManager";
    private static final String ROUTER = TYPE + "filters.http.router.v3.Router";
    private static final String RBAC = TYPE + "filters.http.rbac.v3.RBAC";
    private static final String INBOUND_TLS = TYPE + "transport_sockets.tls.v3.DownstreamTlsContext";
    private static final String OUTBOUND_TLS = TYPE + "transport_sockets.tls.v3.UpstreamTlsContext";

    private final Manifests manifests;
    private final MeshCertificates certificates;

    MeshTranslation(Manifests manifests, MeshCertificates certificates) {
        this.manifests = manifests;
        this.certificates = certificates;
    }

    /** An object of JSON. */
    static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    private static Object typed(String type, Object... keysAndValues) {
        Map<String, Object> map = map("@type", type);
        map.putAll(map(keysAndValues));
        return map;
    }

    /** The proxy that stands in front of a workload, at a port of this machine. */
    Map<String, Object> sidecar(String component, int meshPort, int listen, int program) {
        Manifest workload = manifests.workloads().stream()
                .filter(each -> each.component().equals(component))
                .findFirst()
                .orElseThrow();
        manifests.ofKind("PeerAuthentication").stream()
                .filter(policy -> policy.namespace().equals(workload.namespace()))
                .forEach(policy -> expect(policy.at("spec", "mtls", "mode"), "STRICT"));
        Object tls = map(
                "name",
                "tls",
                "typed_config",
                typed(
                        INBOUND_TLS,
                        "require_client_certificate",
                        true,
                        "common_tls_context",
                        certificates.of(account(workload))));
        Object toProgram = map(
                "name",
                "all",
                "domains",
                List.of("*"),
                "routes",
                List.of(map("match", map("prefix", "/"), "route", map("cluster", component, "timeout", "0s"))));
        return map(
                "name", component,
                "address", address(listen),
                "filter_chains",
                        List.of(map(
                                "transport_socket",
                                tls,
                                "filters",
                                List.of(manager(component, toProgram, List.of(rbac(workload, meshPort)))))),
                "cluster",
                        map(
                                "name",
                                component,
                                "type",
                                "STATIC",
                                "load_assignment",
                                endpoints(component, List.of(program))));
    }

    static String account(Manifest workload) {
        return "spiffe://cluster.local/ns/" + workload.namespace() + "/sa/"
                + workload.pod().at("spec", "serviceAccountName").text();
    }

    private static void expect(Tree field, String only) {
        if (!field.text().equals(only)) {
            throw new IllegalArgumentException(field.path() + ": no translation of " + field.text());
        }
    }

    private Object rbac(Manifest workload, int meshPort) {
        Map<String, Object> policies = new LinkedHashMap<>();
        for (Manifest policy : manifests.ofKind("AuthorizationPolicy")) {
            boolean own = policy.namespace().equals(workload.namespace())
                    && manifests
                            .selected(
                                    policy.namespace(),
                                    policy.at("spec", "selector", "matchLabels").strings())
                            .contains(workload);
            for (Tree rule : own ? policy.at("spec", "rules").items() : List.<Tree>of()) {
                expect(policy.at("spec", "action"), "ALLOW");
                List<Object> principals = new ArrayList<>();
                rule.at("from")
                        .items()
                        .forEach(from -> from.at("source", "principals")
                                .texts()
                                .forEach(name -> principals.add(map(
                                        "authenticated", map("principal_name", map("exact", "spiffe://" + name))))));
                List<Object> permissions = rule.at("to").items().stream()
                        .map(to -> to.at("operation"))
                        .filter(operation -> operation.at("ports").texts().contains("" + meshPort))
                        .map(MeshTranslation::permission)
                        .toList();
                policies.put(
                        policy.name() + policies.size(), map("principals", principals, "permissions", permissions));
            }
        }
        return map("name", "rbac", "typed_config", typed(RBAC, "rules", map("action", "ALLOW", "policies", policies)));
    }

    private static Object permission(Tree operation) {
        List<Object> methods = operation.at("methods").texts().stream()
                .map(method -> (Object) map("header", map("name", ":method", "string_match", map("exact", method))))
                .toList();
        List<Object> paths = operation.at("paths").texts().stream()
                .map(path -> (Object) map(
                        "url_path",
                        map(
                                "path",
                                path.endsWith("*")
                                        ? map("prefix", path.substring(0, path.length() - 1))
                                        : map("exact", path))))
                .toList();
        return map(
                "and_rules",
                map("rules", List.of(map("or_rules", map("rules", methods)), map("or_rules", map("rules", paths)))));
    }

    /**
     * The gateway in plain text, for all routes to services with these endpoints.
     *
     * @param endpoints ports of proxies on this machine, by host of the service
     */
    Map<String, Object> gateway(String account, int listen, Map<String, List<Integer>> endpoints) {
        List<Object> hosts = new ArrayList<>();
        List<Object> clusters = new ArrayList<>();
        for (Manifest routes : manifests.ofKind("VirtualService")) {
            String service = routes.at("spec", "http")
                    .items()
                    .get(0)
                    .at("route")
                    .items()
                    .get(0)
                    .at("destination", "host")
                    .text();
            if (endpoints.containsKey(service)) {
                List<String> domains = new ArrayList<>();
                routes.at("spec", "hosts").texts().forEach(host -> domains.addAll(List.of(host, host + ":*")));
                hosts.add(map(
                        "name", routes.name(),
                        "domains", domains,
                        "routes",
                                routes.at("spec", "http").items().stream()
                                        .flatMap(route -> routes(service, route).stream())
                                        .toList()));
            }
        }
        endpoints.forEach((service, ports) -> clusters.add(cluster(account, service, ports)));
        return map(
                "listener",
                map(
                        "name", "gateway",
                        "address", address(listen),
                        "filter_chains", List.of(map("filters", List.of(manager("gateway", hosts, List.of()))))),
                "clusters",
                clusters);
    }

    private static List<Object> routes(String service, Tree route) {
        // Istio has none where none is said, Envoy one of 15 seconds.
        Tree timeout = route.at("timeout");
        Map<String, Object> to = map("cluster", service, "timeout", timeout.isThere() ? timeout.text() : "0s");
        Tree retries = route.at("retries");
        int attempts = retries.at("attempts").number(2);
        if (attempts > 0) {
            to.put(
                    "retry_policy",
                    map(
                            "retry_on", retries.at("retryOn").text(),
                            "num_retries", attempts,
                            "per_try_timeout", retries.at("perTryTimeout").text(),
                            "host_selection_retry_max_attempts", 5,
                            "retry_host_predicate",
                                    List.of(map(
                                            "name",
                                            "previous",
                                            "typed_config",
                                            typed(TYPE + "retry.host.previous_hosts.v3.PreviousHostsPredicate")))));
        }
        List<Tree> matches = route.at("match").items();
        if (matches.isEmpty()) {
            return List.of(map("match", map("prefix", "/"), "route", to));
        }
        return matches.stream()
                .map(match -> (Object) map("match", match(match), "route", to))
                .toList();
    }

    private static Object match(Tree match) {
        Map<String, Object> made = new LinkedHashMap<>();
        Tree uri = match.at("uri");
        if (uri.at("regex").isThere()) {
            made.put("safe_regex", map("regex", uri.at("regex").text()));
        } else if (uri.at("exact").isThere()) {
            made.put("path", uri.at("exact").text());
        } else {
            made.put("prefix", uri.at("prefix").isThere() ? uri.at("prefix").text() : "/");
        }
        Tree method = match.at("method");
        if (method.isThere()) {
            Object text = method.at("regex").isThere()
                    ? map("safe_regex", map("regex", method.at("regex").text()))
                    : map("exact", method.at("exact").text());
            made.put("headers", List.of(map("name", ":method", "string_match", text)));
        }
        return made;
    }

    private Object cluster(String account, String service, List<Integer> ports) {
        Map<String, Object> cluster = map(
                "name",
                service,
                "type",
                "STATIC",
                "lb_policy",
                "LEAST_REQUEST",
                "load_assignment",
                endpoints(service, ports),
                "transport_socket",
                map(
                        "name",
                        "tls",
                        "typed_config",
                        typed(OUTBOUND_TLS, "common_tls_context", certificates.of(account))));
        for (Manifest rule : manifests.ofKind("DestinationRule")) {
            Tree policy = rule.at("spec", "trafficPolicy");
            String host = rule.at("spec", "host").text();
            if (!host.equals(service) && !(host.startsWith("*.") && service.endsWith(host.substring(1)))) {
                continue;
            }
            expect(policy.at("tls", "mode"), "ISTIO_MUTUAL");
            cluster.put(
                    "connect_timeout",
                    policy.at("connectionPool", "tcp", "connectTimeout").text());
            Tree ejection = policy.at("outlierDetection");
            if (ejection.isThere()) {
                cluster.put(
                        "outlier_detection",
                        map(
                                "split_external_local_origin_errors",
                                        ejection.at("splitExternalLocalOriginErrors")
                                                .value(),
                                "consecutive_local_origin_failure",
                                        ejection.at("consecutiveLocalOriginFailures")
                                                .number(5),
                                "consecutive_5xx",
                                        ejection.at("consecutive5xxErrors").number(5),
                                "enforcing_consecutive_gateway_failure", 0,
                                "enforcing_success_rate", 0,
                                "enforcing_local_origin_success_rate", 0,
                                "interval", ejection.at("interval").text(),
                                "base_ejection_time",
                                        ejection.at("baseEjectionTime").text(),
                                "max_ejection_percent",
                                        ejection.at("maxEjectionPercent").number(10)));
            }
        }
        return cluster;
    }

    private static Object endpoints(String name, List<Integer> ports) {
        return map(
                "cluster_name",
                name,
                "endpoints",
                List.of(map(
                        "lb_endpoints",
                        ports.stream()
                                .map(port -> (Object) map("endpoint", map("address", address(port))))
                                .toList())));
    }

    private static Object address(int port) {
        return map("socket_address", map("address", "127.0.0.1", "port_value", port));
    }

    @SuppressWarnings("unchecked")
    private static Object manager(String name, Object hosts, List<Object> filters) {
        List<Object> all = new ArrayList<>(filters);
        all.add(map("name", "router", "typed_config", typed(ROUTER)));
        List<Object> list = hosts instanceof List ? (List<Object>) hosts : Arrays.asList(hosts);
        return map(
                "name",
                "http",
                "typed_config",
                typed(
                        HTTP,
                        "stat_prefix",
                        name,
                        "upgrade_configs",
                        List.of(map("upgrade_type", "websocket")),
                        "route_config",
                        map("name", name, "virtual_hosts", list),
                        "http_filters",
                        all));
    }
}
