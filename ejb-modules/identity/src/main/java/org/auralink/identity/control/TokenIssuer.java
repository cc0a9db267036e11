package org.auralink.identity.control;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.auralink.identity.entity.Session;
import org.auralink.identity.entity.User;

/** Makes access tokens with Supabase's claims. */
public final class TokenIssuer {
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
        return keys.sign(new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(user.id().value().toString())
                .audience(AccessToken.AUDIENCE)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(expires(now)))
                .claim("email", user.email())
                .claim("phone", user.phone())
                .claim("app_metadata", appMetadata(user))
                .claim("user_metadata", user.metadata())
                .claim("role", AccessToken.ROLE)
                .claim("aal", session.aal())
                .claim("amr", session.amr())
                .claim("session_id", session.id().toString())
                .claim("is_anonymous", user.isAnonymous())
                .build());
    }

    public Instant expires(Instant now) {
        return now.plus(lifetime);
    }

    /** What the server says about the person. Only the server can write it, so only it may decide anything. */
    public static Map<String, Object> appMetadata(User user) {
        Map<String, Object> metadata = new LinkedHashMap<>(user.appMetadata());
        metadata.put("aura_id", user.auraId());
        metadata.put("organization_id", user.organization().value().toString());
        return metadata;
    }
}
