package org.auralink.systemtests;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.auralink.systemtests.Manifests.Manifest;

/** What neither a schema nor istioctl sees of the mesh: rules that let in everybody, select nothing or void each other. */
final class MeshRules {
    private static final String GATEWAY = "cluster.local/ns/istio-system/sa/istio-ingressgateway-service-account";
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    /** What the control plane asks of a node, by its connector: {@code TwirpClient}, {@code EventStream}, {@code RoomService}. */
    private static final Map<String, String> ASKED_OF_NODES = Map.of(
            "/twirp/livekit.RoomService/CreateRoom", "POST",
            "/auralink/v1/events", "GET",
            "/auralink/v1/drain", "POST");

    private final Manifests manifests;
    private final List<String> problems = new ArrayList<>();

    private MeshRules(Manifests manifests) {
        this.manifests = manifests;
    }

    /** @return nothing when all is well */
    static List<String> problems(Manifests manifests) {
        var rules = new MeshRules(manifests);
        manifests.ofKind("VirtualService").forEach(rules::routes);
        manifests.ofKind("DestinationRule").forEach(rules::destination);
        manifests.ofKind("AuthorizationPolicy").forEach(rules::authorization);
        manifests.ofKind("PeerAuthentication").forEach(rules::authentication);
        manifests.ofKind("Namespace").forEach(rules::namespace);
        manifests.workloads().forEach(rules::workload);
        return rules.problems;
    }

    private void problem(boolean holds, Manifest in, Tree field, String why) {
        if (!holds) {
            problems.add(ManifestRules.problem(in, field, why));
        }
    }

    private void routes(Manifest routes) {
        for (Tree host : routes.at("spec", "hosts").items()) {
            for (Tree name : routes.at("spec", "gateways").items()) {
                String[] parts = name.text().contains("/")
                        ? name.text().split("/")
                        : new String[] {routes.namespace(), name.text()};
                Optional<Manifest> gateway = manifests.find("Gateway", parts[0], parts[1]);
                problem(gateway.isPresent(), routes, name, "there is no such Gateway");
                gateway.ifPresent(each -> each.at("spec", "servers")
                        .items()
                        .forEach(server -> problem(
                                server.at("hosts").texts().stream().anyMatch(served -> matches(served, host.text())),
                                routes,
                                host,
                                "the Gateway does not serve it at port "
                                        + server.at("port", "number").text())));
            }
        }
        for (Tree route : routes.at("spec", "http").items()) {
            route.at("route").items().forEach(each -> target(routes, each.at("destination")));
            retries(routes, route);
            boolean node = routes.name().startsWith("media-node");
            problem(
                    !node || !route.at("timeout").isThere(),
                    routes,
                    route.at("timeout"),
                    "a call's WebSocket would be cut off");
        }
    }

    /** Istio repeats what was answered with 503 unless it is told not to, so silence counts as a repetition. */
    private void retries(Manifest routes, Tree route) {
        Tree retries = route.at("retries");
        List<Tree> matches = route.at("match").items();
        boolean safe = !matches.isEmpty() && matches.stream().allMatch(match -> onlySafe(match.at("method")));
        boolean socket = routes.name().startsWith("media-node");
        problem(
                retries.at("attempts").is(0)
                        || safe && !socket && retries.at("attempts").isThere(),
                routes,
                retries,
                "may repeat what must not happen twice: attempts must be 0");
    }

    private static boolean onlySafe(Tree method) {
        if (method.at("exact").isThere()) {
            return SAFE.contains(method.at("exact").text());
        }
        return method.at("regex").isThere()
                && Arrays.stream(method.at("regex").text().split("\\|")).allMatch(SAFE::contains);
    }

    private void target(Manifest routes, Tree destination) {
        Optional<Manifest> service = service(destination.at("host").text());
        problem(service.isPresent(), routes, destination.at("host"), "there is no such Service");
        service.ifPresent(each -> problem(
                each.at("spec", "ports").items().stream()
                        .anyMatch(port -> port.at("port")
                                .text()
                                .equals(destination.at("port", "number").text())),
                routes,
                destination.at("port", "number"),
                "the Service has no such port"));
    }

    private Optional<Manifest> service(String host) {
        String[] parts = host.split("\\.");
        return host.endsWith(".svc.cluster.local") && parts.length == 5
                ? manifests.find("Service", parts[1], parts[0])
                : Optional.empty();
    }

    private static boolean matches(String pattern, String host) {
        return pattern.startsWith("*.") ? host.endsWith(pattern.substring(1)) : pattern.equals(host);
    }

    private void destination(Manifest rule) {
        Tree host = rule.at("spec", "host");
        List<Manifest> services = manifests.ofKind("Service").stream()
                .filter(service ->
                        matches(host.text(), service.name() + "." + service.namespace() + ".svc.cluster.local"))
                .toList();
        problem(!services.isEmpty(), rule, host, "there is no such Service");
        Tree policy = rule.at("spec", "trafficPolicy");
        problem(
                policy.at("tls", "mode").is("ISTIO_MUTUAL"),
                rule,
                policy.at("tls", "mode"),
                "plain text, which is refused");
        Tree ejection = policy.at("outlierDetection");
        for (Manifest service : services) {
            boolean one = service.at("spec", "selector", "statefulset.kubernetes.io/pod-name")
                    .isThere();
            problem(
                    !ejection.isThere() || !one,
                    rule,
                    ejection,
                    service.name() + " is one pod: there is no other to take");
        }
        problem(
                !ejection.isThere() || ejection.at("maxEjectionPercent").number(100) <= 50,
                rule,
                ejection.at("maxEjectionPercent"),
                "all servers may be left alone at once");
    }

    private void authorization(Manifest policy) {
        Tree spec = policy.at("spec");
        Tree selector = spec.at("selector", "matchLabels");
        List<Manifest> selected = manifests.selected(policy.namespace(), selector.strings());
        problem(!selected.isEmpty(), policy, selector, "selects no pods");
        problem(
                !spec.at("action").isThere() || spec.at("action").is("ALLOW"),
                policy,
                spec.at("action"),
                "voids what others allow");
        for (Tree rule : spec.at("rules").items()) {
            List<Tree> sources = rule.at("from").items();
            problem(!sources.isEmpty(), policy, rule.at("from"), "lets in everybody");
            problem(!rule.at("to").items().isEmpty(), policy, rule.at("to"), "allows everything");
            for (Tree source : sources) {
                Tree principals = source.at("source", "principals");
                problem(!principals.items().isEmpty(), policy, source, "lets in whoever has no name");
                principals.items().forEach(principal -> principal(policy, principal));
            }
            rule.at("to").items().forEach(to -> operation(policy, to.at("operation"), selected));
        }
    }

    private void principal(Manifest policy, Tree principal) {
        boolean used = manifests.workloads().stream()
                .anyMatch(workload -> principal
                        .text()
                        .equals("cluster.local/ns/" + workload.namespace() + "/sa/"
                                + workload.pod()
                                        .at("spec", "serviceAccountName")
                                        .text()));
        problem(used || principal.text().equals(GATEWAY), policy, principal, "nobody here has that account");
    }

    private void operation(Manifest policy, Tree operation, List<Manifest> selected) {
        for (String what : List.of("ports", "methods", "paths")) {
            problem(!operation.at(what).items().isEmpty(), policy, operation.at(what), "is not restricted");
        }
        for (Tree port : operation.at("ports").items()) {
            for (Manifest workload : selected) {
                problem(
                        tcpPorts(workload).contains(port.text())
                                && !excluded(workload).contains(port.text()),
                        policy,
                        port,
                        workload.name() + " has no such port, or no sidecar in front of it");
            }
        }
        for (Tree path : operation.at("paths").items()) {
            for (Manifest workload : selected) {
                problem(answers(workload, path.text()), policy, path, workload.name() + " answers no such path");
            }
        }
    }

    /** Of the control plane, the doors; the console answers every other path that a browser may be at. */
    private static boolean answers(Manifest workload, String path) {
        if (workload.component().equals("control-plane")) {
            return Set.of("/*", "/api/v1/*", "/auth/v1/*", "/api/v1/livekit/*").contains(path);
        }
        String begin = path.replaceFirst("\\*$", "");
        return path.equals("/")
                || begin.equals("/twirp/livekit.RoomService/")
                || Programs.paths(workload.component()).stream()
                        .anyMatch(real -> path.endsWith("*") ? real.startsWith(begin) : real.equals(path));
    }

    private static List<String> tcpPorts(Manifest workload) {
        return workload.containers().stream()
                .flatMap(container -> container.at("ports").items().stream())
                .filter(port -> ManifestRules.protocol(port).equals("TCP"))
                .map(port -> port.at("containerPort").text())
                .toList();
    }

    private static List<String> excluded(Manifest workload) {
        return List.of(annotation(workload).text().split(","));
    }

    private static Tree annotation(Manifest workload) {
        return workload.pod().at("metadata", "annotations", "traffic.sidecar.istio.io/excludeInboundPorts");
    }

    private void authentication(Manifest policy) {
        problem(
                policy.at("spec", "mtls", "mode").is("STRICT"),
                policy,
                policy.at("spec", "mtls", "mode"),
                "takes plain text");
        problem(
                !policy.at("spec", "portLevelMtls").isThere(),
                policy,
                policy.at("spec", "portLevelMtls"),
                "takes plain text there");
    }

    private void namespace(Manifest namespace) {
        Tree injected = namespace.at("metadata", "labels", "istio-injection");
        problem(injected.is("enabled"), namespace, injected, "its pods are not in the mesh");
        for (String kind : List.of("PeerAuthentication", "AuthorizationPolicy")) {
            problem(
                    manifests.ofKind(kind).stream()
                            .anyMatch(policy -> policy.namespace().equals(namespace.name())
                                    && !policy.at("spec", "selector").isThere()
                                    && policy.at("spec", "rules").items().isEmpty()),
                    namespace,
                    namespace.at("metadata", "name"),
                    "has no " + kind + " for all of its pods");
        }
    }

    private void workload(Manifest workload) {
        List<String> excluded = excluded(workload);
        boolean inside = !workload.pod()
                .at("metadata", "labels", "sidecar.istio.io/inject")
                .is("false");
        problem(
                inside != workload.kind().equals("Job"),
                workload,
                workload.pod().at("metadata", "labels"),
                "a Job with a sidecar does not end");
        if (!inside) {
            return;
        }
        problem(
                tcpPorts(workload).containsAll(excluded),
                workload,
                annotation(workload),
                "names a port that is not there");
        workload.containers().stream()
                .flatMap(container -> container.at("ports").items().stream())
                .filter(port -> port.at("hostPort").isThere()
                        && ManifestRules.protocol(port).equals("TCP"))
                .forEach(port -> problem(
                        excluded.contains(port.at("containerPort").text()),
                        workload,
                        annotation(workload),
                        "media would be refused at " + port.at("containerPort").text()));
        if (workload.component().equals("media-node")) {
            ASKED_OF_NODES.forEach((path, method) -> problem(
                    allowed(workload, "cluster.local/ns/auralink/sa/control-plane", method, path),
                    workload,
                    workload.at("metadata", "name"),
                    "no AuthorizationPolicy lets the control plane ask " + method + " " + path));
            problem(
                    allowed(workload, GATEWAY, "GET", "/rtc"),
                    workload,
                    workload.at("metadata", "name"),
                    "nobody may join");
            problem(
                    allowed(workload, GATEWAY, "POST", "/twirp/livekit.RoomService/CreateRoom"),
                    workload,
                    workload.at("metadata", "name"),
                    "no back end of an organization may ask it");
            problem(
                    !allowed(workload, GATEWAY, "POST", "/auralink/v1/drain"),
                    workload,
                    workload.at("metadata", "name"),
                    "the gateway may empty it");
        } else {
            problem(
                    allowed(workload, "cluster.local/ns/auralink-media/sa/media-node", "POST", "/api/v1/livekit/join"),
                    workload,
                    workload.at("metadata", "name"),
                    "no media node may ask what a token is worth");
            problem(
                    allowed(workload, GATEWAY, "POST", "/api/v1/calls"),
                    workload,
                    workload.at("metadata", "name"),
                    "nobody may call");
        }
    }

    private boolean allowed(Manifest workload, String principal, String method, String path) {
        return manifests.ofKind("AuthorizationPolicy").stream()
                .filter(policy -> policy.namespace().equals(workload.namespace())
                        && manifests
                                .selected(
                                        policy.namespace(),
                                        policy.at("spec", "selector", "matchLabels")
                                                .strings())
                                .contains(workload))
                .flatMap(policy -> policy.at("spec", "rules").items().stream())
                .filter(rule -> rule.at("from").items().stream()
                        .anyMatch(
                                from -> from.at("source", "principals").texts().contains(principal)))
                .flatMap(rule -> rule.at("to").items().stream())
                .map(to -> to.at("operation"))
                .anyMatch(operation -> operation.at("methods").texts().contains(method)
                        && operation.at("paths").texts().stream()
                                .anyMatch(pattern -> pattern.endsWith("*")
                                        ? path.startsWith(pattern.replaceFirst("\\*$", ""))
                                        : path.equals(pattern)));
    }
}
