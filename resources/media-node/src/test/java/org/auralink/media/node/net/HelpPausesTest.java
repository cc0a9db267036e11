package org.auralink.media.node.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Helpers are done without where waiting for them takes longer than what they do. */
class HelpPausesTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MS = 1_000_000L;

    private final HelpPauses pauses = new HelpPauses();

    @Test
    void shortWaitsArePartOfTheWork() {
        pauses.waited(0, 4 * MS);
        assertThat(pauses.isPaused(1)).isFalse();
    }

    @Test
    void aLongWaitIsFollowedByASecondAlone() {
        pauses.waited(5 * SECOND, 6 * MS);
        assertThat(pauses.isPaused(5 * SECOND + 1)).isTrue();
        assertThat(pauses.isPaused(6 * SECOND)).isFalse();
    }

    @Test
    void thePauseDoublesUpToAMinuteWhileItHappensAgain() {
        long now = -7 * SECOND;
        long[] expected = {1, 2, 4, 8, 16, 32, 64, 64};
        for (long seconds : expected) {
            pauses.waited(now, 20 * MS);
            assertThat(pauses.isPaused(now + seconds * SECOND - 1))
                    .as("for " + seconds + " s")
                    .isTrue();
            now += seconds * SECOND;
            assertThat(pauses.isPaused(now)).as("after " + seconds + " s").isFalse();
        }
    }

    @Test
    void whatWasLongAgoIsForgiven() {
        pauses.waited(0, 6 * MS);
        pauses.waited(SECOND, 6 * MS);
        long later = 3 * SECOND + 16 * SECOND;
        pauses.waited(later, 6 * MS);
        assertThat(pauses.isPaused(later + SECOND)).isFalse();
    }
}
