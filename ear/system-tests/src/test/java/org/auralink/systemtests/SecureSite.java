package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * An installation behind a proxy that ends TLS, by names that lead nowhere else: calls, media-1 and media-2 of a domain.
 *
 * @param directory for files of its own
 * @param certificate of the proxy, which is trusted and nobody else
 * @param domain such as {@code test}
 * @param address of the proxy
 * @param port of the proxy
 */
record SecureSite(Path directory, Path certificate, String domain, String address, int port) {
    private static final int STAY_SECONDS = 12;

    /** An answer by way of the proxy. */
    record Reply(int status, String body) {
        Tree json() {
            return Tree.of(Manifests.yaml().load(body));
        }
    }

    Reply ask(String method, String path, String token, String body) {
        List<String> command = new ArrayList<>(List.of(
                "curl",
                "-s",
                "--max-time",
                "20",
                "--noproxy",
                "*",
                "--cacert",
                certificate.toString(),
                "--resolve",
                calls() + ":" + port + ":" + address,
                "-X",
                method,
                "-w",
                "\n%{http_code}"));
        if (!token.isEmpty()) {
            command.addAll(List.of("-H", "Authorization: Bearer " + token));
        }
        if (!body.isEmpty()) {
            command.addAll(List.of("-H", "Content-Type: application/json", "-d", body));
        }
        command.add("https://" + calls() + ":" + port + path);
        String said = DeploymentTools.run(directory, Map.of(), command).said();
        int end = said.lastIndexOf('\n');
        return new Reply(Integer.parseInt(said.substring(end + 1).strip()), said.substring(0, Math.max(0, end)));
    }

    /** The name that is for people. */
    String calls() {
        return "calls." + domain;
    }

    /** For a browser that finds the names there, and trusts the certificate. */
    List<String> browserSwitches() {
        return List.of(Browser.trusting(certificate), "--host-resolver-rules=MAP *." + domain + " " + address);
    }

    /** Somebody new; returns their access token. */
    String signUp() {
        return signUp(UUID.randomUUID() + "@example.org");
    }

    String signUp(String email) {
        String account = new Gson().toJson(Map.of("email", email, "password", "correct horse 7"));
        Reply reply = Eventually.see(
                "somebody to sign up",
                Duration.ofSeconds(60),
                () -> ask("POST", "/auth/v1/signup", "", account),
                each -> each.status() == 200);
        return reply.json().at("access_token").text();
    }

    /** A member and a guest in a call, until both have received media and stand in its history; what was told of them. */
    List<String> peopleMeet(String when) {
        String member = signUp();
        Reply call = ask("POST", "/api/v1/calls", member, "{\"name\":\"Behind a proxy\"}");
        assertThat(call.status()).as(call.body()).isEqualTo(201);
        Tree made = call.json();
        String link = made.at("join_url").text();
        List<String> told;
        try (var visitors = new Visitors(Map.of("JDK_JAVA_OPTIONS", trusting()))) {
            for (String[] way : new String[][] {
                {"/api/v1/calls/" + made.at("call_id").text() + "/join", member, "{}"},
                {
                    "/api/v1/guest-links/" + link.substring(link.lastIndexOf('/') + 1) + "/join",
                    "",
                    "{\"display_name\":\"Guest\"}"
                }
            }) {
                Reply ticket = Eventually.see(
                        "a ticket",
                        Duration.ofSeconds(30),
                        () -> ask("POST", way[0], way[1], way[2]),
                        reply -> reply.status() == 200);
                visitors.comes(
                        ticket.json().at("url").text(),
                        ticket.json().at("token").text(),
                        STAY_SECONDS);
            }
            told = visitors.allGone();
            assertThat(told)
                    .as(when)
                    .hasSize(2)
                    .allMatch(line -> line.startsWith("left "))
                    .noneMatch(line -> line.endsWith("received=0"));
        }
        Eventually.see(
                "the history to have both",
                Duration.ofSeconds(30),
                () -> ask("GET", "/api/v1/calls/" + made.at("call_id").text(), member, "")
                        .json()
                        .at("participants")
                        .items()
                        .size(),
                size -> size == 2);
        return told;
    }

    /** Options for a JVM that knows the proxy's certificate and where its names are. */
    private String trusting() {
        Path store = directory.resolve("trusted.p12");
        if (!Files.exists(store)) {
            DeploymentTools.Result made = DeploymentTools.run(
                    directory,
                    Map.of(),
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-importcert",
                    "-noprompt",
                    "-alias",
                    "proxy",
                    "-file",
                    certificate.toString(),
                    "-keystore",
                    store.toString(),
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    "changeit");
            assertThat(made.code()).as(made.said()).isZero();
        }
        try {
            Path names = Files.writeString(
                    directory.resolve("hosts"),
                    address + " media-1." + domain + " media-2." + domain + "\n127.0.0.1 localhost\n");
            return "-Djavax.net.ssl.trustStore=" + store
                    + " -Djavax.net.ssl.trustStorePassword=changeit -Djdk.net.hosts.file=" + names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
