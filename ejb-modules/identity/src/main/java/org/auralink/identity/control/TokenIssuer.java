package org.auralink.identity.control;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.auralink.identity.entity.Scope;
import org.auralink.identity.entity.Session;
import org.auralink.identity.entity.User;

/** Makes access tokens with Supabase's claims. */
public final class TokenIssuer {
    /** The claim of a client's tokens (RFC 9068, 2.2), which no others have. */
    static final String CLIENT_ID = "client_id";

    private final SigningKeys keys;
    private final String issuer;
    private final Duration lifetime;

    public TokenIssuer(SigningKeys keys, String issuer, Duration lifetime) {
        this.keys = keys;
        this.issuer = issuer;
        this.lifetime = lifetime;
    }

    /** @return a compact JWS that ends at {@link #expires} */
    public String issue(User user, Session session, Instant now) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(user.id().value().toString())
                .audience(AccessToken.AUDIENCE)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(expires(now)))
                .claim("role", AccessToken.ROLE)
                .claim("aal", session.aal())
                .claim("amr", session.amr())
                .claim("session_id", session.id().toString())
                .claim("is_anonymous", user.isAnonymous());
        session.client()
                .ifPresentOrElse(client -> ofClient(claims, user, session, client), () -> ofPerson(claims, user));
        return keys.sign(claims.build());
    }

    private static void ofPerson(JWTClaimsSet.Builder claims, User user) {
        claims.claim("email", user.email())
                .claim("phone", user.phone())
                .claim("app_metadata", appMetadata(user))
                .claim("user_metadata", user.metadata());
    }

    /** A client reads its token: what of the person stands there is what it may know. The members stay, as Supabase's do. */
    private static void ofClient(JWTClaimsSet.Builder claims, User user, Session session, UUID client) {
        Set<Scope> scopes = Scope.of(session.scope().orElse(""));
        claims.claim("email", scopes.contains(Scope.EMAIL) ? user.email() : "")
                .claim("phone", scopes.contains(Scope.PHONE) ? user.phone() : "")
                .claim(
                        "app_metadata",
                        Map.of("organization_id", user.organization().value().toString()))
                .claim("user_metadata", scopes.contains(Scope.PROFILE) ? user.metadata() : Map.of())
                .claim(CLIENT_ID, client.toString())
                .claim("scope", session.scope().orElse(""));
    }

    public Instant expires(Instant now) {
        return now.plus(lifetime);
    }

    /** What the server says about the person. Only the server can write it, so only it may decide anything. */
    public static Map<String, Object> appMetadata(User user) {
        Map<String, Object> metadata = new LinkedHashMap<>(user.appMetadata());
        metadata.put("aura_id", user.auraId());
        user.home()
                .ifPresent(home -> metadata.put("organization_id", home.value().toString()));
        return metadata;
    }
}
