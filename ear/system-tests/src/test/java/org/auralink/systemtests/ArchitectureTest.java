package org.auralink.systemtests;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaEnumConstant;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules of docs/ARCHITECTURE.md that a program can check, over the classes and sources of every module. */
class ArchitectureTest {
    /** Above this a file does more than one thing. */
    private static final int MAX_LINES = 400;

    private static final int MAX_MEDIAN_LINES = 100;

    /** Values: an address is data, and looking one up is not among what they are used for. */
    private static final Class<?>[] ADDRESSES = {
        InetAddress.class, Inet4Address.class, Inet6Address.class, InetSocketAddress.class, UnknownHostException.class
    };

    private static final DescribedPredicate<JavaAccess<?>> READS_A_CLOCK = describe("reads a clock", access -> {
        String owner = access.getTargetOwner().getName();
        String name = access.getTarget().getName();
        return owner.equals("java.lang.System")
                        && List.of("nanoTime", "currentTimeMillis").contains(name)
                || owner.startsWith("java.time.") && (name.equals("now") || name.startsWith("system"))
                || owner.equals("java.util.Date") && name.equals("<init>");
    });

    private static JavaClasses all;
    private static JavaClasses mediaCore;

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
        mediaCore = new ClassFileImporter()
                .importPath(LauncherProcess.root().resolve("resources/media-core/target/classes"));
        assertThat(mediaCore).as("classes of the media core").hasSizeGreaterThan(50);
    }

    private static void check(ArchRule rule) {
        rule.check(all);
    }

    @Test
    void theMediaCoreHasNoSocketsAndNoProtocolLibraries() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.netty..",
                        "com.google.protobuf..",
                        "livekit..",
                        "jakarta..",
                        "java.nio.channels..",
                        "java.net.http..",
                        "javax.net..")
                .orShould()
                .dependOnClassesThat(resideInAPackage("java.net").and(not(belongToAnyOf(ADDRESSES))))
                .check(mediaCore);
    }

    /** Who survives a failure, and waits until the application serves: {@code org.auralink.shared.duties.Duties} does. */
    @Test
    void whatIsDoneAgainAndAgainIsADuty() {
        check(noMethods()
                .should()
                .beAnnotatedWith("jakarta.ejb.Schedule")
                .orShould()
                .beAnnotatedWith("jakarta.ejb.Schedules")
                .orShould()
                .beAnnotatedWith("jakarta.ejb.Timeout"));
        check(noClasses()
                .that()
                .resideInAnyPackage("..boundary..", "..control..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("jakarta.ejb.TimerService")
                .orShould()
                .accessTargetWhere(describe(
                        "plans what is done again and again",
                        access -> List.of("scheduleAtFixedRate", "scheduleWithFixedDelay")
                                .contains(access.getTarget().getName()))));
    }

    @Test
    void theMediaCoreHasNoThreadsButTheHandshakesOne() {
        // A handshake blocks a thread of a pool that it is given: docs/adr/0005-dtls-and-srtp.md.
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("org.auralink.media.dtls.RecordExchange")
                .should()
                .dependOnClassesThat(belongToAnyOf(Thread.class, ThreadLocal.class, Timer.class)
                        .or(resideInAPackage("java.util.concurrent"))
                        .or(resideInAPackage("java.util.concurrent.locks")))
                .check(mediaCore);
        noClasses()
                .should()
                .dependOnClassesThat(assignableTo(Executor.class).or(assignableTo(CompletionStage.class)))
                .orShould()
                .accessTargetWhere(describe(
                        "does more with a thread than to interrupt the own one",
                        access -> access.getTargetOwner().isEquivalentTo(Thread.class)
                                && !List.of("currentThread", "interrupt")
                                        .contains(access.getTarget().getName())))
                .check(mediaCore);
    }

    @Test
    void theMediaCoreDoesNotReadAClock() {
        noClasses().should().accessTargetWhere(READS_A_CLOCK).check(mediaCore);
    }

    @Test
    void whatTheEmulatedNetworkDoesFollowsFromItsSeedAlone() {
        check(noClasses()
                .that()
                .resideInAPackage("org.auralink.media.netem..")
                .should()
                .accessTargetWhere(READS_A_CLOCK)
                .orShould()
                .dependOnClassesThat(belongToAnyOf(Thread.class).or(resideInAPackage("java.net"))));
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
        check(noClasses()
                .that()
                .resideOutsideOfPackage("..boundary..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("jakarta.transaction.UserTransaction"));
        check(classes()
                .that(areEnterpriseBeans())
                .and()
                .resideOutsideOfPackage("..boundary..")
                .should(beginNoTransaction()));
    }

    private static DescribedPredicate<JavaClass> areEnterpriseBeans() {
        return describe(
                "are enterprise beans",
                type -> Stream.of("Stateless", "Stateful", "Singleton", "MessageDriven")
                        .anyMatch(kind -> type.isAnnotatedWith("jakarta.ejb." + kind)));
    }

    /** Every method of an enterprise bean that somebody can call does, unless its class says otherwise. */
    private static ArchCondition<JavaClass> beginNoTransaction() {
        DescribedPredicate<JavaClass> harmless = describe(
                "begin no transaction",
                type -> type.tryGetAnnotationOfType("jakarta.ejb.TransactionAttribute")
                                .map(attribute -> ((JavaEnumConstant)
                                                attribute.get("value").orElseThrow())
                                        .name())
                                .filter("NOT_SUPPORTED"::equals)
                                .isPresent()
                        || type.getMethods().stream()
                                .noneMatch(method -> method.getModifiers().contains(JavaModifier.PUBLIC)));
        return ArchCondition.from(harmless);
    }

    @Test
    void entitiesAndControlDoNotKnowTheBoundary() {
        check(noClasses()
                .that()
                .resideInAPackage("..entity..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..boundary..", "..control.."));
        check(noClasses()
                .that()
                .resideInAPackage("..control..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..boundary.."));
    }

    @Test
    void aCapabilityIsEnteredThroughItsBoundary() throws IOException {
        List<String> capabilities = capabilities();
        assertThat(capabilities).contains("identity", "tenancy", "media", "calls");
        for (String capability : capabilities) {
            String own = "org.auralink." + capability;
            check(noClasses()
                    .that()
                    .resideOutsideOfPackages(own + ".boundary..", own + ".control..", own + ".entity..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(own + ".control..", own + ".entity.."));
        }
    }

    /** Every module with a door. */
    private static List<String> capabilities() throws IOException {
        try (Stream<Path> modules = Files.list(LauncherProcess.root().resolve("ejb-modules"))) {
            return modules.map(module -> module.getFileName().toString())
                    .filter(name -> Files.isDirectory(LauncherProcess.root()
                            .resolve("ejb-modules/" + name + "/src/main/java/org/auralink/" + name + "/boundary")))
                    .toList();
        }
    }

    @Test
    void noCapabilityReadsTheTablesOfAnother() throws IOException {
        Map<String, String> owners = new HashMap<>();
        for (JavaClass entity : all) {
            entity.tryGetAnnotationOfType("jakarta.persistence.Table")
                    .ifPresent(table -> owners.put(
                            table.get("schema").orElseThrow() + "."
                                    + table.get("name").orElseThrow(),
                            entity.getPackageName().split("\\.")[2]));
        }
        assertThat(owners).containsEntry("public.media_event_cursors", "media").containsEntry("public.calls", "calls");
        List<String> trespasses = new ArrayList<>();
        for (Path source : sources()) {
            String text = Files.readString(source);
            owners.forEach((table, owner) -> {
                // Of people the others may know whether they are there and what they are called. The test kit makes a
                // world.
                boolean elsewhere = !source.toString().contains("/org/auralink/" + owner + "/")
                        && !source.toString().contains("/org/auralink/testkit/");
                if (elsewhere && !table.equals("public.users") && text.contains(table)) {
                    trespasses.add(LauncherProcess.root().relativize(source) + " reads " + table);
                }
            });
        }
        assertThat(trespasses).isEmpty();
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
                .resideOutsideOfPackages("org.auralink.local..", "org.auralink.media.load..", "org.auralink.testkit..")
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
