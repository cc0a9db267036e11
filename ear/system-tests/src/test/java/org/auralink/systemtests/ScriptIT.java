package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./auralink} from the first build to the second run, by an ordinary user, in a small checkout of its own. */
class ScriptIT {
    private static final Duration SHORT = Duration.ofSeconds(20);

    /** What an argument that the launcher refuses says: the script has come past the build. */
    private static final String LAUNCHED = "There is no setting --colour";

    @TempDir
    Path temporary;

    private Checkout checkout;

    @BeforeEach
    void checkOut() throws IOException {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        checkout = new Checkout(Files.createDirectory(temporary.resolve("checkout")));
    }

    private Path state() {
        return checkout.root.resolve(".auralink");
    }

    @Test
    @InDrills
    void accountsAndTheEndOfACallOutliveCtrlCAndTheSecondRunBuildsNothing() throws Exception {
        Map<String, Integer> ports = LauncherProcess.freePorts();
        var first = checkout.start(state(), ports).awaitReady();
        assertThat(checkout.builds()).isEqualTo(1);
        List<Long> children = first.children();
        assertThat(children).hasSize(4).allMatch(ScriptIT::isOrdinaryUsers);
        var member = Map.of("email", "ada@example.org", "password", "correct horse 7");
        Api ada = Api.at(first);
        ada = ada.with(ada.post("/auth/v1/signup", member).expect(200).text("access_token"));
        Api.Answer call = ada.createCall("Engines");

        Instant stopped;
        try (var guest = new Person("Grace")) {
            guest.open(call.text("join_url"));
            guest.join();
            awaitStatus(ada, call, "active");
            aChangedSourceIsNotBuiltUnderTheRunningStack();

            long begin = System.nanoTime();
            assertThat(first.interrupt()).as("128 + SIGINT").isEqualTo(130);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
            stopped = Instant.now();
        }
        assertThat(first.shown())
                .containsSubsequence("Stopping media-node", "Stopping Payara", "Stopping Redis", "Stopping PostgreSQL")
                .doesNotContain("auralink:");
        assertThat(children).noneMatch(LauncherProcess::runs);

        long begin = System.nanoTime();
        var second = checkout.start(state(), ports).awaitReady();

        System.out.printf("The second run was ready after %.1f s.%n", (System.nanoTime() - begin) / 1e9);
        assertThat(checkout.builds()).isEqualTo(1);
        Api again = Api.at(second);
        again = again.with(again.post("/auth/v1/token?grant_type=password", member)
                .expect(200)
                .text("access_token"));
        Api.Answer history = again.get("/api/v1/calls/" + call.text("call_id")).expect(200);
        assertThat(history.text("status")).isEqualTo("ended");
        assertThat(Instant.parse(history.text("ended_at"))).isBeforeOrEqualTo(stopped);
        assertThat(history.json().getAsJsonArray("participants"))
                .singleElement()
                .satisfies(grace -> assertThat(Instant.parse(
                                grace.getAsJsonObject().get("left_at").getAsString()))
                        .isBeforeOrEqualTo(stopped));
        assertThat(second.interrupt()).isEqualTo(130);
    }

    private static void awaitStatus(Api api, Api.Answer call, String status) {
        Eventually.see(
                "the call to be " + status,
                SHORT,
                () -> api.get("/api/v1/calls/" + call.text("call_id"))
                        .expect(200)
                        .text("status"),
                status::equals);
    }

    private void aChangedSourceIsNotBuiltUnderTheRunningStack() throws IOException {
        checkout.changeSources("second");

        var refused = checkout.call(Map.of(), "run");

        assertThat(refused.said()).hasLineCount(1).contains("already runs", checkout.root.toString());
        assertThat(refused.code()).isEqualTo(1);
        assertThat(checkout.builds()).isEqualTo(1);
        checkout.changeSources("first");
    }

    @Test
    @InDrills
    void aStopDuringTheStartLeavesNothingAndBlamesNobody() throws Exception {
        Map<String, Integer> ports = LauncherProcess.freePorts();
        for (String begun : List.of("initdb", "migrations", "Payara")) {
            var launcher = checkout.start(state(), ports);
            Eventually.happens(
                    begun + " to begin",
                    LauncherProcess.START_LIMIT,
                    () -> Files.exists(state().resolve("logs/" + begun + ".log"))
                            && !launcher.children().isEmpty());
            List<Long> children = launcher.children();

            long begin = System.nanoTime();
            assertThat(launcher.interrupt()).as(launcher.shown()).isEqualTo(130);

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
            assertThat(launcher.shown()).doesNotContain("auralink:").doesNotContain("is ready");
            assertThat(children).isNotEmpty().noneMatch(LauncherProcess::runs);
            assertThat(state().resolve("parts")).isEmptyDirectory();
            assertThat(state().resolve("postgres/postmaster.pid")).doesNotExist();
        }
    }

    @Test
    void whatWasNotBuiltFromTheseSourcesIsBuiltAnew() throws Exception {
        for (int run = 1; run <= 2; run++) {
            assertThat(checkout.call(Map.of(), "run", "--colour").said()).contains(LAUNCHED);
            assertThat(checkout.builds()).isEqualTo(1);
        }
        // As another build into the same place does.
        Files.writeString(checkout.programs().resolve("stack/db.jar"), "x", StandardOpenOption.APPEND);
        assertThat(checkout.call(Map.of(), "run", "--colour").said()).contains(LAUNCHED);
        assertThat(checkout.builds()).isEqualTo(2);

        checkout.changeSources("second");
        assertThat(checkout.call(Map.of(), "run", "--colour").said()).contains(LAUNCHED);
        assertThat(checkout.builds()).isEqualTo(3);
    }

    @Test
    void aSignalDuringTheBuildEndsTheBuildToo() throws Exception {
        Files.createFile(checkout.hang());
        for (int run = 1; run <= 2; run++) {
            int expected = run;
            var script = checkout.start(state(), LauncherProcess.freePorts());
            Eventually.happens("the build to begin", SHORT, () -> checkout.builds() == expected);
            List<ProcessHandle> build = script.process.descendants().toList();
            assertThat(build).isNotEmpty();

            assertThat(run == 1 ? script.terminate() : script.interrupt()).isEqualTo(run == 1 ? 143 : 130);

            assertThat(build).noneMatch(process -> LauncherProcess.runs(process.pid()));
        }
    }

    @Test
    void aMissingToolIsNamedInOneLine() throws Exception {
        Path tools = toolsWithoutJavaAndNode();
        var without = Map.of("PATH", tools.toString());
        assertFails(checkout.call(without, "run"), "Node.js 20.19 or newer is missing:", "PATH");

        Path old = tools.resolve("node");
        Files.writeString(old, "#!/bin/sh\necho v20.18.3\n");
        Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertFails(checkout.call(without, "run"), "Node.js 20.19 or newer is missing (found v20.18.3)");

        Files.writeString(old, "#!/bin/sh\necho v20.19.0\n");
        assertFails(checkout.call(without, "run"), "npm is missing");

        // Debian's place for it, which the tests' own machine may have, is looked at last.
        Path script = checkout.root.resolve("auralink");
        Files.writeString(script, Files.readString(script).replace("/usr/lib/jvm/", "/nowhere/"));
        assertFails(
                checkout.call(Map.of("PATH", tools.toString(), "JAVA_HOME", ""), "run"),
                "JDK 17 is missing",
                "JAVA_HOME");
    }

    private static void assertFails(Checkout.Result result, String... words) {
        assertThat(result.said()).hasLineCount(1).startsWith("auralink: ").contains(words);
        assertThat(result.code()).isEqualTo(1);
    }

    /** A directory for the PATH, with everything else that this machine has. */
    private Path toolsWithoutJavaAndNode() throws IOException {
        Path tools = Files.createDirectory(temporary.resolve("tools"));
        var hidden = List.of("node", "nodejs", "npm", "npx", "java", "javac");
        try (Stream<Path> programs = Files.list(Path.of("/usr/bin"))) {
            for (Path program : (Iterable<Path>) programs::iterator) {
                String name = program.getFileName().toString();
                if (!hidden.contains(name)) {
                    // Not links: whoever deletes the directory afterwards would warn of each.
                    Files.writeString(tools.resolve(name), "#!/bin/sh\nexec " + program + " \"$@\"\n");
                    Files.setPosixFilePermissions(tools.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
                }
            }
        }
        return tools;
    }

    private static boolean isOrdinaryUsers(long pid) {
        try {
            return !Files.getAttribute(Path.of("/proc/" + pid), "unix:uid").equals(0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
