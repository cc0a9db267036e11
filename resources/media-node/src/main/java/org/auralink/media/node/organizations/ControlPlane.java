package org.auralink.media.node.organizations;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.auralink.media.node.config.ConfigException;
import org.auralink.media.node.config.ControlPlaneConfig;
import org.auralink.media.node.protocol.InputException;
import org.auralink.media.node.protocol.InputLimits;
import org.auralink.media.node.protocol.SafeJson;

/** Asks the control plane what a token of an organization's key is worth. For any thread; waits for nobody. */
final class ControlPlane {
    private static final Duration CONNECT = Duration.ofSeconds(2);

    /** The control plane asks database and nodes meanwhile, with deadlines of its own that are shorter. */
    private static final Duration ANSWER = Duration.ofSeconds(12);

    /** Questions at once: a hundred a second that take two seconds each. Whoever comes then is told to come again. */
    private static final int MOST_AT_ONCE = 256;

    private static final String AWAY = "the control plane does not answer: try again in a moment";
    private static final int UNAVAILABLE = 503;

    private final URI address;
    private final HttpClient http;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    ControlPlane(URI address, ControlPlaneConfig config) {
        this.address = address;
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
        config.authorities().ifPresent(file -> builder.sslContext(trusting(file)));
        http = builder.build();
    }

    /**
     * Sends a question.
     *
     * @param path below {@code /api/v1/livekit}
     * @param token that identifies it
     * @param json its body
     * @return always an answer, never a failure
     */
    CompletableFuture<Asked> ask(String path, String token, String json) {
        if (!places.tryAcquire()) {
            return CompletableFuture.completedFuture(away());
        }
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/api/v1/livekit/" + path))
                .timeout(ANSWER)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString()).handle((answer, failure) -> {
            places.release();
            return failure == null ? asked(answer) : away();
        });
    }

    private static Asked asked(HttpResponse<String> answer) {
        if (answer.statusCode() == 200) {
            return new Asked(200, answer.body(), Map.of());
        }
        Map<String, String> headers = answer.headers()
                .firstValue("Retry-After")
                .map(seconds -> Map.of("Retry-After", seconds))
                .orElse(Map.of());
        return new Asked(answer.statusCode(), detail(answer.body()), headers);
    }

    /** The sentence of a problem (RFC 9457); a proxy in between says something else, which nobody needs to read. */
    private static String detail(String body) {
        try {
            JsonElement detail = SafeJson.object(body, InputLimits.TOLD).get("detail");
            return detail instanceof JsonPrimitive text && text.isString() ? text.getAsString() : AWAY;
        } catch (InputException e) {
            return AWAY;
        }
    }

    private static Asked away() {
        return new Asked(UNAVAILABLE, AWAY, Map.of("Retry-After", "2"));
    }

    private static SSLContext trusting(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority-" + number++, certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new ConfigException("control_plane.ca_file", "expected a PEM file with certificates");
        }
    }
}
