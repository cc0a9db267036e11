package org.auralink.systemtests;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What kubectl's Kustomize makes of an overlay, each object with the file that it is written in. */
final class Manifests {
    static final Path DIRECTORY = LauncherProcess.root().resolve("server-config/kubernetes");

    private static final Set<String> WORKLOADS = Set.of("Deployment", "StatefulSet", "Job");

    private final List<Manifest> all = new ArrayList<>();

    /** One object. */
    record Manifest(Tree tree, String file) {
        String kind() {
            return tree.at("kind").text();
        }

        String name() {
            return tree.at("metadata", "name").text();
        }

        String namespace() {
            return tree.at("metadata", "namespace").text();
        }

        Tree at(String... keys) {
            return tree.at(keys);
        }

        /** Of a workload. */
        Tree pod() {
            return tree.at("spec", "template");
        }

        List<Tree> containers() {
            return pod().at("spec", "containers").items();
        }

        /** What its controller makes of the template, but for the name's ending. */
        Map<String, Object> podIn(String namespace) {
            return Map.of(
                    "apiVersion",
                    "v1",
                    "kind",
                    "Pod",
                    "metadata",
                    Map.of(
                            "name",
                            name(),
                            "namespace",
                            namespace,
                            "labels",
                            pod().at("metadata", "labels").strings()),
                    "spec",
                    Objects.requireNonNull(pod().at("spec").value()));
        }

        /** Of the program that it runs, as everything here is labelled. */
        String component() {
            return pod().at("metadata", "labels", "app.kubernetes.io/component").text();
        }
    }

    private Manifests() {}

    /**
     * @param root the directory that holds base and overlays
     * @throws IllegalArgumentException with what Kustomize says when it refuses
     */
    static Manifests of(Path root, String overlay) {
        DeploymentTools.Result made =
                DeploymentTools.run(root, Map.of(), DeploymentTools.kubectl(), "kustomize", "overlays/" + overlay);
        if (made.code() != 0) {
            throw new IllegalArgumentException(made.said());
        }
        Map<String, String> files = files(root);
        var manifests = new Manifests();
        for (Object document : yaml().loadAll(made.said())) {
            Tree tree = Tree.of(document);
            manifests.all.add(new Manifest(tree, files.getOrDefault(key(tree), generatedIn(tree))));
        }
        return manifests;
    }

    static Yaml yaml() {
        return new Yaml(new SafeConstructor(new LoaderOptions()));
    }

    /** Objects as a file that kubectl reads. */
    static String write(Path directory, List<?> documents) {
        var text = new StringWriter();
        yaml().dumpAll(documents.iterator(), text);
        try {
            return Files.writeString(Files.createTempFile(directory, "objects", ".yaml"), text.toString())
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String key(Tree tree) {
        return tree.at("kind").text() + " " + tree.at("metadata", "namespace").text() + "/"
                + tree.at("metadata", "name").text();
    }

    private static String generatedIn(Tree tree) {
        return "base/" + tree.at("metadata", "name").text().replaceFirst("-[a-z0-9]{10}$", "") + ".env";
    }

    /** Where each object is written; what an overlay changes of it is in another file. */
    private static Map<String, String> files(Path root) {
        Map<String, String> files = new HashMap<>();
        try (Stream<Path> found = Files.walk(root)) {
            List<Path> sorted = found.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
            for (Path file : sorted) {
                String text = Files.readString(file);
                // The node's configuration is none, and no YAML before its names are filled in.
                for (Object document : text.contains("apiVersion:") ? yaml().loadAll(text) : List.of()) {
                    files.putIfAbsent(
                            key(Tree.of(document)), root.relativize(file).toString());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    List<Manifest> all() {
        return all;
    }

    List<Manifest> ofKind(String kind) {
        return all.stream().filter(manifest -> manifest.kind().equals(kind)).toList();
    }

    List<Manifest> workloads() {
        return all.stream()
                .filter(manifest -> WORKLOADS.contains(manifest.kind()))
                .toList();
    }

    Optional<Manifest> find(String kind, String namespace, String name) {
        return ofKind(kind).stream()
                .filter(manifest -> manifest.namespace().equals(namespace)
                        && manifest.name().equals(name))
                .findFirst();
    }

    /** Workloads of a namespace whose pods have these labels; a pod's own name counts as one it may have. */
    List<Manifest> selected(String namespace, Map<String, String> labels) {
        return workloads().stream()
                .filter(workload -> workload.namespace().equals(namespace) && has(workload, labels))
                .toList();
    }

    private static boolean has(Manifest workload, Map<String, String> labels) {
        Map<String, String> own = workload.pod().at("metadata", "labels").strings();
        return labels.entrySet().stream()
                .allMatch(label -> label.getKey().equals("statefulset.kubernetes.io/pod-name")
                        ? label.getValue().matches(workload.name() + "-\\d+")
                        : label.getValue().equals(own.get(label.getKey())));
    }

    /** What stands in a ConfigMap, by the name that a workload gives. */
    Map<String, String> configuration(String namespace, String name) {
        return find("ConfigMap", namespace, name)
                .map(manifest -> manifest.at("data").strings())
                .orElse(Map.of());
    }
}
