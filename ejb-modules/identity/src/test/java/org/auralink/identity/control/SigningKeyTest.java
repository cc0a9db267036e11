package org.auralink.identity.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.nio.file.Files;
import java.nio.file.Path;
import org.auralink.shared.settings.SettingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyTest {
    @TempDir
    private Path directory;

    @Test
    void showsThePublicPartOnly() throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("k").generate();
        assertThat(SigningKey.of(key.toJSONString()).publicKeys().toString())
                .contains("kid=k", "alg=ES256", "use=sig")
                .doesNotContain(key.getD().toString());
    }

    @Test
    void whatIsNoPrivateP256KeyWithANameIsRefusedByTheSettingsName() throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID("k").generate();
        for (String wrong : new String[] {
            "",
            "{}",
            "not json",
            key.toPublicJWK().toJSONString(),
            new ECKeyGenerator(Curve.P_384).keyID("k").generate().toJSONString(),
            new ECKeyGenerator(Curve.P_256).generate().toJSONString()
        }) {
            Path file = Files.writeString(directory.resolve("key.json"), wrong);
            assertThatThrownBy(() -> SigningKey.read(file))
                    .isInstanceOf(SettingException.class)
                    .hasMessageContaining("auralink.auth.signing.key.file")
                    .hasNoCause();
        }
    }
}
