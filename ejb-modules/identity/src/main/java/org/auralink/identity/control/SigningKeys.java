package org.auralink.identity.control;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.auralink.shared.settings.SettingException;
import org.jspecify.annotations.Nullable;

/**
 * The keys of access tokens: one signs, and with the others tokens are still verified while keys are exchanged. A token's
 * key is looked for among those of its algorithm only, and then by the {@code kid} as a name and nothing else: no path, no
 * address, and what a token says of keys itself ({@code jwk}, {@code jku}, {@code x5u}, {@code x5c}) is not read.
 */
public final class SigningKeys {
    /** More than a rotation needs, which is two; each is shown to everybody who asks for the public keys. */
    private static final int MOST_KEYS = 10;

    /** Ten RSA keys of 4096 bits have about 40 KB. */
    private static final int MOST_BYTES = 65_536;

    private final List<TokenKey> keys;
    private final TokenKey signing;

    private SigningKeys(List<TokenKey> keys, TokenKey signing) {
        this.keys = List.copyOf(keys);
        this.signing = signing;
    }

    /**
     * @param file one private JWK (RFC 7517), or several as a JWK set or a list, of which exactly one has {@code sign}
     *     among its {@code key_ops}
     * @param legacySecret verifies tokens of HS256 that name no key, as Supabase's of before 2025
     * @throws SettingException naming the setting and what is wrong, never with a part of a key
     */
    public static SigningKeys read(Path file, Optional<String> legacySecret) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw wrong("has more than " + MOST_BYTES + " bytes");
            }
            return of(Files.readString(file), legacySecret);
        } catch (IOException e) {
            throw wrong("cannot be read");
        }
    }

    /** @param json as of {@link #read} */
    static SigningKeys of(String json, Optional<String> legacySecret) {
        List<JWK> jwks = parse(json);
        List<TokenKey> keys = new ArrayList<>();
        TokenKey signing = null;
        for (JWK jwk : jwks) {
            TokenKey key = key(jwk);
            keys.add(key);
            if (isToSign(jwk, jwks.size() == 1)) {
                if (signing != null) {
                    throw wrong("has more than one key with \"sign\" among its key_ops: leave it to the newest");
                }
                signing = key;
            }
        }
        if (signing == null || !signing.signs()) {
            throw wrong("has no private key that signs: one must have \"sign\" among its key_ops");
        }
        legacySecret.ifPresent(secret -> keys.add(ofSecret(secret)));
        refuseSameNames(keys);
        return new SigningKeys(keys, signing);
    }

    private static List<JWK> parse(String json) {
        try {
            String text = json.strip();
            Map<String, Object> object = JSONObjectUtils.parse(text.startsWith("[") ? "{\"keys\":" + text + "}" : text);
            if (object == null) {
                throw wrong("must hold one to " + MOST_KEYS + " keys");
            }
            Map<String, Object>[] members = object.containsKey("keys")
                    ? JSONObjectUtils.getJSONObjectArray(object, "keys")
                    : JSONObjectUtils.getJSONObjectArray(Map.of("keys", List.of(object)), "keys");
            if (members == null || members.length == 0 || members.length > MOST_KEYS) {
                throw wrong("must hold one to " + MOST_KEYS + " keys");
            }
            List<JWK> jwks = new ArrayList<>();
            for (Map<String, Object> each : members) {
                jwks.add(JWK.parse(each));
            }
            return jwks;
        } catch (ParseException | IllegalArgumentException | IllegalStateException e) {
            // Not the cause: its message may quote the key.
            throw wrong("must hold one private key as JWK, or several as a JWK set");
        }
    }

    private static TokenKey key(JWK jwk) {
        if (jwk.getKeyID() == null && !(jwk instanceof OctetSequenceKey)) {
            throw wrong("has a key without a kid");
        }
        try {
            return TokenKey.of(jwk);
        } catch (JOSEException | IllegalArgumentException e) {
            throw wrong(
                    "has a key that is not taken: take EC of the curve P-256 (ES256), RSA of 2048 bits or more (RS256),"
                            + " OKP of the curve Ed25519 (EdDSA) or oct of " + TokenKey.LEAST_SECRET_BYTES
                            + " bytes or more (HS256), and no other alg");
        }
    }

    private static boolean isToSign(JWK jwk, boolean isAlone) {
        Set<KeyOperation> operations = jwk.getKeyOperations();
        return operations == null || operations.isEmpty() ? isAlone : operations.contains(KeyOperation.SIGN);
    }

    private static TokenKey ofSecret(String secret) {
        try {
            return TokenKey.of(new OctetSequenceKey.Builder(secret.getBytes(StandardCharsets.UTF_8)).build());
        } catch (JOSEException | IllegalArgumentException e) {
            throw new SettingException("The setting " + KeySettings.JWT_SECRET.name() + " must be "
                    + KeySettings.JWT_SECRET.allowed() + ".");
        }
    }

    private static void refuseSameNames(List<TokenKey> keys) {
        Set<String> seen = new HashSet<>();
        for (TokenKey key : keys) {
            if (!seen.add(key.id() == null ? "" : key.id())) {
                throw wrong("has two keys with the same kid, or two secrets without one");
            }
        }
    }

    private static SettingException wrong(String what) {
        return new SettingException(
                "The file of the setting " + IdentitySettings.SIGNING_KEY.name() + " " + what + ".");
    }

    /** @return a compact JWS by the key that signs */
    public String sign(JWTClaimsSet claims) {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(signing.algorithm())
                        .type(JOSEObjectType.JWT)
                        .keyID(signing.id())
                        .build(),
                claims);
        signing.sign(token);
        return token.serialize();
    }

    /** Whether any key of ours is for the algorithm. */
    boolean take(JWSAlgorithm algorithm) {
        return keys.stream().anyMatch(key -> key.algorithm().equals(algorithm));
    }

    /** @return the key of that algorithm and that name; without a name, the secret that has none */
    Optional<TokenKey> find(JWSAlgorithm algorithm, @Nullable String keyId) {
        return keys.stream()
                .filter(key -> key.algorithm().equals(algorithm))
                .filter(key -> Objects.equals(key.id(), keyId))
                .findFirst();
    }

    /** The public keys, as {@code /.well-known/jwks.json} shows them (RFC 7517, 5): never a secret. */
    public Map<String, Object> publicKeys() {
        return Map.of(
                "keys",
                keys.stream().filter(TokenKey::isPublic).map(TokenKey::shown).toList());
    }

    /** Those among {@link #algorithms} by which others can verify what is signed here; none when a secret signs. */
    public List<String> publicAlgorithms() {
        return signing.isPublic()
                ? algorithms().stream()
                        .filter(name -> !JWSAlgorithm.HS256.getName().equals(name))
                        .toList()
                : List.of();
    }

    /** Names of the algorithms that tokens may have, as OpenID Connect Discovery lists them: the signing one first. */
    public List<String> algorithms() {
        List<String> names = new ArrayList<>(List.of(signing.algorithm().getName()));
        keys.stream()
                .map(key -> key.algorithm().getName())
                .filter(name -> !names.contains(name))
                .distinct()
                .forEach(names::add);
        return names;
    }
}
