package org.auralink.identity.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.auralink.shared.settings.SettingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptionKeysTest {
    private static final byte[] SECRET = "secret".getBytes(StandardCharsets.UTF_8);
    private static final String FIRST = key(1);
    private static final String SECOND = key(2);

    @TempDir
    private Path directory;

    @Test
    void whatIsSealedOpensAndDoesNotShow() throws Exception {
        EncryptionKeys keys = keys(FIRST);
        byte[] sealed = keys.seal(SECRET, "row 1");
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("secret");
        assertThat(keys.seal(SECRET, "row 1")).isNotEqualTo(sealed);
        assertThat(keys.open(sealed, "row 1")).isEqualTo(SECRET);
    }

    @Test
    void aSecretOfAnotherRowDoesNotOpen() throws Exception {
        EncryptionKeys keys = keys(FIRST);
        byte[] sealed = keys.seal(SECRET, "row 1");
        assertThatThrownBy(() -> keys.open(sealed, "row 2")).isInstanceOf(IllegalStateException.class);
        sealed[sealed.length - 1] ^= 1;
        assertThatThrownBy(() -> keys.open(sealed, "row 1")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aNewKeyInFrontSealsAndTheOldOneStillOpens() throws Exception {
        byte[] old = keys(FIRST).seal(SECRET, "row");
        EncryptionKeys both = keys(SECOND + "\n" + FIRST);
        assertThat(both.open(old, "row")).isEqualTo(SECRET);
        assertThat(keys(SECOND).open(both.seal(SECRET, "row"), "row")).isEqualTo(SECRET);
        assertThatThrownBy(() -> keys(SECOND).open(old, "row"))
                .hasMessageContaining("auralink.auth.encryption.key.file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c2hvcnQ=", "not base64", "\n\n"})
    void aFileOfAnythingElseStopsTheDeploymentAndIsNotQuoted(String content) {
        assertThatThrownBy(() -> keys(content))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("auralink.auth.encryption.key.file")
                .hasMessageNotContaining("c2hvcnQ");
    }

    private EncryptionKeys keys(String content) throws IOException {
        return EncryptionKeys.read(Files.writeString(directory.resolve("keys"), content));
    }

    private static String key(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return Base64.getEncoder().encodeToString(key);
    }
}
