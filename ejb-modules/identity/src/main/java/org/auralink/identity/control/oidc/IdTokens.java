package org.auralink.identity.control.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges the ID tokens of one provider: OpenID Connect Core 1.0, 3.1.3.7. */
final class IdTokens {
    /** Keys that only the provider has. With HS256 our own secret would sign, and {@code none} signs nothing. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    /** What is kept of the claims about a person. */
    private static final List<String> KEPT =
            List.of("name", "given_name", "family_name", "nickname", "preferred_username", "picture", "locale");

    private final OidcProvider provider;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    IdTokens(OidcProvider provider, JWKSource<SecurityContext> keys, Clock clock) {
        this.provider = provider;
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        var claims =
                new DefaultJWTClaimsVerifier<SecurityContext>(
                        provider.clientId(),
                        new JWTClaimsSet.Builder()
                                .issuer(provider.issuer().toString())
                                .build(),
                        Set.of("sub", "exp", "iat", "aud")) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(clock.instant());
                    }
                };
        claims.setMaxClockSkew((int) OidcLimits.SKEW.toSeconds());
        processor.setJWTClaimsSetVerifier(claims);
    }

    /**
     * @param nonce that the token must have; null when it must have none
     * @param accessToken that came with it, null for none; the token may vouch for it
     * @return empty for a token that is not the provider's, not for us, too old, or for another sign-in
     * @throws ProviderException when the keys cannot be had
     */
    Optional<ExternalIdentity> judge(String idToken, @Nullable String nonce, @Nullable String accessToken) {
        if (idToken.length() > OidcLimits.TOKEN_CHARACTERS) {
            return Optional.empty();
        }
        try {
            SignedJWT token = SignedJWT.parse(idToken);
            JWTClaimsSet claims = processor.process(token, null);
            boolean good = isForUs(claims)
                    && same(nonce, claims.getStringClaim("nonce"))
                    && vouchesFor(accessToken, claims, token.getHeader())
                    && !claims.getSubject().isEmpty()
                    && claims.getSubject().length() <= OidcLimits.SUBJECT_CHARACTERS;
            return good ? Optional.of(identity(claims)) : Optional.empty();
        } catch (ParseException | BadJOSEException e) {
            return Optional.empty();
        } catch (JOSEException e) {
            throw new ProviderException("The provider's keys cannot be had.", e);
        }
    }

    /** A token for several is for whom it says. */
    private boolean isForUs(JWTClaimsSet claims) throws ParseException {
        String party = claims.getStringClaim("azp");
        return party == null ? claims.getAudience().size() == 1 : party.equals(provider.clientId());
    }

    private static boolean same(@Nullable String wanted, @Nullable String found) {
        return wanted == null ? found == null : found != null && MessageDigest.isEqual(bytes(wanted), bytes(found));
    }

    /** OpenID Connect Core, 3.1.3.8: the left half of the hash that belongs to the signature. */
    private static boolean vouchesFor(@Nullable String accessToken, JWTClaimsSet claims, JWSHeader header)
            throws ParseException {
        String hash = claims.getStringClaim("at_hash");
        if (accessToken == null || hash == null) {
            return true;
        }
        String algorithm = header.getAlgorithm().getName();
        try {
            byte[] whole =
                    MessageDigest.getInstance("SHA-" + algorithm.substring(2)).digest(bytes(accessToken));
            byte[] half = Arrays.copyOf(whole, whole.length / 2);
            return MessageDigest.isEqual(
                    bytes(Base64.getUrlEncoder().withoutPadding().encodeToString(half)), bytes(hash));
        } catch (NoSuchAlgorithmException e) {
            return false;
        }
    }

    private ExternalIdentity identity(JWTClaimsSet claims) throws ParseException {
        String email = Optional.ofNullable(claims.getStringClaim("email")).orElse("");
        // Some write it as a text; whatever else it is, it is not true.
        boolean verified = Set.of("true").contains(String.valueOf(claims.getClaim("email_verified")));
        Map<String, Object> data = new LinkedHashMap<>();
        for (String name : KEPT) {
            if (claims.getClaim(name) instanceof String text && text.length() <= OidcLimits.CLAIM_CHARACTERS) {
                data.put(name, text);
            }
        }
        if (data.get("picture") instanceof String picture) {
            data.put("avatar_url", picture);
        }
        if (data.get("name") instanceof String name) {
            data.put("full_name", name);
        }
        data.put("iss", claims.getIssuer());
        data.put("sub", claims.getSubject());
        data.put("provider_id", claims.getSubject());
        if (!email.isEmpty()) {
            data.put("email", email);
        }
        data.put("email_verified", verified);
        data.put("phone_verified", false);
        return new ExternalIdentity(provider.name(), claims.getSubject(), email, verified, data);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
