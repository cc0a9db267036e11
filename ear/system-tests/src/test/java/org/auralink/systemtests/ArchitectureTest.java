package org.auralink.systemtests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules of docs/ARCHITECTURE.md that a program can check, over the classes and sources of every module. */
class ArchitectureTest {
    /** Above this a file does more than one thing. */
    private static final int MAX_LINES = 400;

    private static final int MAX_MEDIAN_LINES = 100;

    private static JavaClasses all;

    @BeforeAll
    static void importEveryModule() throws IOException {
        List<Path> outputs;
        try (Stream<Path> modules = Files.find(
                LauncherProcess.root(),
                4,
                (path, attributes) -> attributes.isDirectory() && path.endsWith(Path.of("target", "classes")))) {
            outputs = modules.toList();
        }
        assertThat(outputs).as("compiled modules").hasSizeGreaterThan(10);
        all = new ClassFileImporter().importPaths(outputs);
        assertThat(all).as("compiled classes").hasSizeGreaterThan(100);
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(all);
    }

    @Test
    void theMediaCoreIsPureLogic() {
        check(noClasses()
                .that()
                .resideInAnyPackage(
                        "org.auralink.media",
                        "org.auralink.media.ice..",
                        "org.auralink.media.dtls..",
                        "org.auralink.media.srtp..",
                        "org.auralink.media.rtp..",
                        "org.auralink.media.rtcp..",
                        "org.auralink.media.sdp..",
                        "org.auralink.media.transport..",
                        "org.auralink.media.room..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.netty..", "com.google.protobuf..", "livekit..", "jakarta..", "java.nio.channels.."));
    }

    @Test
    void theMediaCoreDoesNotReadAClock() {
        for (String method : List.of("nanoTime", "currentTimeMillis")) {
            check(noClasses()
                    .that()
                    .resideInAnyPackage(
                            "org.auralink.media.ice..",
                            "org.auralink.media.srtp..",
                            "org.auralink.media.rtp..",
                            "org.auralink.media.rtcp..",
                            "org.auralink.media.sdp..",
                            "org.auralink.media.transport..",
                            "org.auralink.media.room..")
                    .should()
                    .callMethod(System.class, method));
        }
    }

    @Test
    void onlyTheBoundaryHasTransactionsAndPersistenceContexts() {
        // Enterprise beans, not @Transactional ones: docs/adr/0001-two-assemblies.md.
        check(fields().that()
                .areAnnotatedWith("jakarta.persistence.PersistenceContext")
                .should()
                .beDeclaredInClassesThat()
                .resideInAPackage("..boundary..")
                .andShould()
                .beDeclaredInClassesThat()
                .areAnnotatedWith("jakarta.ejb.Stateless"));
        check(noClasses().should().beAnnotatedWith("jakarta.transaction.Transactional"));
        check(noMethods().should().beAnnotatedWith("jakarta.transaction.Transactional"));
    }

    @Test
    void entitiesAndControlDoNotKnowTheBoundary() {
        check(noClasses()
                .that()
                .resideInAPackage("..entity..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..boundary..", "..control.."));
    }

    @Test
    void aCapabilityIsEnteredThroughItsBoundary() {
        for (String capability : List.of("identity", "tenancy", "calls")) {
            check(noClasses()
                    .that()
                    .resideOutsideOfPackage("org.auralink." + capability + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.auralink." + capability + ".control..", "org.auralink." + capability + ".entity.."));
        }
    }

    @Test
    void noPackageOrClassIsNamedAfterNothing() {
        check(noClasses()
                .that()
                .resideInAPackage("org.auralink..")
                .should()
                .resideInAnyPackage("..dto..", "..mapper..", "..util..", "..helper..", "..impl..", "..manager.."));
        check(noClasses()
                .that()
                .resideInAPackage("org.auralink..")
                .should()
                .haveSimpleNameEndingWith("Dto")
                .orShould()
                .haveSimpleNameEndingWith("Mapper")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Manager"));
    }

    @Test
    void onlyProgramsThatTalkToATerminalPrint() {
        check(noClasses()
                .that()
                .resideInAPackage("org.auralink..")
                .and()
                .resideOutsideOfPackages("org.auralink.local..", "org.auralink.media.load..")
                .and()
                .haveSimpleNameNotEndingWith("Main")
                .and()
                .haveSimpleNameNotEndingWith("Migrator")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err"));
    }

    @Test
    void everyPackageSaysWhatItDecidesAndIsNullMarked() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Path source : sources()) {
            Path info = source.resolveSibling("package-info.java");
            if (!Files.exists(info) || !Files.readString(info).contains("@NullMarked")) {
                missing.add(
                        LauncherProcess.root().relativize(source.getParent()).toString());
            }
        }
        assertThat(missing.stream().distinct())
                .as("packages without a package-info that is @NullMarked")
                .isEmpty();
    }

    @Test
    void filesStayShort() throws IOException {
        List<Integer> lengths = new ArrayList<>();
        List<String> tooLong = new ArrayList<>();
        for (Path source : sources()) {
            int lines = (int) Files.readString(source).lines().count();
            lengths.add(lines);
            if (lines > MAX_LINES) {
                tooLong.add(LauncherProcess.root().relativize(source) + ": " + lines);
            }
        }
        assertThat(tooLong).as("files of more than " + MAX_LINES + " lines").isEmpty();
        lengths.sort(null);
        assertThat(lengths.get(lengths.size() / 2))
                .as("median length of a file")
                .isLessThanOrEqualTo(MAX_MEDIAN_LINES);
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(LauncherProcess.root())) {
            return files.filter(path -> path.toString().endsWith(".java")
                            && path.toString().contains("/src/main/java/")
                            && !path.toString().contains("/target/")
                            && !path.toString().contains("/node_modules/"))
                    .toList();
        }
    }
}
