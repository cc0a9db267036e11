package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Tests in JavaScript, run by Node's own runner: what drives the running stack here is published for Node only. */
final class NodeTests {
    private NodeTests() {}

    /**
     * Runs one file of {@code src/test/web} to its end; what it printed is the message of the failure.
     *
     * @param environment what it is told besides the address of the stack, {@code AURALINK_URL}
     */
    static void pass(String file, Map<String, String> environment) {
        Path web = LauncherProcess.root().resolve("ear/system-tests/src/test/web");
        ProcessBuilder command = new ProcessBuilder("node", "--test", file)
                .directory(web.toFile())
                .redirectErrorStream(true);
        command.environment().put("AURALINK_URL", LocalStack.get().webUrl());
        command.environment().putAll(environment);
        try {
            Process node = command.start();
            String shown = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(node.waitFor()).as(shown).isZero();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
