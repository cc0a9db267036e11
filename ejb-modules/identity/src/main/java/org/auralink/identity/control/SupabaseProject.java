package org.auralink.identity.control;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.auralink.shared.RefusedException;
import org.auralink.shared.UserId;

/**
 * Decides whether an access token is one of the Supabase project's and still good. By signature and claims alone: that its
 * session has ended there is not seen here before it expires.
 */
public final class SupabaseProject implements Closeable {
    private final String issuer;
    private final ForeignKeys keys;
    private final Optional<TokenKey> secret;
    private final Clock clock;

    SupabaseProject(SupabaseSettings settings, ForeignKeys.Limits limits, Clock clock) {
        this.issuer = settings.issuer();
        this.keys = new ForeignKeys(URI.create(issuer + "/.well-known/jwks.json"), limits);
        this.secret = settings.secret().map(SupabaseProject::ofSecret);
        this.clock = clock;
    }

    public static SupabaseProject of(SupabaseSettings settings, Clock clock) {
        return new SupabaseProject(settings, ForeignKeys.Limits.standard(), clock);
    }

    private static TokenKey ofSecret(String secret) {
        try {
            return TokenKey.of(new OctetSequenceKey.Builder(secret.getBytes(StandardCharsets.UTF_8)).build());
        } catch (JOSEException | IllegalArgumentException e) {
            throw new IllegalStateException("a secret that the settings should have refused", e);
        }
    }

    /**
     * @throws RefusedException not authenticated, with a sentence that says why; unavailable, while the project's keys are
     *     not known
     */
    public ForeignToken verify(String compact) {
        SignedJWT token = TokenVerifier.parse(compact);
        TokenKey key = key(token.getHeader());
        if (!key.signed(token)) {
            throw TokenVerifier.refused("its signature is wrong. Sign in again.");
        }
        try {
            JWTClaimsSet claims = token.getJWTClaimsSet();
            TokenVerifier.requirePerson(claims, issuer, clock.instant());
            if (claims.getClaim(TokenIssuer.CLIENT_ID) != null) {
                throw TokenVerifier.refused("the project gave it to an application. Sign in yourself.");
            }
            Map<String, Object> said = claims.getJSONObjectClaim("user_metadata");
            return new ForeignToken(
                    UserId.of(TokenVerifier.required(claims.getSubject())),
                    UUID.fromString(TokenVerifier.required(claims.getStringClaim("session_id"))),
                    Optional.ofNullable(claims.getStringClaim("email")).filter(email -> !email.isBlank()),
                    said == null ? Map.of() : said,
                    claims.toJSONObject());
        } catch (ParseException | IllegalArgumentException e) {
            throw TokenVerifier.refused("its claims are incomplete. Sign in again.");
        }
    }

    private TokenKey key(JWSHeader header) {
        JWSAlgorithm algorithm = header.getAlgorithm();
        Optional<TokenKey> key;
        if (JWSAlgorithm.HS256.equals(algorithm)) {
            // The project's secret has no name, or one that is not told: it is the only one.
            key = secret;
        } else if (JWSAlgorithm.ES256.equals(algorithm)
                || JWSAlgorithm.RS256.equals(algorithm)
                || JWSAlgorithm.EdDSA.equals(algorithm)) {
            key = keys.find(header);
        } else {
            throw TokenVerifier.refused("it is signed with an algorithm that is not accepted here. Sign in again.");
        }
        return key.orElseThrow(
                () -> TokenVerifier.refused("it is signed with a key that is not known here. Sign in again."));
    }

    @Override
    public void close() throws IOException {
        keys.close();
    }
}
