package org.auralink.identity.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.auralink.shared.settings.SettingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeysTest {
    private static final Set<KeyOperation> SIGN = Set.of(KeyOperation.SIGN, KeyOperation.VERIFY);
    private static final Set<KeyOperation> VERIFY = Set.of(KeyOperation.VERIFY);
    private static final String SECRET = "a legacy secret of more than thirty-two bytes";

    @TempDir
    private Path directory;

    /** RFC 8037, A.1. */
    static final String ED25519 = """
        {"kty":"OKP","crv":"Ed25519","kid":"ed","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
         "x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}\
        """;

    static String list(JWK... keys) {
        return Stream.of(keys).map(JWK::toJSONString).collect(Collectors.joining(",", "[", "]"));
    }

    static ECKey ec(String name, Set<KeyOperation> operations) throws Exception {
        return new ECKeyGenerator(Curve.P_256)
                .keyID(name)
                .keyOperations(operations)
                .generate();
    }

    private static SigningKeys of(String json) {
        return SigningKeys.of(json, Optional.empty());
    }

    @Test
    void showsThePublicPartsOnly() throws Exception {
        ECKey old = ec("old", VERIFY);
        RSAKey rsa = new RSAKeyGenerator(2048).keyID("rsa").keyOperations(SIGN).generate();
        OctetSequenceKey secret = new OctetSequenceKeyGenerator(256)
                .keyID("shared")
                .keyOperations(VERIFY)
                .generate();
        Map<String, Object> shown =
                SigningKeys.of(list(old, rsa, secret), Optional.of(SECRET)).publicKeys();
        assertThat(shown.toString())
                .contains("kid=old", "alg=ES256", "use=sig", "kid=rsa", "alg=RS256")
                .doesNotContain(old.getD().toString(), rsa.getPrivateExponent().toString(), "oct", "shared", SECRET);
        // Supabase's clients hand such a key to the Web Crypto API, which wants nothing but verify of a public key.
        assertThat(JWKSet.parse(shown).getKeys())
                .allSatisfy(key -> assertThat(key.getKeyOperations()).containsExactly(KeyOperation.VERIFY));
    }

    @Test
    void whereThereAreSecretsOnlyNothingIsShown() throws Exception {
        OctetSequenceKey secret = new OctetSequenceKeyGenerator(256).keyID("s").generate();
        assertThat(of(secret.toJSONString()).publicKeys()).isEqualTo(Map.of("keys", List.of()));
    }

    @Test
    void aSetAndAListAreTakenAndExactlyOneOfTheirKeysSigns() throws Exception {
        ECKey old = ec("old", VERIFY);
        ECKey signing = ec("new", SIGN);
        for (String json : new String[] {list(old, signing), "{\"keys\":" + list(old, signing) + "}"}) {
            assertThat(of(json).algorithms()).containsExactly("ES256");
            assertThat(of(json).publicKeys().toString()).contains("kid=old", "kid=new");
        }
        refused(list(old, ec("other", VERIFY)), "no private key that signs");
        refused(list(signing, ec("other", SIGN)), "more than one key with \"sign\"");
        refused(list(old, signing.toPublicJWK()), "no private key that signs");
        refused(list(signing, ec("new", VERIFY)), "the same kid");
        refused("[]", "one to 10 keys");
        refused(list(Stream.generate(() -> signing).limit(11).toArray(JWK[]::new)), "one to 10 keys");
    }

    @Test
    void keysOfOtherKindsAreRefused() throws Exception {
        refused(new ECKeyGenerator(Curve.P_384).keyID("k").generate().toJSONString(), "is not taken");
        refused(new RSAKeyGenerator(1024, true).keyID("k").generate().toJSONString(), "is not taken");
        refused("{\"kty\":\"oct\",\"k\":\"c2hvcnQ\"}", "is not taken");
        refused(ED25519.replace("Ed25519", "X25519"), "is not taken");
        refused(ED25519.replace("\"kid\"", "\"alg\":\"ES256\",\"kid\""), "is not taken");
        refused("{\"kty\":\"unheard of\",\"kid\":\"k\"}", "must hold one private key");
    }

    @Test
    void whatIsNoPrivateKeyWithANameIsRefusedByTheSettingsName() throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("k").generate();
        for (String wrong : new String[] {
            "",
            "{}",
            "null",
            "[",
            "[7]",
            "{\"keys\":7}",
            "not json",
            key.toPublicJWK().toJSONString(),
            new ECKeyGenerator(Curve.P_256).generate().toJSONString(),
            " ".repeat(70_000)
        }) {
            Path file = Files.writeString(directory.resolve("key.json"), wrong);
            assertThatThrownBy(() -> SigningKeys.read(file, Optional.empty()))
                    .as(wrong)
                    .isInstanceOf(SettingException.class)
                    .hasMessageContaining("auralink.auth.signing.key.file")
                    .hasNoCause();
        }
    }

    @Test
    void aShortLegacySecretIsRefusedByItsName() {
        assertThatThrownBy(() -> SigningKeys.of(ED25519, Optional.of("short")))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("auralink.auth.jwt.secret")
                .hasMessageNotContaining("short");
    }

    private static void refused(String json, String reason) throws Exception {
        assertThatThrownBy(() -> of(json))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("auralink.auth.signing.key.file")
                .hasMessageContaining(reason)
                .hasNoCause();
        if (json.startsWith("{")) {
            // No part of a private key.
            Object secret = JSONObjectUtils.parse(json).get("d");
            if (secret != null) {
                assertThatThrownBy(() -> of(json)).hasMessageNotContaining(secret.toString());
            }
        }
    }
}
