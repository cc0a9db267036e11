package org.auralink.systemtests;

import java.util.ArrayList;
import java.util.List;
import org.auralink.systemtests.Manifests.Manifest;

/** What network policies name is there, and a rule is of the direction that it is in. */
final class NetworkRules {
    private final Manifests manifests;
    private final List<String> problems = new ArrayList<>();

    private NetworkRules(Manifests manifests) {
        this.manifests = manifests;
    }

    /** @return nothing when all is well */
    static List<String> problems(Manifests manifests) {
        var rules = new NetworkRules(manifests);
        manifests.ofKind("NetworkPolicy").forEach(rules::networkPolicy);
        return rules.problems;
    }

    private void problem(boolean holds, Manifest in, Tree field, String why) {
        if (!holds) {
            problems.add(ManifestRules.problem(in, field, why));
        }
    }

    private void networkPolicy(Manifest policy) {
        Tree selector = policy.at("spec", "podSelector", "matchLabels");
        List<Manifest> selected = manifests.selected(policy.namespace(), selector.strings());
        problem(!selected.isEmpty(), policy, selector, "selects no pods");
        for (Tree rule : policy.at("spec", "ingress").items()) {
            rule.at("from").items().forEach(peer -> peer(policy, peer));
            selected.forEach(workload -> opens(policy, rule, workload));
        }
        for (Tree rule : policy.at("spec", "egress").items()) {
            for (Tree peer : rule.at("to").items()) {
                peer(policy, peer).forEach(workload -> opens(policy, rule, workload));
            }
        }
        for (String direction : List.of("ingress", "egress")) {
            String type = direction.equals("ingress") ? "Ingress" : "Egress";
            problem(
                    !policy.at("spec", direction).isThere()
                            || policy.at("spec", "policyTypes").texts().contains(type),
                    policy,
                    policy.at("spec", "policyTypes"),
                    "without " + type + " its rules say nothing");
        }
    }

    /** Workloads that a peer names in our own namespaces; of others nothing can be said. */
    private List<Manifest> peer(Manifest policy, Tree peer) {
        Tree namespace = peer.at("namespaceSelector", "matchLabels", "kubernetes.io/metadata.name");
        String where = namespace.isThere() ? namespace.text() : policy.namespace();
        if (!peer.at("podSelector").isThere()
                || manifests.find("Namespace", "", where).isEmpty()) {
            return List.of();
        }
        Tree labels = peer.at("podSelector", "matchLabels");
        List<Manifest> selected = manifests.selected(where, labels.strings());
        problem(!selected.isEmpty(), policy, labels, "selects no pods");
        return selected;
    }

    private void opens(Manifest policy, Tree rule, Manifest workload) {
        for (Tree port : rule.at("ports").items()) {
            int last = port.at("endPort").number(port.at("port").number(0));
            for (int number = port.at("port").number(0); number <= last; number++) {
                String wanted = "" + number;
                problem(
                        workload.containers().stream()
                                .anyMatch(
                                        container -> ManifestRules.port(container, wanted, ManifestRules.protocol(port))
                                                .isPresent()),
                        policy,
                        port,
                        workload.name() + " has no port " + wanted);
            }
        }
    }
}
