package org.auralink.identity.control;

import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.auralink.shared.RefusedException;

/**
 * Keys of programs, as Supabase has them: opaque ones that the operator configured, and JWTs of ours that name a role but
 * no person, which need neither {@code aud} nor {@code exp}.
 */
public final class ApiKeys {
    /** What a program may do with a key. */
    public enum Role {
        /** What anybody may: sign up, sign in. */
        ANON,
        /** Everything with every account. */
        SERVICE
    }

    private final List<byte[]> publishable;
    private final List<byte[]> secret;
    private final TokenVerifier verifier;
    private final Clock clock;

    public ApiKeys(KeySettings settings, TokenVerifier verifier, Clock clock) {
        this.publishable = settings.publishable().stream().map(ApiKeys::hash).toList();
        this.secret = settings.secret().stream().map(ApiKeys::hash).toList();
        this.verifier = verifier;
        this.clock = clock;
    }

    /** The role of an opaque key; empty when it is none of ours. Takes as long for every text of one length. */
    public Optional<Role> ofOpaque(String key) {
        byte[] hash = hash(key);
        boolean isPublishable = isAmong(publishable, hash);
        boolean isSecret = isAmong(secret, hash);
        if (isSecret) {
            return Optional.of(Role.SERVICE);
        }
        return isPublishable ? Optional.of(Role.ANON) : Optional.empty();
    }

    /**
     * @param token a JWT that a key of ours signed
     * @return its claims; their role is not looked at
     * @throws org.auralink.shared.RefusedException not authenticated, with a sentence that says why
     */
    public JWTClaimsSet claims(String token) {
        try {
            JWTClaimsSet claims = verifier.signed(token).getJWTClaimsSet();
            Instant now = clock.instant();
            if (claims.getExpirationTime() != null
                    && !now.isBefore(claims.getExpirationTime().toInstant())) {
                throw TokenVerifier.refused("it has expired. Use another key.");
            }
            if (claims.getNotBeforeTime() != null
                    && now.isBefore(claims.getNotBeforeTime().toInstant())) {
                throw TokenVerifier.refused("it is not valid yet.");
            }
            return claims;
        } catch (ParseException | IllegalArgumentException e) {
            throw TokenVerifier.refused("its claims are malformed.");
        }
    }

    /** The role of an opaque key or of a JWT without a person; empty for everything else. */
    public Optional<Role> of(String key) {
        Optional<Role> opaque = ofOpaque(key);
        if (opaque.isPresent() || !key.contains(".")) {
            return opaque;
        }
        try {
            return role(claims(key));
        } catch (RefusedException notOurs) {
            return Optional.empty();
        }
    }

    /** Of JWT keys; empty for a person's token. */
    public static Optional<Role> role(JWTClaimsSet claims) {
        Object role = claims.getClaim("role");
        if ("service_role".equals(role) || "supabase_admin".equals(role)) {
            return Optional.of(Role.SERVICE);
        }
        return "anon".equals(role) ? Optional.of(Role.ANON) : Optional.empty();
    }

    /** Looks at all of them, whichever it is. */
    private static boolean isAmong(List<byte[]> hashes, byte[] hash) {
        boolean found = false;
        for (byte[] each : hashes) {
            found |= MessageDigest.isEqual(each, hash);
        }
        return found;
    }

    /** Of one length, so that comparing tells nothing of the length either. */
    private static byte[] hash(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
