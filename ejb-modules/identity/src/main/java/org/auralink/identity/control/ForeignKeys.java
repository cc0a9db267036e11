package org.auralink.identity.control;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.io.Closeable;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;

/**
 * The public keys of another server, as its {@code jwks.json} shows them (RFC 7517, 5): kept while they are fresh, asked
 * for ahead of that and when a token names one that is new, and kept longer while the server is away.
 */
final class ForeignKeys implements Closeable {
    /**
     * @param fresh how long an answer counts; Supabase's edge keeps it for as long
     * @param ahead how long before its end it is asked for again, beside the requests; zero for never
     * @param between two questions at least, so that tokens with invented names do not make us ask for each;
     *     shorter than what is fresh, zero for no limit
     * @param outage how long the last answer counts while the server does not answer: longer than any token lives
     * @param answer how long connecting, and reading, may take: requests wait for it, at the first token and at new keys
     * @param bytes of an answer at most
     */
    record Limits(Duration fresh, Duration ahead, Duration between, Duration outage, Duration answer, int bytes) {
        static Limits standard() {
            return new Limits(
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(30),
                    Duration.ofHours(12),
                    Duration.ofSeconds(2),
                    65_536);
        }
    }

    private final JWKSource<SecurityContext> source;
    private final Limits limits;

    /** Whether an answer has come yet; before that, nothing can be said of any key. */
    private volatile boolean known;

    ForeignKeys(URI jwks, Limits limits) {
        this.limits = limits;
        int millis = (int) limits.answer().toMillis();
        try {
            JWKSourceBuilder<SecurityContext> builder = JWKSourceBuilder.<SecurityContext>create(
                            jwks.toURL(), new DefaultResourceRetriever(millis, millis, limits.bytes()))
                    .cache(limits.fresh().toMillis(), 4L * millis)
                    .outageTolerant(limits.outage().toMillis());
            builder = limits.between().isZero()
                    ? builder.rateLimited(false)
                    : builder.rateLimited(limits.between().toMillis());
            builder = limits.ahead().isZero()
                    ? builder.refreshAheadCache(false)
                    : builder.refreshAheadCache(limits.ahead().toMillis(), false);
            this.source = builder.build();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("no URL", e);
        }
    }

    /**
     * The key of that algorithm and name: by the algorithm's family first, and never a secret, whatever the answer holds.
     *
     * @throws org.auralink.shared.RefusedException unavailable, while the server has not answered yet
     */
    Optional<TokenKey> find(JWSHeader header) {
        if (header.getKeyID() == null) {
            return Optional.empty();
        }
        for (JWK jwk : named(header.getKeyID())) {
            Optional<TokenKey> key = ofAlgorithm(jwk, header.getAlgorithm());
            if (key.isPresent()) {
                return key;
            }
        }
        return Optional.empty();
    }

    private List<JWK> named(String keyId) {
        try {
            List<JWK> found = source.get(
                    new JWKSelector(new JWKMatcher.Builder().keyID(keyId).build()), null);
            known = true;
            return found;
        } catch (RateLimitReachedException e) {
            // Not asked now, for a name that the last answer did not have.
            if (known) {
                return List.of();
            }
            throw away(e);
        } catch (KeySourceException e) {
            throw away(e);
        }
    }

    private RefusedException away(Exception cause) {
        return Refusal.unavailable("The Supabase project that keeps the accounts", limits.between())
                .asException(cause);
    }

    private static Optional<TokenKey> ofAlgorithm(JWK jwk, JWSAlgorithm algorithm) {
        try {
            return Optional.of(TokenKey.of(jwk.toPublicJWK() == null ? jwk : jwk.toPublicJWK()))
                    .filter(TokenKey::isPublic)
                    .filter(key -> key.algorithm().equals(algorithm));
        } catch (JOSEException | IllegalArgumentException notTakenHere) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        if (source instanceof Closeable closeable) {
            closeable.close();
        }
    }
}
