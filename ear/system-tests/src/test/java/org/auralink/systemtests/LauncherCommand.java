package org.auralink.systemtests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A command of the launcher that does something and ends. */
record LauncherCommand(int exitCode, String output) {
    /** On the state directory and the ports of a stack. */
    static LauncherCommand on(LauncherProcess stack, String... words) throws IOException, InterruptedException {
        return run(stack.state, stack.ports, words);
    }

    /** @param words the command and what belongs to it; the settings follow */
    static LauncherCommand run(Path state, Map<String, Integer> ports, String... words)
            throws IOException, InterruptedException {
        List<String> command = LauncherProcess.launcher();
        command.addAll(List.of(words));
        command.addAll(List.of("--state-dir", state.toString(), "--media-loops", "2"));
        ports.forEach((flag, port) -> command.addAll(List.of(flag, port.toString())));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new LauncherCommand(process.waitFor(), output);
    }
}
