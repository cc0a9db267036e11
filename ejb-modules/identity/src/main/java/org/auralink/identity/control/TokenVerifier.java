package org.auralink.identity.control;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import org.auralink.shared.OrganizationId;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.shared.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether an access token is one of ours and still good: by its signature and claims alone. The algorithm is
 * ours to choose, not the token's (RFC 8725, 3.1).
 */
public final class TokenVerifier {
    /** Longer than any token with the largest user data; what is longer is not looked at. */
    private static final int MAX_LENGTH = 16_384;

    private final SigningKeys keys;
    private final String issuer;
    private final Clock clock;

    public TokenVerifier(SigningKeys keys, String issuer, Clock clock) {
        this.keys = keys;
        this.issuer = issuer;
        this.clock = clock;
    }

    /**
     * A token with which a person acts. What others were given in their name is none: it is for {@link #verifyToRead}.
     *
     * @throws RefusedException not authenticated, with a sentence that says why; {@code insufficient_scope} for a client's
     */
    public AccessToken verify(String compact) {
        AccessToken token = verifyToRead(compact);
        if (token.ofClient()) {
            throw new Refusal.Forbidden(
                            "insufficient_scope",
                            "The access token was given to an application: it may read who signed in, at"
                                    + " /auth/v1/oauth/userinfo and /auth/v1/user, and do nothing else.")
                    .asException();
        }
        return token;
    }

    /**
     * A person's token, or one that a client was given. Who asks this shows a client no more than its scopes.
     *
     * @throws RefusedException not authenticated, with a sentence that says why
     */
    public AccessToken verifyToRead(String compact) {
        SignedJWT token = signed(compact);
        try {
            return accept(token.getJWTClaimsSet(), token.getPayload().toString());
        } catch (ParseException | IllegalArgumentException e) {
            throw refused("its claims are incomplete. Sign in again.");
        }
    }

    /**
     * The key is chosen by the algorithm's family first: a public key never serves as a shared secret.
     *
     * @return a token that a key of ours signed, whatever it says
     */
    SignedJWT signed(String compact) {
        SignedJWT token = parse(compact);
        JWSHeader header = token.getHeader();
        if (!keys.take(header.getAlgorithm())) {
            throw refused("it is signed with an algorithm that is not accepted here. Sign in again.");
        }
        TokenKey key = keys.find(header.getAlgorithm(), header.getKeyID())
                .orElseThrow(() -> refused("it is signed with a key that is not known here. Sign in again."));
        if (!key.signed(token)) {
            throw refused("its signature is wrong. Sign in again.");
        }
        return token;
    }

    /** @throws RefusedException for what is no signed token */
    static SignedJWT parse(String compact) {
        if (compact.length() > MAX_LENGTH) {
            throw refused("it is too long.");
        }
        JWT token;
        try {
            token = JWTParser.parse(compact);
        } catch (ParseException | RuntimeException e) {
            throw refused("it is malformed. Sign in again.");
        }
        if (token instanceof SignedJWT signed) {
            return signed;
        }
        throw refused("it is not signed. Sign in again.");
    }

    private AccessToken accept(JWTClaimsSet claims, String json) throws ParseException {
        requirePerson(claims, issuer, clock.instant());
        Map<String, Object> app = claims.getJSONObjectClaim("app_metadata");
        return new AccessToken(
                UserId.of(required(claims.getSubject())),
                OrganizationId.of(required(app == null ? null : app.get("organization_id"))),
                UUID.fromString(required(claims.getStringClaim("session_id"))),
                claims.getClaim(TokenIssuer.CLIENT_ID) != null,
                json);
    }

    /** Refuses what is of another server, not for now, or not a signed-in person's. */
    static void requirePerson(JWTClaimsSet claims, String issuer, Instant now) throws ParseException {
        if (!issuer.equals(claims.getIssuer())) {
            throw refused("it was issued by another server. Sign in here.");
        }
        Date expires = claims.getExpirationTime();
        if (expires == null || !now.isBefore(expires.toInstant())) {
            throw refused("it has expired. Refresh the session or sign in again.");
        }
        if (claims.getNotBeforeTime() != null
                && now.isBefore(claims.getNotBeforeTime().toInstant())) {
            throw refused("it is not valid yet.");
        }
        if (!claims.getAudience().contains(AccessToken.AUDIENCE)
                || !AccessToken.ROLE.equals(claims.getStringClaim("role"))) {
            throw refused("it is not for a signed-in person. Sign in again.");
        }
    }

    static String required(@Nullable Object claim) {
        if (claim instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("a claim is missing");
    }

    static RefusedException refused(String reason) {
        return Refusal.notAuthenticated("The access token is not accepted: " + reason)
                .asException();
    }
}
