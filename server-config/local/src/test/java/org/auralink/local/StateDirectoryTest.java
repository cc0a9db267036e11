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

    private static Path with(String mode, Path directory) throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(mode));
        return directory;
    }

    private static void refused(Path root, String... words) {
        assertThatThrownBy(() -> StateDirectory.open(root))
                .isInstanceOf(LaunchException.class)
                .hasMessageContainingAll(words)
                .hasMessageContaining("--state-dir (AURALINK_STATE_DIR)");
    }

    @Test
    void aDirectoryThatOthersMayWriteToIsRefused() throws Exception {
        Path root = Files.createDirectory(temporary.resolve("state"));

        refused(with("rwxrwxrwx", root), "Others may write to " + root, "chmod go-w");
        refused(with("rwx----w-", root), "Others may write to " + root);
        assertThat(root).isEmptyDirectory();
        StateDirectory.open(with("rwxr-xr-x", root)).close();
        refused(with("rwxr-x-w-", root), "Others may write to " + root);
    }

    @Test
    void aDirectoryBelowOneThatOthersMayWriteToIsRefused() throws Exception {
        Path open = with("rwxrwxrwx", Files.createDirectory(temporary.resolve("open")));

        refused(open.resolve("state"), "Others may write to " + open);
        refused(open.resolve("a/b/state"), "Others may write to " + open);
        Path link = Files.createSymbolicLink(temporary.resolve("link"), open.resolve("state"));
        refused(link, "Others may write to " + open);
        refused(link.resolve("state"), "Others may write to " + open);
        assertThat(open).isEmptyDirectory();
    }

    @Test
    void aStickyDirectoryIsAsSafeAsTmpIs() throws Exception {
        Path sticky = Files.createDirectory(temporary.resolve("sticky"));
        Files.setAttribute(sticky, "unix:mode", 01777);

        StateDirectory.open(sticky.resolve("state")).close();
        refused(sticky, "Others may write to " + sticky);
    }

    @Test
    void aLinkIsFollowedAndOneThatLeadsToItselfIsNamed() throws Exception {
        Path real = Files.createDirectory(temporary.resolve("real"));
        StateDirectory.open(Files.createSymbolicLink(temporary.resolve("link"), real))
                .close();
        assertThat(real.resolve("auralink.lock")).exists();

        Path loop = Files.createSymbolicLink(temporary.resolve("loop"), temporary.resolve("loop"));
        assertThatThrownBy(() -> StateDirectory.open(loop))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining(loop.toString());
    }

    @Test
    void aDirectoryOfAnotherUserIsRefusedAndSoIsOneBelowIt() throws Exception {
        // Only root can give a directory away; everybody else finds one of root's.
        Path others = Path.of("/");
        if (Ownership.isRoot()) {
            others = Files.createDirectory(temporary.resolve("others"));
            Files.setAttribute(others, "unix:uid", 65534);
            refused(others.resolve("state"), "belongs to", "could exchange what is below it");
        }
        refused(others, "belongs to", "not to you");
    }

    @Test
    void secretsThatOthersCouldReadAreTheirOwnersAloneAgain() throws Exception {
        try (var state = StateDirectory.open(temporary)) {
            String password = new Secrets(state).get("redis.password");
            with("rw-r--r--", state.path("secrets.properties"));

            assertThat(new Secrets(state).get("redis.password")).isEqualTo(password);

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.path("secrets.properties"))))
                    .isEqualTo("rw-------");
            with("rw-rw-rw-", state.path("secrets.properties"));
            assertThatThrownBy(() -> new Secrets(state)).hasMessageContaining("secrets.properties");
        }
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
