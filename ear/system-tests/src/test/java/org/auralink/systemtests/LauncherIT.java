package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a person or a service manager meets it. */
class LauncherIT {
    private static final Duration SHORT = Duration.ofSeconds(20);

    @TempDir
    Path temporary;

    /** A state directory with blanks, other letters and what means something in addresses, as people have them. */
    private Path state() {
        return temporary.resolve("B\u00fcro #1, 100% + \ud83d\ude00");
    }

    @Test
    void aTakenPortEndsTheStartWithOneLineThatNamesPortAndSetting() throws Exception {
        Map<String, Integer> ports = LauncherProcess.freePorts();
        try (var taken = new ServerSocket(ports.getOrDefault("--web-port", 0), 1, InetAddress.getLoopbackAddress())) {
            var launcher = LauncherProcess.start(state(), ports);

            assertThat(launcher.awaitExit(SHORT)).isEqualTo(1);
            assertThat(launcher.shown().strip().lines())
                    .singleElement()
                    .asString()
                    .contains("TCP port " + taken.getLocalPort(), "--web-port (AURALINK_WEB_PORT)");
        }
        assertThat(state().resolve("parts")).isEmptyDirectory();
    }

    @Test
    void aSecondStartOnTheSameStateDirectoryIsRefusedInOneLine() {
        LauncherProcess running = LocalStack.get();

        var second = LauncherProcess.start(running.state, LauncherProcess.freePorts());

        assertThat(second.awaitExit(SHORT)).isEqualTo(1);
        assertThat(second.shown().strip().lines()).singleElement().asString().contains("already runs", "--state-dir");
        assertThat(running.process.isAlive()).isTrue();
    }

    @Test
    void anUnknownSettingIsRefusedByName() {
        var launcher = LauncherProcess.start(state(), LauncherProcess.freePorts(), "--colour", "red");

        assertThat(launcher.awaitExit(SHORT)).isEqualTo(1);
        assertThat(launcher.shown()).contains("--colour").contains("--help");
    }

    @Test
    void theScriptExplainsItself() throws Exception {
        for (List<String> arguments : List.of(List.of("--help"), List.of("run", "--help"), List.of("part", "--help"))) {
            var command = new java.util.ArrayList<>(arguments);
            command.add(0, LauncherProcess.root().resolve("auralink").toString());
            // From another directory, as a person may stand anywhere.
            Process script = new ProcessBuilder(command)
                    .directory(temporary.toFile())
                    .redirectErrorStream(true)
                    .start();

            String shown = new String(script.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

            assertThat(script.waitFor()).as(shown).isZero();
            assertThat(shown).startsWith("Usage: ./auralink");
        }
    }

    /** The shared stack runs on the newest JDK there is; this one on that of the tests, the oldest that is supported. */
    @Test
    void aCallWorksOnTheOldestJdkTooAndSigtermStopsEverythingWithin10SecondsAndLeavesNothingBehind() throws Exception {
        var launcher = LauncherProcess.start(
                        state(), LauncherProcess.freePorts(), "--jdk", System.getProperty("java.home"))
                .awaitReady();
        assertThat(launcher.shown()).containsOnlyOnce("Payara Micro 6, which gets no more fixes");
        aCallBecomesActive(launcher);
        List<Long> children = launcher.children();
        assertThat(children).as("PostgreSQL, Redis, node and Payara").hasSize(4);
        var shared = new SharedMemory(children);
        assertThat(shared.remains()).as("PostgreSQL uses some").isNotEmpty();

        long begin = System.nanoTime();
        int code = launcher.terminate();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        assertThat(code).as("128 + SIGTERM").isEqualTo(143);
        assertThat(children).noneMatch(LauncherProcess::runs);
        assertThat(shared.remains()).isEmpty();
        assertThat(state().resolve("control.sock")).doesNotExist();
        assertThat(state().resolve("postgres/postmaster.pid")).doesNotExist();
        assertThat(state().resolve("parts")).isEmptyDirectory();
    }

    private static void aCallBecomesActive(LauncherProcess launcher) {
        Api ada = Api.at(launcher);
        ada = ada.with(ada.post("/auth/v1/signup", Map.of("email", "ada@example.org", "password", "correct horse 7"))
                .expect(200)
                .text("access_token"));
        Api.Answer call = ada.createCall("Engines");
        Api host = ada;
        try (var guest = new Person("Grace")) {
            guest.open(call.text("join_url"));
            guest.join();
            Eventually.see(
                    "the call to be active",
                    SHORT,
                    () -> host.get("/api/v1/calls/" + call.text("call_id"))
                            .expect(200)
                            .text("status"),
                    "active"::equals);
        }
    }

    @Test
    @InDrills
    void aKilledLauncherIsCleanedUpAfterAndAPartThatDiesIsNamedAndTakesTheOthersDown() {
        Map<String, Integer> ports = LauncherProcess.freePorts();
        var killed = LauncherProcess.start(state(), ports).awaitReady();
        List<Long> orphans = killed.children();
        killed.process.destroyForcibly();
        killed.awaitExit(SHORT);
        assertThat(orphans).as("children outlive a killed launcher").anyMatch(LauncherProcess::runs);

        var next = LauncherProcess.start(state(), ports, "--nodes", "2").awaitReady();

        assertThat(next.shown()).contains("Stopped what an earlier run left behind");
        assertThat(next.pid("media-node")).isNotEqualTo(next.pid("media-node-2"));
        assertThat(orphans).noneMatch(LauncherProcess::runs);

        // The same start serves for this.
        List<Long> children = next.children();
        ProcessHandle.of(next.pid("Redis")).ifPresent(ProcessHandle::destroyForcibly);

        assertThat(next.awaitExit(SHORT)).isEqualTo(1);
        assertThat(next.shown()).contains("Redis was killed by signal 9", "Redis.log", "is being stopped");
        assertThat(children).noneMatch(LauncherProcess::runs);
    }
}
