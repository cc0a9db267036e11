package org.auralink.identity.control;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Asks a service in the form of Have I Been Pwned whether a password became public, by k-anonymity: it learns five digits
 * of the hash, and answers with all that begin so, padded, so that not even the length of the answer tells. What does not
 * answer is not asked again for a minute, and meanwhile every password passes: a sign-up must not depend on it.
 */
final class BreachRange implements BreachedPasswords {
    private static final Logger LOG = Logger.getLogger(BreachRange.class.getName());
    private static final int PREFIX = 5;
    private static final int OK = 200;

    /** Supabase's. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofMinutes(1);

    /** Ranges have some 900 lines of 45 bytes with their padding. */
    private static final int MOST_BYTES = 256 << 10;

    private final URI service;
    private final Clock clock;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final AtomicReference<Instant> resumes = new AtomicReference<>(Instant.MIN);

    BreachRange(URI service, Clock clock) {
        this.service = service;
        this.clock = clock;
    }

    @Override
    public boolean contain(String password) {
        Instant now = clock.instant();
        if (now.isBefore(resumes.get())) {
            return false;
        }
        String hash = BreachedList.sha1(password);
        try {
            return lists(ask(hash.substring(0, PREFIX)), hash.substring(PREFIX));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException e) {
            resumes.set(now.plus(PAUSE));
            LOG.log(Level.WARNING, "The service that knows public passwords does not answer: {0}", e.getMessage());
            return false;
        }
    }

    private String ask(String prefix) throws IOException, InterruptedException {
        long until = System.nanoTime() + TIMEOUT.toNanos();
        HttpRequest request = HttpRequest.newBuilder(URI.create(service + "/" + prefix))
                .timeout(TIMEOUT)
                .header("Add-Padding", "true")
                .header("User-Agent", "AuraLink")
                .build();
        HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            // The client's own timeout ends with the head.
            CompletableFuture<Void> late = CompletableFuture.runAsync(
                    () -> close(body),
                    CompletableFuture.delayedExecutor(until - System.nanoTime(), TimeUnit.NANOSECONDS));
            try {
                if (response.statusCode() != OK) {
                    throw new IOException("status " + response.statusCode());
                }
                return new String(body.readNBytes(MOST_BYTES), StandardCharsets.US_ASCII);
            } finally {
                late.cancel(false);
            }
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            // Who reads it is told.
        }
    }

    /** Lines are {@code suffix:count}; padding has the count 0. */
    private static boolean lists(String range, String suffix) {
        return range.lines()
                .anyMatch(line ->
                        line.regionMatches(true, 0, suffix + ":", 0, suffix.length() + 1) && !line.endsWith(":0"));
    }
}
