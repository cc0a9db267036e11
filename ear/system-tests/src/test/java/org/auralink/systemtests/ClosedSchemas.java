package org.auralink.systemtests;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.auralink.systemtests.Manifests.Manifest;

/**
 * Istio's own schemas, of the Go module in which it publishes them, closed against fields that they do not name: a cluster
 * drops those without a word. Rules in CEL, such as those for units of durations, are not among what is compared.
 */
final class ClosedSchemas {
    private static final String MODULE = "istio.io/api@v1.31.4";

    private final Map<String, Tree> schemas = new HashMap<>();

    private ClosedSchemas() {}

    static ClosedSchemas ofIstio() {
        try {
            var read = new ClosedSchemas();
            String text = Files.readString(definitions());
            for (Object document : Manifests.yaml().loadAll(text)) {
                Tree definition = Tree.of(document);
                for (Tree version : definition.at("spec", "versions").items()) {
                    read.schemas.put(
                            definition.at("spec", "group").text() + "/"
                                    + version.at("name").text() + " "
                                    + definition.at("spec", "names", "kind").text(),
                            version.at("schema", "openAPIV3Schema"));
                }
            }
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file of them, as a cluster takes it. Skips the test where there is no Go to fetch it with. */
    static Path definitions() {
        DeploymentTools.Result fetched;
        try {
            fetched = GoTool.fetched(MODULE);
        } catch (UncheckedIOException e) {
            fetched = new DeploymentTools.Result(1, e.getMessage());
        }
        assumeTrue(fetched.code() == 0, "Istio's schemas are not there, and go mod download says: " + fetched.said());
        return Path.of(fetched.said().replaceAll("(?s).*\"Dir\": \"([^\"]+)\".*", "$1"))
                .resolve("kubernetes/customresourcedefinitions.gen.yaml");
    }

    /** @return nothing when all is well */
    List<String> problems(Manifests manifests) {
        List<String> problems = new ArrayList<>();
        for (Manifest manifest : manifests.all()) {
            String version = manifest.at("apiVersion").text();
            if (version.contains("istio.io/")) {
                Tree schema = schemas.get(version + " " + manifest.kind());
                if (schema == null) {
                    problems.add(ManifestRules.problem(manifest, manifest.at("kind"), "Istio has none in " + version));
                } else {
                    compare(manifest, manifest.at("spec"), schema.at("properties", "spec"), problems);
                }
            }
        }
        return problems;
    }

    private static void compare(Manifest in, Tree value, Tree schema, List<String> problems) {
        if (!value.isThere()
                || schema.at("x-kubernetes-preserve-unknown-fields").is(true)) {
            return;
        }
        String type = schema.at("type").text();
        if (!fits(value, schema, type)) {
            problems.add(ManifestRules.problem(in, value, "is no " + type));
            return;
        }
        if (schema.at("enum").isThere() && !schema.at("enum").texts().contains(value.text())) {
            problems.add(ManifestRules.problem(
                    in, value, "is none of " + schema.at("enum").texts()));
        }
        value.items().forEach(item -> compare(in, item, schema.at("items"), problems));
        Tree properties = schema.at("properties");
        value.entries().forEach((key, entry) -> {
            if (properties.at(key).isThere()) {
                compare(in, entry, properties.at(key), problems);
            } else if (schema.at("additionalProperties").isThere()) {
                compare(in, entry, schema.at("additionalProperties"), problems);
            } else if (type.equals("object")) {
                problems.add(ManifestRules.problem(in, entry, "Istio knows no such field"));
            }
        });
    }

    private static boolean fits(Tree value, Tree schema, String type) {
        if (schema.at("x-kubernetes-int-or-string").is(true)) {
            return value.value() instanceof Integer || value.value() instanceof String;
        }
        return switch (type) {
            case "object" -> value.value() instanceof Map;
            case "array" -> value.value() instanceof List;
            case "string" -> value.value() instanceof String;
            case "boolean" -> value.value() instanceof Boolean;
            case "integer" -> value.value() instanceof Integer;
            case "number" -> value.value() instanceof Number;
            default -> true;
        };
    }
}
