package org.auralink.systemtests;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The public HTTP interface, as a program would use it, with or without somebody's access token. */
final class Api {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final String base;
    private final @Nullable String token;

    private Api(String base, @Nullable String token) {
        this.base = base;
        this.token = token;
    }

    static Api anonymous() {
        return new Api(LocalStack.get().webUrl(), null);
    }

    /** The port for health with its parts, and metrics. */
    static Api administration() {
        return administration(LocalStack.get());
    }

    /** That of another stack. */
    static Api administration(LauncherProcess launcher) {
        return new Api("http://127.0.0.1:" + launcher.ports.get("--admin-port"), null);
    }

    /** Of another stack than that of all tests. */
    static Api at(LauncherProcess launcher) {
        return new Api(launcher.webUrl(), null);
    }

    /** Behind another address, such as that of a load balancer. */
    static Api at(String base) {
        return new Api(base, null);
    }

    /** A fresh account with an organization of its own. */
    static Api newMember(String name) {
        String email = name.toLowerCase(java.util.Locale.ROOT) + "-" + UUID.randomUUID() + "@example.org";
        Answer answer = anonymous()
                .post(
                        "/auth/v1/signup",
                        Map.of("email", email, "password", "correct horse 7", "data", Map.of("name", name)))
                .expect(200);
        return anonymous().with(answer.text("access_token"));
    }

    /** Who operates the stack of all tests; signs up when nobody has. */
    static Api operator() {
        Map<String, String> account = Map.of("email", LauncherProcess.OPERATOR, "password", "correct horse 7");
        Answer signedUp = anonymous().post("/auth/v1/signup", account);
        return anonymous()
                .with(
                        signedUp.status() == 200
                                ? signedUp.text("access_token")
                                : anonymous()
                                        .post("/auth/v1/token?grant_type=password", account)
                                        .expect(200)
                                        .text("access_token"));
    }

    Api with(String accessToken) {
        return new Api(base, accessToken);
    }

    String token() {
        return token == null ? "" : token;
    }

    /** A new call; returns it. */
    Answer createCall(String name) {
        return post("/api/v1/calls", Map.of("name", name)).expect(201);
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer post(String path, Object body) {
        return postText(path, new Gson().toJson(body));
    }

    /** Asks for one thing, however often it is sent. */
    Answer postOnce(String path, String key, Object body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(new Gson().toJson(body))));
    }

    /** As a part of what the client began; see W3C Trace Context. */
    Answer postTraced(String path, String traceparent, Object body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("traceparent", traceparent)
                .POST(HttpRequest.BodyPublishers.ofString(new Gson().toJson(body))));
    }

    Answer patch(String path, Object body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(new Gson().toJson(body))));
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    Answer postText(String path, String body) {
        return postAs("application/json", path, body);
    }

    Answer postAs(String contentType, String path, String body) {
        return send(request(path).header("Content-Type", contentType).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        // A server that hangs must fail the test that noticed, not the whole run.
        var builder = HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
        return token == null ? builder : builder.header("Authorization", "Bearer " + token);
    }

    private static Answer send(HttpRequest.Builder request) {
        HttpRequest built = request.build();
        try {
            HttpResponse<String> response = HTTP.send(built, HttpResponse.BodyHandlers.ofString());
            return new Answer(built.method() + " " + built.uri().getPath(), response);
        } catch (IOException e) {
            throw new AssertionError(built.method() + " " + built.uri() + " got no answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What came back. */
    record Answer(String asked, HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        JsonObject json() {
            return JsonParser.parseString(response.body()).getAsJsonObject();
        }

        String text(String field) {
            var value = json().get(field);
            return value == null || value.isJsonNull() ? "" : value.getAsString();
        }

        Answer expect(int status) {
            if (status() != status) {
                throw new AssertionError(
                        asked + " answered " + status() + " instead of " + status + ": " + response.body());
            }
            return this;
        }

        @Override
        public String toString() {
            return asked + " -> " + status() + " " + response.body();
        }
    }
}
