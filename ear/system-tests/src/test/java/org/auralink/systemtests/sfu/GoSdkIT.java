package org.auralink.systemtests.sfu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * LiveKit's Go SDK, on whose WebRTC stack (Pion) recorders and bots stand, against a media node without anything around
 * it; see {@code src/test/go}. Compiling it takes minutes of processor time once; Go keeps the result in its cache.
 */
class GoSdkIT {
    /** Since 1.21 an older Go fetches the one that {@code go.mod} asks for; tested since this one. */
    private static final int LEAST_MINOR = 24;

    private static final Pattern VERSION = Pattern.compile("go1\\.(\\d+)");

    @Test
    @Timeout(600)
    void goSdkSendsAndReceivesMediaAndDataOverOneConnectionAndOverTwo() throws Exception {
        Optional<String> go = go();
        assumeTrue(
                go.isPresent(),
                "LiveKit's Go SDK was not tried: there is no Go of 1." + LEAST_MINOR
                        + " or later on the PATH or in /usr/local/go/bin");
        try (NodeProcess node = NodeProcess.start()) {
            var command = new ProcessBuilder(go.get(), "test", "-count=1", "-timeout", "120s", "-v", "./...")
                    .directory(NodeProcess.root()
                            .resolve("ear/system-tests/src/test/go")
                            .toFile())
                    .redirectErrorStream(true);
            command.environment().put("AURALINK_URL", node.webSocketUrl());
            Process tests = command.start();
            String said = new String(tests.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(tests.waitFor()).as(said).isZero();
        }
    }

    /** The first Go that is new enough. */
    private static Optional<String> go() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(Stream.of(path.split(File.pathSeparator)), Stream.of("/usr/local/go/bin"))
                .map(directory -> Path.of(directory).resolve("go"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .filter(GoSdkIT::isNewEnough)
                .findFirst();
    }

    private static boolean isNewEnough(String go) {
        try {
            Process asked = new ProcessBuilder(List.of(go, "version")).start();
            String version = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var matcher = VERSION.matcher(version);
            return matcher.find() && Integer.parseInt(matcher.group(1)) >= LEAST_MINOR;
        } catch (IOException e) {
            return false;
        }
    }
}
