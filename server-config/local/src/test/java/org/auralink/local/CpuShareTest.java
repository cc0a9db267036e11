package org.auralink.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CpuShareTest {
    @Test
    void theLimitGrowsByAsMuchAsTheThreadsWaitedForACore() {
        assertThat(CpuShare.slowdown(List.of("1000 0 7", "3000 0 2"))).isEqualTo(1);
        assertThat(CpuShare.slowdown(List.of("1000 9000 7\n", "3000 27000 2\n")))
                .isEqualTo(10);
    }

    @Test
    void whatWaitsForSomethingElseGetsNoLonger() {
        assertThat(CpuShare.slowdown(List.of("0 0 1"))).isEqualTo(1);
        assertThat(CpuShare.slowdown(List.of())).isEqualTo(1);
        assertThat(CpuShare.slowdown(List.of("", "x"))).isEqualTo(1);
    }

    @Test
    void aRunningProcessIsRead() {
        assertThat(CpuShare.slowdown(ProcessHandle.current())).isGreaterThanOrEqualTo(1);
    }
}
