package org.auralink.identity.control.oidc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/**
 * Asks providers: no redirects, an answer of bounded length within a bounded time, and few questions at once. Where it may
 * ask is decided by {@link ProviderConfiguration}.
 */
final class ProviderHttp {
    private static final int PIECE = 8192;

    private final Semaphore places = new Semaphore(OidcLimits.AT_ONCE);
    private final LongSupplier nanos;

    ProviderHttp(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** What was answered. Does not print itself. */
    record Answer(int status, String type, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return "Answer[" + status + "]";
        }
    }

    /** @throws ProviderException when there is no answer, or another than 200 */
    Answer get(URI url) {
        Answer answer = ask(url, Map.of("Accept", "application/json"), new byte[0]);
        if (answer.status != HttpURLConnection.HTTP_OK) {
            throw new ProviderException("The provider answered " + answer.status + ".");
        }
        return answer;
    }

    /** @throws ProviderException when there is no answer */
    Answer post(URI url, Map<String, String> headers, String form) {
        return ask(url, headers, form.getBytes(StandardCharsets.UTF_8));
    }

    private Answer ask(URI url, Map<String, String> headers, byte[] body) {
        if (!places.tryAcquire()) {
            throw new ProviderException("Too many questions to providers are under way.");
        }
        try {
            return exchange(url, headers, body);
        } catch (IOException e) {
            throw new ProviderException("The provider does not answer.", e);
        } finally {
            places.release();
        }
    }

    private Answer exchange(URI url, Map<String, String> headers, byte[] body) throws IOException {
        long deadline = nanos.getAsLong() + OidcLimits.ANSWER.toNanos();
        var connection = (HttpURLConnection) url.toURL().openConnection();
        try {
            connection.setInstanceFollowRedirects(false);
            connection.setUseCaches(false);
            connection.setConnectTimeout((int) OidcLimits.CONNECT.toMillis());
            connection.setReadTimeout((int) OidcLimits.READ.toMillis());
            headers.forEach(connection::setRequestProperty);
            if (body.length > 0) {
                connection.setRequestMethod("POST");
                connection.setDoOutput(true);
                try (OutputStream out = connection.getOutputStream()) {
                    out.write(body);
                }
            }
            int status = connection.getResponseCode();
            InputStream in = status < HttpURLConnection.HTTP_BAD_REQUEST
                    ? connection.getInputStream()
                    : connection.getErrorStream();
            String type = String.valueOf(connection.getContentType());
            return new Answer(status, type, in == null ? new byte[0] : read(in, deadline));
        } finally {
            connection.disconnect();
        }
    }

    private byte[] read(InputStream in, long deadline) throws IOException {
        try (in) {
            var all = new ByteArrayOutputStream();
            byte[] piece = new byte[PIECE];
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                if (all.size() + read > OidcLimits.ANSWER_BYTES) {
                    throw new IOException("the answer is too long");
                }
                if (nanos.getAsLong() - deadline > 0) {
                    throw new IOException("the answer takes too long");
                }
                all.write(piece, 0, read);
            }
            return all.toByteArray();
        }
    }
}
