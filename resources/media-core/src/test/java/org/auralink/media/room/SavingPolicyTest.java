package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a receiver is sent less, and which of its pictures can do with half. */
class SavingPolicyTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MS = 1_000_000L;

    /** As the settings' defaults are. */
    private static final SavingRule RULE = new SavingRule(true, 80, 70, 150 * MS, 5, 500_000);

    private static final SavingPolicy.Connection GOOD = new SavingPolicy.Connection(40 * MS, 0, Allocation.UNLIMITED);

    private final SavingPolicy policy = new SavingPolicy(RULE);

    private static SavingPolicy.Connection connection(long roundTripMs, double loss, long kbps) {
        return new SavingPolicy.Connection(roundTripMs * MS, loss, kbps < 0 ? Allocation.UNLIMITED : kbps * 1_000);
    }

    @ParameterizedTest
    @CsvSource({"1000, 1000, true", "201, 1000, true", "200, 1000, false", "0, 0, false", "100, 0, true"})
    void lessIsSentUntilItIsSoMuchBelowTheBest(long whole, long best, boolean saves) {
        assertThat(policy.saves(0, whole, best, GOOD)).isEqualTo(saves);
    }

    @ParameterizedTest
    @CsvSource({
        "150, 5, 500, false",
        "151, 0, -1, true",
        "40, 5.1, -1, true",
        "40, 0, 499, true",
        "40, 0, -1, false",
    })
    void whoseConnectionIsPoorIsSentLessAlthoughTheTargetIsReached(
            long roundTripMs, double loss, long kbps, boolean saves) {
        assertThat(policy.saves(0, 100, 1_000, connection(roundTripMs, loss, kbps)))
                .isEqualTo(saves);
    }

    @Test
    void aRoundTripThatIsNotKnownIsNotPoor() {
        assertThat(policy.saves(0, 100, 1_000, new SavingPolicy.Connection(-1, 0, Allocation.UNLIMITED)))
                .isFalse();
    }

    @Test
    void withoutAdaptingConnectionsDoNotMatter() {
        var plain = new SavingPolicy(RULE.whateverTheConnection());
        assertThat(plain.saves(0, 100, 1_000, connection(5_000, 100, 1))).isFalse();
        assertThat(plain.saves(0, 1_000, 1_000, GOOD)).isTrue();
    }

    @Test
    void whatWasDecidedStandsForAWhileSoThatPicturesDoNotChangeWithEachSecond() {
        for (long second = 0; second < 30; second++) {
            assertThat(policy.saves(second * SECOND, second % 5 == 0 ? 900 : 100, 1_000, GOOD))
                    .isTrue();
        }
        assertThat(policy.saves(34 * SECOND, 100, 1_000, GOOD)).isTrue();
        assertThat(policy.saves(35 * SECOND, 100, 1_000, GOOD)).isFalse();
    }

    @Test
    void switchedOffNothingIsSaved() {
        var off = new SavingPolicy(SavingRule.OFF);
        assertThat(off.saves(0, 1_000, 1_000, connection(5_000, 100, 1))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        // small, chosen, camera, speaks, rate that remains, less
        "true, false, true, false, 15, true",
        "false, false, true, false, 15, false",
        "true, true, true, false, 15, false",
        "true, false, false, false, 15, false",
        "true, false, true, true, 15, false",
        "true, false, true, false, 10, false",
        "true, false, true, false, 13.9, false",
        "true, false, true, false, 0, false",
        "true, false, true, false, 30, true",
    })
    void smallPicturesOfWhoDoesNotSpeakCanDoWithHalf(
            boolean small, boolean chosen, boolean camera, boolean speaks, double rate, boolean less) {
        var video = new SavingPolicy.Video(small, chosen, camera, speaks, rate);
        assertThat(policy.canDoWithLess(video, false)).isEqualTo(less);
    }

    @ParameterizedTest
    @CsvSource({"0, 12, true", "0, 11.9, false", "70, 14, true", "70, 13.9, false", "100, 20, true", "100, 19.9, false"
    })
    void theFloorIsKeptAndTwelvePicturesASecondWhateverItIs(int floor, double rate, boolean less) {
        var strict = new SavingPolicy(new SavingRule(true, 80, floor, 0, 0, 0));
        var video = new SavingPolicy.Video(true, false, true, false, rate);
        assertThat(strict.canDoWithLess(video, true)).isEqualTo(less);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "5, 25", "12, 60", "15, 75", "20, 100", "30, 100"})
    void qualityIsTheShareOfTwentyPicturesASecond(double rate, double quality) {
        assertThat(SavingPolicy.quality(rate)).isEqualTo(quality);
    }
}
