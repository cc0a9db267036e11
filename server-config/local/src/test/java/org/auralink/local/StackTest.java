package org.auralink.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackTest {
    private static final String OBEYS =
            "trap 'echo stopped >>stops; exit 0' TERM; : >%s.up; while :; do sleep 0.02; done";

    @TempDir
    Path temporary;

    private StateDirectory state;
    private Stack stack;
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    @BeforeEach
    void open() {
        state = StateDirectory.open(temporary);
        var terminal = new Terminal(new PrintStream(shown, true, StandardCharsets.UTF_8), System.err);
        stack = new Stack(state, terminal, List.of("speaker", "listener", "store"), Duration.ZERO);
    }

    @AfterEach
    void close() {
        stack.stopAll();
        state.close();
    }

    private Part part(String name, String script) {
        return new Part(
                name,
                List.of("sh", "-c", script.formatted(name)),
                Map.of(),
                temporary,
                List.of("scratch"),
                () -> Files.exists(temporary.resolve(name + ".up")),
                "panic",
                Duration.ofSeconds(10),
                "TERM",
                Duration.ofMillis(500));
    }

    @Test
    void partsAreStoppedInTheOrderGivenNotThatOfTheirStartAndLeaveNoRecord() throws Exception {
        for (String name : List.of("store", "speaker", "listener")) {
            stack.start(part(name, OBEYS.replace("echo stopped", "echo " + name)));
        }
        long pid = stack.find("listener").pid();

        stack.stopAll();

        assertThat(shown.toString(StandardCharsets.UTF_8))
                .containsSubsequence("Stopping speaker", "Stopping listener", "Stopping store");
        assertThat(temporary.resolve("stops")).hasContent("speaker\nlistener\nstore");
        assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive)).isNotEqualTo(java.util.Optional.of(true));
        assertThat(temporary.resolve("parts")).isEmptyDirectory();
    }

    @Test
    void eachStartFindsItsScratchDirectoryEmpty() throws Exception {
        Path scratch = Files.createDirectories(temporary.resolve("scratch"));
        Files.writeString(scratch.resolve("of an earlier run"), "");

        stack.start(part("first", "touch scratch/of-first; " + OBEYS));
        assertThat(scratch.toFile().list()).containsExactly("of-first");
        stack.start(part("second", OBEYS));
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void aPartThatIgnoresTheSignalIsKilled() {
        stack.start(part("deaf", "trap '' TERM; : >%s.up; while :; do sleep 0.02; done"));
        long pid = stack.find("deaf").pid();

        stack.stopAll();

        assertThat(ChildRecord.of(pid, "TERM").alive()).isFalse();
    }

    @Test
    void aPartThatEndsBeforeItIsReadyIsReportedWithItsLastWords() {
        assertThatThrownBy(() -> stack.start(part("sick", "echo the disk is full; exit 3")))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("sick ended with exit code 3")
                .hasMessageContaining("sick.log")
                .hasMessageContaining("the disk is full");
    }

    @Test
    void aPartThatLogsItsFailureButStaysIsReported() {
        assertThatThrownBy(() -> stack.start(part("stuck", "echo panic; while :; do sleep 0.02; done")))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("stuck")
                .hasMessageContaining("stuck.log");
    }

    @Test
    void aPartThatDiesLaterIsNoticed() throws Exception {
        stack.start(part("one", OBEYS));
        Signals.send("KILL", stack.find("one").pid());

        assertThat(stack.awaitDeath().endSentence())
                .contains("one was killed by signal 9")
                .contains("one.log");
    }

    @Test
    void theDeathOfAnEarlierPartEndsTheWaitingForALaterOneAndIsNamed() {
        stack.start(part("early", OBEYS));
        RunningPart late = stack.spawn(part("late", "while :; do sleep 0.02; done"));
        Signals.send("KILL", stack.find("early").pid());

        assertThatThrownBy(() -> stack.awaitReady(late))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("early was killed by signal 9");
    }

    @Test
    void theDeathOfAPartEndsTheProgramThatNeedsItAndIsNamed() throws Exception {
        stack.start(part("early", OBEYS));
        // The program itself fails only afterwards, as a migrator does whose database is gone.
        String script =
                "kill -9 " + stack.find("early").pid() + "; echo $$ >migrator.pid; while :; do sleep 0.02; done";

        assertThatThrownBy(() -> stack.run(part("migrator", script)))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("early was killed by signal 9");
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @Test
    void aProgramThatEndsByItselfIsNoPart() {
        assertThat(stack.run(part("fine", "exit 0"))).isTrue();
        assertThat(stack.run(part("unwell", "exit 3"))).isFalse();

        assertThat(stack.names()).isEmpty();
        assertThat(temporary.resolve("parts")).isEmptyDirectory();
    }

    @Test
    void aStopEndsAProgramThatHasNotEndedYet() throws Exception {
        var waiting = new Thread(() -> stack.run(part("migrator", OBEYS)));
        waiting.start();
        assertThat(Waiting.until(Duration.ofSeconds(10), () -> Files.exists(temporary.resolve("migrator.up"))))
                .isTrue();
        assertThat(stack.closed()).isFalse();

        stack.stopAll();

        assertThat(stack.closed()).isTrue();
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
                .isEmpty();
        waiting.join(10_000);
        assertThatThrownBy(() -> stack.run(part("next", OBEYS))).isInstanceOf(LaunchException.class);
    }

    @Test
    void aChildWhoseRecordCannotBeWrittenIsNotLeftRunning() throws Exception {
        Files.createDirectories(temporary.resolve("parts/one.pid/in the way"));

        assertThatThrownBy(() -> stack.start(part("one", OBEYS)))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("one.pid");

        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
                .isEmpty();
        assertThat(temporary.toFile().list((directory, name) -> name.endsWith(".new")))
                .isEmpty();
    }

    @Test
    void whatAKilledLauncherLeftIsStoppedByTheNext() {
        RunningPart orphan = stack.spawn(part("orphan", OBEYS));
        orphan.awaitReady();

        assertThat(Orphans.stop(state)).containsExactly("orphan");

        assertThat(orphan.alive()).isFalse();
        assertThat(Orphans.stop(state)).isEmpty();
    }

    @Test
    void aSuspendedOrphanIsStoppedToo() {
        RunningPart orphan = stack.spawn(part("orphan", OBEYS));
        orphan.awaitReady();
        Signals.send("STOP", orphan.pid());

        Orphans.stop(state);

        assertThat(orphan.alive()).isFalse();
    }

    @Test
    void aStrangerWithAnOldPidIsLeftAlone() throws Exception {
        RunningPart stranger = stack.spawn(part("stranger", OBEYS));
        stranger.awaitReady();
        ChildRecord now = ChildRecord.of(stranger.pid(), "TERM");
        Path record = temporary.resolve("parts/stranger.pid");
        for (ChildRecord other : List.of(
                new ChildRecord(now.pid(), now.startTicks() - 1, now.bootId(), "TERM"),
                new ChildRecord(now.pid(), now.startTicks(), "another-boot", "TERM"))) {
            Files.writeString(record, other.text());
            assertThat(Orphans.stop(state)).isEmpty();
            assertThat(stranger.alive()).isTrue();
        }
        Files.writeString(record, "half a rec");
        assertThat(Orphans.stop(state)).isEmpty();
    }

    @Test
    void logsOfEarlierRunsAreKeptAndTheOldestDropped() throws Exception {
        for (int run = 1; run <= 6; run++) {
            Files.deleteIfExists(temporary.resolve("one.up"));
            RunningPart part = stack.spawn(part("one", "echo run " + run + "; " + OBEYS));
            part.awaitReady();
            part.stop(Duration.ofSeconds(1));
        }
        assertThat(temporary.resolve("logs/one.log")).hasContent("run 6");
        assertThat(temporary.resolve("logs/one.log.3")).hasContent("run 3");
        assertThat(temporary.resolve("logs/one.log.4")).doesNotExist();
    }

    @Test
    void aLogThatGrowsIsCutUnderItsWriterAndTheLastCopiesKept() throws Exception {
        RunningPart writer = stack.spawn(part(
                "one",
                "touch %s.up; n=1; while :; do if [ -e go$n ]; then echo line $n; n=$((n + 1)); fi; sleep 0.02; done"));
        writer.awaitReady();
        Path log = temporary.resolve("logs/one.log");
        for (int i = 1; i <= 5; i++) {
            String line = "line " + i;
            Files.createFile(temporary.resolve("go" + i));
            assertThat(Waiting.until(Duration.ofSeconds(10), () -> log.toFile().length() == line.length() + 1))
                    .isTrue();

            LogKeeper.bound(log, 100);
            assertThat(log).hasContent(line);
            LogKeeper.bound(log, 5);
            assertThat(log).isEmptyFile();
        }
        assertThat(temporary.resolve("logs/one.log.1")).hasContent("line 5");
        assertThat(temporary.resolve("logs/one.log.3")).hasContent("line 3");
        assertThat(temporary.resolve("logs/one.log.4")).doesNotExist();
    }

    @Test
    void aPartThatIsNotReadyInTimeIsReportedWithTheSettingThatGivesItLonger() {
        var slow = part("slow", OBEYS);
        var never = new Part(
                slow.name(),
                slow.command(),
                slow.environment(),
                slow.directory(),
                slow.emptied(),
                Probe.NEVER,
                "",
                Duration.ofMillis(200),
                slow.stopSignal(),
                slow.stopLimit());
        assertThatThrownBy(() -> stack.start(never))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("slow was not ready after")
                .hasMessageContaining("--start-timeout (AURALINK_START_TIMEOUT)");
    }

    @Test
    void aPartCanBeStoppedAndStartedOverTheSocket() throws Exception {
        stack.start(part("one", OBEYS));
        try (var control = new PartControl(stack, state.path(PartControl.SOCKET))) {
            control.open(new Terminal(System.out, System.err));
            String before = PartCommand.send(temporary, "status");

            assertThat(before).isEqualTo("one running " + stack.find("one").pid());
            assertThat(PartCommand.send(temporary, "stop one")).isEqualTo("one stopped");
            assertThat(PartCommand.send(temporary, "status")).isEqualTo("one stopped");
            assertThat(PartCommand.send(temporary, "restart one"))
                    .startsWith("one running ")
                    .isNotEqualTo(before);
            assertThat(PartCommand.send(temporary, "kill one")).isEqualTo("one stopped");
            assertThatThrownBy(() -> PartCommand.send(temporary, "stop two")).hasMessageContaining("one");
            assertThatThrownBy(() -> PartCommand.send(temporary, "dance one")).hasMessageContaining("dance");
        }
        assertThat(state.path(PartControl.SOCKET)).doesNotExist();
        assertThatThrownBy(() -> PartCommand.send(temporary, "status")).hasMessageContaining("--state-dir");
    }
}
