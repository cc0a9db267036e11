package org.auralink.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayaraPlaceTest {
    @TempDir
    Path temporary;

    private final Path built = Path.of("/opt/auralink/stack");

    @Test
    void aPlainPathIsUsedAsItIs() {
        try (var state = StateDirectory.open(temporary.resolve("state of things"))) {
            PayaraPlace place = PayaraPlace.of(state, new Artifacts(built), "");

            assertThat(place.root()).isEqualTo(state.path("payara"));
            assertThat(place.readable(built.resolve("auralink.war"))).isEqualTo(built.resolve("auralink.war"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"B\u00fcro", "100%", "a#b", "1+1", "\ud83d\ude00", "\u00fc\u0308", "a\\b", "who?", "it's"})
    void aPathThatPayaraCannotReadIsReplacedByAPrivateOneUntilTheEnd(String name) throws Exception {
        try (var state = StateDirectory.open(temporary.resolve(name))) {
            Path program = Files.writeString(state.path("program"), "x");
            PayaraPlace first = PayaraPlace.of(state, new Artifacts(built), "");
            Path made = first.root().getParent();

            assertThat(first.root().toString()).matches("[A-Za-z0-9/._-]+");
            assertThat(first.emptied()).allMatch(directory -> Path.of(directory).startsWith(made));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                    .isEqualTo("rwx------");
            assertThat(first.readable(program)).hasSameTextualContentAs(program).hasParent(made);
            // As after a crash: nothing was removed.
            PayaraPlace second = PayaraPlace.of(state, new Artifacts(built), "");
            assertThat(made).doesNotExist();
            PayaraPlace.remove(state, "");
            assertThat(second.root().getParent()).doesNotExist();
            PayaraPlace.remove(state, "");
        }
    }

    @Test
    void programsThatWereBuiltAtSuchAPathAreCopiedToo() {
        try (var state = StateDirectory.open(temporary.resolve("state"))) {
            PayaraPlace place = PayaraPlace.of(state, new Artifacts(temporary.resolve("B\u00fcro")), "");
            assertThat(place.root()).isNotEqualTo(state.path("payara"));
            PayaraPlace.remove(state, "");
        }
    }
}
