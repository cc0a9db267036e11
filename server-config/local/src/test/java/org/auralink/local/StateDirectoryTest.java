package org.auralink.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {
    @TempDir
    Path temporary;

    @Test
    void aSecondLauncherIsRefusedUntilTheFirstHasEnded() {
        try (var first = StateDirectory.open(temporary)) {
            assertThatThrownBy(() -> StateDirectory.open(temporary))
                    .isInstanceOf(LaunchException.class)
                    .hasMessageContaining("already runs")
                    .hasMessageContaining("--state-dir")
                    .hasMessageContaining(first.path("").toString());
        }
        StateDirectory.open(temporary).close();
    }

    @Test
    void secretsAreReadableByTheirOwnerOnlyAndStayTheSame() throws Exception {
        try (var state = StateDirectory.open(temporary)) {
            String password = new Secrets(state).get("redis.password");
            Path key = new Secrets(state).signingKey();

            assertThat(password).matches("[A-Za-z0-9_-]{32}");
            assertThat(new Secrets(state).get("redis.password")).isEqualTo(password);
            assertThat(new Secrets(state).get("db.password")).isNotEqualTo(password);
            assertThat(Files.readString(new Secrets(state).signingKey())).isEqualTo(Files.readString(key));
            for (Path file : new Path[] {key, state.path("secrets.properties")}) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void aDirectoryThatItMakesIsItsOwnersAlone() throws Exception {
        Path made = temporary.resolve("a/b");

        StateDirectory.open(made).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rwx------");
        StateDirectory.open(made).close();
    }

    @Test
    void anEmptyDirectoryIsTakenWithTheModeItHas() throws Exception {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));

        StateDirectory.open(temporary).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary)))
                .isEqualTo("rwxr-xr-x");
    }

    @Test
    void aDirectoryOfSomebodyElsesIsRefusedAndLeftAsItWas() throws Exception {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path program = Files.createDirectory(temporary.resolve("payara")).resolve("bin");
        Files.writeString(program, "");

        assertThatThrownBy(() -> StateDirectory.open(temporary))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining(temporary.toString())
                .hasMessageContaining("--state-dir (AURALINK_STATE_DIR)");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary)))
                .isEqualTo("rwxr-xr-x");
        assertThat(temporary.toFile().list()).containsExactly("payara");
        assertThat(program).exists();
    }

    @Test
    void theSigningKeyIsAPrivateJwkWithFixedLengthCoordinates() {
        // Coordinates with leading zero bytes turn up once in 256 keys.
        for (int i = 0; i < 600; i++) {
            assertThat(SigningKey.generate())
                    .containsPattern("\"kid\":\"[A-Za-z0-9_-]{43}\"")
                    .containsPattern("\"x\":\"[A-Za-z0-9_-]{43}\"")
                    .containsPattern("\"y\":\"[A-Za-z0-9_-]{43}\"")
                    .containsPattern("\"d\":\"[A-Za-z0-9_-]{43}\"");
        }
    }

    @Test
    void aDirectoryThatCannotBeMadeIsNamed() throws Exception {
        Path file = Files.createFile(temporary.resolve("file"));

        assertThatThrownBy(() -> StateDirectory.open(file.resolve("state")))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("--state-dir");
    }
}
