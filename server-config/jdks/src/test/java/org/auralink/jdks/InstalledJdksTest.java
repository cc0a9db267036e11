package org.auralink.jdks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstalledJdksTest {
    @TempDir
    Path temporary;

    private Path collection;
    private Jdk own;

    @BeforeEach
    void anOldOneRunsThis() throws IOException {
        collection = Files.createDirectory(temporary.resolve("jvm"));
        own = new Jdk(temporary.resolve("own"), 17);
    }

    /** A directory as a JDK's, whose program ends as told. */
    private Path install(Path home, String version, int exitCode) throws IOException {
        Path program = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(program, "#!/bin/sh\nexit " + exitCode + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private Jdk newest(Map<String, String> environment) {
        return new InstalledJdks(environment, List.of(temporary.resolve("nowhere"), collection), own).newest();
    }

    @ParameterizedTest
    @CsvSource({
        "11.0.2 17.0.15, 17",
        "17.0.15 21.0.4, 21",
        "21.0.4 25.0.3 26, 25",
        "21 24 26.0.1, 24",
        "27 26 17.0.15, 26",
        "1.8.0_292 25-ea, 25",
    })
    void theReleaseWithLongSupportIsChosenThenTheNearestToIt(String installed, int chosen) throws Exception {
        for (String version : installed.split(" ")) {
            install(collection.resolve("jdk-" + version), version, 0);
        }
        assertThat(newest(Map.of()).release()).isEqualTo(chosen);
    }

    @Test
    void javaHomeDecidesWhenPayara7RunsOnIt() throws Exception {
        install(collection.resolve("jdk-25"), "25.0.3", 0);
        Path named = install(temporary.resolve("mine"), "21.0.4", 0);

        assertThat(newest(Map.of("JAVA_HOME", named.toString())).home()).isEqualTo(named);

        Path old = install(temporary.resolve("old"), "17.0.15", 0);
        assertThat(newest(Map.of("JAVA_HOME", old.toString())).release()).isEqualTo(25);
    }

    @Test
    void theOneOnThePathIsFoundThroughLinks() throws Exception {
        Path home = install(temporary.resolve("far away/jdk"), "25.0.3", 0);
        Path bin = Files.createDirectory(temporary.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("java"), home.resolve("bin/java"));

        Jdk found = newest(Map.of("PATH", temporary.resolve("empty") + "::" + bin));

        assertThat(found.home()).isEqualTo(home.toRealPath());
    }

    @Test
    void whatDoesNotStartIsPassedOver() throws Exception {
        install(collection.resolve("jdk-25-of-another-processor"), "25.0.3", 126);
        install(collection.resolve("jdk-21"), "21.0.4", 0);
        Files.createFile(collection.resolve("a file"));
        Files.createDirectory(collection.resolve("docs"));
        Files.writeString(install(collection.resolve("jdk-garbled"), "25", 0).resolve("release"), "\\u12");

        assertThat(newest(new HashMap<>(Map.of("JAVA_HOME", "\0", "PATH", "\0")))
                        .release())
                .isEqualTo(21);
    }

    @Test
    void whatANameDoesNotLeadToIsRefused() throws Exception {
        assertThat(InstalledJdks.named(temporary)).isEmpty();
        assertThat(InstalledJdks.named(install(temporary.resolve("11"), "11.0.2", 0)))
                .isEmpty();
        assertThat(InstalledJdks.named(install(temporary.resolve("broken"), "25", 1)))
                .isEmpty();
        assertThat(InstalledJdks.named(install(temporary.resolve("good"), "17.0.15", 0)))
                .isPresent();
        assertThat(InstalledJdks.named(Jdk.own().home())).contains(Jdk.own());
    }

    @ParameterizedTest
    @CsvSource({"17, SIX", "20, SIX", "21, SEVEN", "25, SEVEN"})
    void thePayaraThatRunsOnAJdkIsTheNewestThatDoes(int release, PayaraMicro payara) {
        assertThat(PayaraMicro.of(new Jdk(temporary, release))).isEqualTo(payara);
    }

    @Test
    void thisJdkTakesTheOptionsThatAreMeantForIt() throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of(Jdk.own().program()));
        command.addAll(PayaraMicro.options(Jdk.own()));
        command.add("-version");

        Process asked = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(asked.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(asked.waitFor()).as(said).isZero();
        assertThat(said).doesNotContain("warning");
    }
}
