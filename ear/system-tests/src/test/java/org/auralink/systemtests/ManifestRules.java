package org.auralink.systemtests;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.auralink.systemtests.Manifests.Manifest;

/**
 * What a schema cannot see: whether the objects of an installation fit each other and the programs. Each finding names the
 * file, the object and the field.
 */
final class ManifestRules {
    private final Manifests manifests;
    private final List<String> problems = new ArrayList<>();

    private ManifestRules(Manifests manifests) {
        this.manifests = manifests;
    }

    /** @return nothing when all is well */
    static List<String> problems(Manifests manifests) {
        var rules = new ManifestRules(manifests);
        manifests.workloads().forEach(rules::workload);
        manifests.ofKind("Service").forEach(rules::service);
        manifests.ofKind("PodDisruptionBudget").forEach(rules::budget);
        manifests.ofKind("HorizontalPodAutoscaler").forEach(rules::autoscaler);
        rules.problems.addAll(NetworkRules.problems(manifests));
        rules.problems.addAll(ProgramRules.problems(manifests));
        return rules.problems;
    }

    static String problem(Manifest in, Tree field, String why) {
        return in.file() + ": " + in.kind() + " " + in.name() + ": " + field.path() + ": " + why;
    }

    private void problem(boolean holds, Manifest in, Tree field, String why) {
        if (!holds) {
            problems.add(problem(in, field, why));
        }
    }

    private void workload(Manifest workload) {
        Tree labels = workload.pod().at("metadata", "labels");
        Tree selector = workload.at("spec", "selector", "matchLabels");
        problem(
                labels.strings().entrySet().containsAll(selector.strings().entrySet()),
                workload,
                selector,
                "its own pods have other labels: " + labels.strings());
        workload.pod()
                .all()
                .filter(tree -> tree.path().endsWith("labelSelector.matchLabels"))
                .forEach(own -> problem(
                        labels.strings().entrySet().containsAll(own.strings().entrySet()),
                        workload,
                        own,
                        "its own pods have other labels"));
        restricted(workload);
        for (Tree container : workload.containers()) {
            image(workload, container);
            for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                probe(workload, container, container.at(probe, "httpGet"));
            }
            if (container.at("image").text().matches("(.+/)?auralink/.*")) {
                problem(
                        workload.kind().equals("Job")
                                || container.at("startupProbe").isThere()
                                        && container.at("livenessProbe").isThere()
                                        && container.at("readinessProbe").isThere(),
                        workload,
                        container,
                        "startup, liveness and readiness are not all probed");
            }
        }
    }

    /** What Kubernetes' profile "restricted" asks of a pod, and a file system that nobody changes. */
    private void restricted(Manifest workload) {
        Tree pod = workload.pod().at("spec");
        problem(
                pod.at("securityContext", "runAsNonRoot").is(true),
                workload,
                pod.at("securityContext"),
                "may run as root");
        problem(
                pod.at("securityContext", "seccompProfile", "type").is("RuntimeDefault"),
                workload,
                pod.at("securityContext"),
                "has no seccomp profile");
        problem(
                pod.at("automountServiceAccountToken").is(false),
                workload,
                pod.at("automountServiceAccountToken"),
                "the pod gets a token of the API server that it has no use for");
        for (String host : List.of("hostNetwork", "hostPID", "hostIPC")) {
            problem(!pod.at(host).isThere(), workload, pod.at(host), "the machine's own");
        }
        for (Tree container : workload.containers()) {
            Tree context = container.at("securityContext");
            problem(
                    context.at("allowPrivilegeEscalation").is(false)
                            && context.at("readOnlyRootFilesystem").is(true)
                            && context.at("capabilities", "drop").texts().equals(List.of("ALL"))
                            && !context.at("capabilities", "add").isThere(),
                    workload,
                    context,
                    "may get rights, or change its own file system");
            problem(
                    container.at("resources", "limits", "memory").isThere(),
                    workload,
                    container.at("resources"),
                    "memory has no limit");
        }
        String enforced = manifests
                .find("Namespace", "", workload.namespace())
                .map(namespace -> namespace
                        .at("metadata", "labels", "pod-security.kubernetes.io/enforce")
                        .text())
                .orElse("");
        problem(!enforced.isEmpty(), workload, workload.at("metadata", "namespace"), "enforces no pod security");
        workload.containers().stream()
                .flatMap(container -> container.at("ports").items().stream())
                .filter(port -> port.at("hostPort").isThere())
                .forEach(port -> problem(
                        enforced.equals("privileged"),
                        workload,
                        port.at("hostPort"),
                        "the namespace enforces " + enforced + ", which forbids it"));
    }

    private void image(Manifest workload, Tree container) {
        Tree image = container.at("image");
        problem(
                image.text().matches(".+:[^:]+") && !image.text().endsWith(":latest"),
                workload,
                image,
                "is not a certain version");
        int own = image.text().indexOf("auralink/");
        if (own >= 0) {
            problem(
                    Programs.images().contains(image.text().substring(own)),
                    workload,
                    image,
                    "the container file makes " + Programs.images());
        }
    }

    private void probe(Manifest workload, Tree container, Tree get) {
        if (get.isThere()) {
            problem(
                    port(container, get.at("port").text(), "TCP").isPresent(),
                    workload,
                    get.at("port"),
                    "is no port of it");
            problem(
                    Programs.paths(workload.component()).contains(get.at("path").text()),
                    workload,
                    get.at("path"),
                    "the program answers " + Programs.paths(workload.component()));
        }
    }

    /** A port of a container by name or number. */
    static Optional<Tree> port(Tree container, String wanted, String protocol) {
        return container.at("ports").items().stream()
                .filter(port -> (port.at("name").text().equals(wanted)
                                || port.at("containerPort").text().equals(wanted))
                        && protocol(port).equals(protocol))
                .findFirst();
    }

    static String protocol(Tree port) {
        return port.at("protocol").isThere() ? port.at("protocol").text() : "TCP";
    }

    private void service(Manifest service) {
        Tree selector = service.at("spec", "selector");
        List<Manifest> selected = manifests.selected(service.namespace(), selector.strings());
        problem(!selected.isEmpty(), service, selector, "selects no pods");
        for (Tree port : service.at("spec", "ports").items()) {
            String target = port.at("targetPort").isThere()
                    ? port.at("targetPort").text()
                    : port.at("port").text();
            for (Manifest workload : selected) {
                problem(
                        workload.containers().stream()
                                .anyMatch(container ->
                                        port(container, target, protocol(port)).isPresent()),
                        service,
                        port.at("targetPort"),
                        workload.name() + " has no port " + target);
            }
        }
    }

    private void budget(Manifest budget) {
        Tree selector = budget.at("spec", "selector", "matchLabels");
        problem(
                !manifests.selected(budget.namespace(), selector.strings()).isEmpty(),
                budget,
                selector,
                "selects no pods");
        problem(
                budget.at("spec", "maxUnavailable").number(0) > 0,
                budget,
                budget.at("spec"),
                "maxUnavailable leaves no machine that could be emptied");
    }

    private void autoscaler(Manifest autoscaler) {
        Tree target = autoscaler.at("spec", "scaleTargetRef");
        Optional<Manifest> workload = manifests.find(
                target.at("kind").text(),
                autoscaler.namespace(),
                target.at("name").text());
        problem(workload.isPresent(), autoscaler, target, "there is no such workload");
        workload.ifPresent(each -> problem(
                !each.at("spec", "replicas").isThere(),
                each,
                each.at("spec", "replicas"),
                "each rollout would set back what the autoscaler chose"));
        Tree most = autoscaler.at("spec", "maxReplicas");
        if (target.at("kind").is("StatefulSet")) {
            for (int pod = 0; pod < most.number(0); pod++) {
                String name = target.at("name").text() + "-" + pod;
                problem(
                        manifests.find("Service", autoscaler.namespace(), name).isPresent(),
                        autoscaler,
                        most,
                        "there is no Service " + name);
            }
        }
        for (Tree metric : autoscaler.at("spec", "metrics").items()) {
            Tree name = metric.at("pods", "metric", "name");
            if (name.isThere()) {
                problem(
                        Programs.read("docs/media-node.md").contains("`" + name.text() + "`"),
                        autoscaler,
                        name,
                        "the program emits no such metric");
            }
        }
    }
}
