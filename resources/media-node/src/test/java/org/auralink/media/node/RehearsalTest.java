package org.auralink.media.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The call that a process holds with itself before it is ready. */
@Timeout(120)
class RehearsalTest {
    @Test
    void callIsHeldFromTheFirstMessageToTheLastPacketAndLeavesNoThreadOfItsNodeBehind() throws Exception {
        Set<Long> before = nodesThreads();
        assertThat(Rehearsal.hold()).isTrue();
        Waiting.until(
                "the end of the node's threads", Duration.ofSeconds(30), () -> before.containsAll(nodesThreads()));
    }

    private static Set<Long> nodesThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("media-"))
                .map(Thread::getId)
                .collect(Collectors.toSet());
    }
}
