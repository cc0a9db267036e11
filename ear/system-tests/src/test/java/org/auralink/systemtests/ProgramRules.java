package org.auralink.systemtests;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.auralink.systemtests.Manifests.Manifest;

/** Each program gets the settings, secrets and ports that it reads and has, and a media node the time that its drain takes. */
final class ProgramRules {
    private static final Pattern SECRET_PATH = Pattern.compile("/run/secrets/(.+)");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z0-9_]+)\\}");
    private static final String PAGE = Programs.read("docs/operating/kubernetes.md");

    private final Manifests manifests;
    private final List<String> problems = new ArrayList<>();

    private ProgramRules(Manifests manifests) {
        this.manifests = manifests;
    }

    /** @return nothing when all is well */
    static List<String> problems(Manifests manifests) {
        var rules = new ProgramRules(manifests);
        for (Manifest workload : manifests.workloads()) {
            for (Tree container : workload.containers()) {
                if (container.at("image").text().matches("(.+/)?auralink/.*")) {
                    rules.settings(workload, container);
                }
            }
            if (workload.component().equals("media-node")) {
                rules.mediaNode(workload);
            }
        }
        return rules.problems;
    }

    private void problem(boolean holds, Manifest in, Tree field, String why) {
        if (!holds) {
            problems.add(ManifestRules.problem(in, field, why));
        }
    }

    private void settings(Manifest workload, Tree container) {
        Set<String> given = new TreeSet<>();
        for (Tree source : container.at("envFrom").items()) {
            Tree name = source.at("configMapRef", "name");
            Map<String, String> configuration = manifests.configuration(workload.namespace(), name.text());
            problem(!configuration.isEmpty(), workload, name, "there is no such ConfigMap");
            configuration.forEach((key, value) -> secret(workload, container, key, value));
            given.addAll(configuration.keySet());
        }
        container
                .at("env")
                .items()
                .forEach(variable -> given.add(variable.at("name").text()));
        Set<String> secrets = Programs.secrets();
        Set<String> settings = new TreeSet<>();
        given.forEach(key -> settings.add(
                key.endsWith("_FILE") && secrets.contains(key.replaceFirst("_FILE$", ""))
                        ? key.replaceFirst("_FILE$", "")
                        : key));
        settings.remove("AURALINK_HEAP");
        Set<String> known = new TreeSet<>();
        Set<String> required = new TreeSet<>();
        switch (workload.component()) {
            case "control-plane" -> {
                known.addAll(Programs.settings(false));
                required.addAll(Programs.settings(true));
            }
            case "migrator" -> {
                known.addAll(Programs.migratorSettings());
                required.addAll(known);
            }
            default -> {
                known.add("LIVEKIT_KEYS");
                manifests
                        .ofKind("ConfigMap")
                        .forEach(map -> PLACEHOLDER
                                .matcher(map.at("data", "node.yaml").text())
                                .results()
                                .forEach(name -> known.add(name.group(1))));
                known.remove("");
                required.addAll(known);
            }
        }
        for (String setting : settings) {
            problem(
                    known.contains(setting),
                    workload,
                    container.at("envFrom"),
                    setting + ": the program reads no such setting");
        }
        for (String setting : required) {
            problem(settings.contains(setting), workload, container.at("envFrom"), setting + ": the program needs it");
        }
    }

    /** A file of a secret is made, mounted, and described for who makes the Secret. */
    private void secret(Manifest workload, Tree container, String key, String value) {
        var path = SECRET_PATH.matcher(value);
        if (!path.matches()) {
            return;
        }
        Tree mounts = container.at("volumeMounts");
        problem(Programs.secretFiles().contains(path.group(1)), workload, mounts, key + ": no script makes " + value);
        Optional<Tree> volume = workload.pod().at("spec", "volumes").items().stream()
                .filter(each -> each.at("secret").isThere()
                        && mounts.items().stream()
                                .anyMatch(mount -> mount.at("name")
                                                .text()
                                                .equals(each.at("name").text())
                                        && mount.at("mountPath").is("/run/secrets")))
                .findFirst();
        problem(volume.isPresent(), workload, mounts, key + ": nothing is mounted at /run/secrets");
        volume.ifPresent(each -> {
            Tree name = each.at("secret", "secretName");
            problem(
                    PAGE.lines()
                            .anyMatch(line ->
                                    line.contains("`" + name.text() + "`") && line.contains("`" + path.group(1) + "`")),
                    workload,
                    name,
                    "docs/operating/kubernetes.md does not say that it holds " + path.group(1));
        });
    }

    private void mediaNode(Manifest node) {
        String text = manifests.ofKind("ConfigMap").stream()
                .map(map -> map.at("data", "node.yaml").text())
                .filter(yaml -> !yaml.isEmpty())
                .findFirst()
                .orElse("");
        Tree config = Tree.of(Manifests.yaml().load(PLACEHOLDER.matcher(text).replaceAll("x")));
        Set<String> wanted = new TreeSet<>();
        wanted.add(config.at("port").text() + " TCP");
        wanted.add(config.at("prometheus", "port").text() + " TCP");
        wanted.add(config.at("rtc", "tcp_port").text() + " TCP host");
        String[] udp = config.at("rtc", "udp_port").text().split("-");
        for (int port = Integer.parseInt(udp[0]); port <= Integer.parseInt(udp[udp.length - 1]); port++) {
            wanted.add(port + " UDP host");
        }
        Tree ports = node.containers().get(0).at("ports");
        Set<String> opened = new TreeSet<>();
        for (Tree port : ports.items()) {
            Tree host = port.at("hostPort");
            problem(
                    !host.isThere()
                            || host.text().equals(port.at("containerPort").text()),
                    node,
                    host,
                    "clients are told the container's number");
            opened.add(port.at("containerPort").text() + " " + ManifestRules.protocol(port)
                    + (host.isThere() ? " host" : ""));
        }
        problem(opened.equals(wanted), node, ports, "node.yaml says " + wanted);

        Tree command = node.containers().get(0).at("lifecycle", "preStop", "exec", "command");
        problem(
                command.texts().size() == 2 && command.texts().get(0).equals("/opt/auralink/bin/drain"),
                node,
                command,
                "is not the drain of the container file");
        Tree patience = node.pod().at("spec", "terminationGracePeriodSeconds");
        int drain =
                command.texts().size() == 2 ? Integer.parseInt(command.texts().get(1)) : 0;
        problem(
                patience.number(0) >= drain + 30,
                node,
                patience,
                "the pod is killed before its drain of " + drain + " s ends");
    }
}
