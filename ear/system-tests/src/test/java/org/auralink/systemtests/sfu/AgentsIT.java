package org.auralink.systemtests.sfu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * LiveKit's agents framework and its Node.js client against a media node without anything around it; see {@code
 * src/test/agents}. They are 280 MB, so that the profile {@code sdks} fetches them and nothing else does.
 */
class AgentsIT {
    @Test
    @Timeout(600)
    void workersOfTheAgentsFrameworkServeRoomsParticipantsAndDispatches() throws Exception {
        assumeTrue(
                Boolean.getBoolean("auralink.sdks"),
                "LiveKit's agents framework was not tried: it is run by the profile sdks");
        try (NodeProcess node = NodeProcess.start()) {
            var command = new ProcessBuilder("npm", "test")
                    .directory(NodeProcess.root()
                            .resolve("ear/system-tests/src/test/agents")
                            .toFile())
                    .redirectErrorStream(true);
            command.environment().put("AURALINK_URL", node.webSocketUrl());
            Process tests = command.start();
            String said = new String(tests.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(tests.waitFor()).as(said).isZero();
        }
    }
}
