package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import org.auralink.media.netem.Conditions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent to somebody whose connection changes: as large as it carries, and sound in any case. */
class RoomCongestionTest {
    private static final long MS = NarrowReceiver.MS;
    private static final Conditions NEAR = Conditions.PERFECT.delayed(25 * MS).jittering(3 * MS);

    private static NarrowReceiver on(long seed, long kilobits) {
        return on(seed, kilobits, NEAR);
    }

    private static NarrowReceiver on(long seed, long kilobits, Conditions path) {
        var receiver = new NarrowReceiver(seed, path);
        receiver.carries(kilobits);
        return receiver;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void onAGoodConnectionTheLargestPictureComesAtOnceAndStays(long seed) {
        NarrowReceiver receiver = on(seed, 10_000);
        long from = receiver.test.now;
        receiver.pass(20);
        assertThat(receiver.layersSince(from + 1_000 * MS)).containsExactly(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whenItBecomesNarrowASmallerPictureComesWithinASecondAndSoundIsUntouched(long seed) {
        NarrowReceiver receiver = on(seed, 2_500);
        receiver.pass(20);
        long from = receiver.test.now;
        receiver.carries(300);
        receiver.pass(15);
        assertThat(receiver.smallerAfter(from)).as("seconds").isLessThanOrEqualTo(1.0);
        assertThat(receiver.settledOn(0, from)).as("seconds").isBetween(0.0, 2.0);
        assertThat(receiver.longestGap(from, true)).as("freeze in ms").isLessThanOrEqualTo(500);
        // What waits before the bottleneck when it narrows is sound's to wait for, too.
        assertThat(receiver.longestGap(from, false)).as("gap in sound in ms").isLessThanOrEqualTo(300);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whenItIsWideAgainTheLargestPictureComesBackWithinTenSeconds(long seed) {
        NarrowReceiver receiver = on(seed, 2_500);
        receiver.pass(10);
        receiver.carries(300);
        receiver.pass(15);
        long from = receiver.test.now;
        receiver.carries(2_500);
        receiver.pass(25);
        assertThat(receiver.settledOn(2, from)).isBetween(0.0, 10.0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aLongWayIsFollowedAsWellAndIsNoNarrowOne(long seed) {
        NarrowReceiver receiver =
                on(seed, 2_500, Conditions.PERFECT.delayed(250 * MS).jittering(3 * MS));
        receiver.pass(20);
        long from = receiver.test.now;
        receiver.pass(10);
        assertThat(receiver.layersSince(from)).containsExactly(2);
        from = receiver.test.now;
        receiver.carries(300);
        receiver.pass(15);
        assertThat(receiver.smallerAfter(from)).as("seconds").isLessThanOrEqualTo(1.5);
        from = receiver.test.now;
        receiver.carries(2_500);
        receiver.pass(25);
        assertThat(receiver.settledOn(2, from)).isBetween(0.0, 10.0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void lossThatIsThePathsOwnCostsNoLayerForLong(long seed) {
        NarrowReceiver receiver = on(seed, 10_000);
        receiver.pass(10);
        receiver.loses(0.1);
        receiver.pass(10);
        long from = receiver.test.now;
        receiver.pass(20);
        assertThat(receiver.layersSince(from)).containsExactly(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aKeyFrameIsNoSignThatTheConnectionIsNarrow(long seed) {
        NarrowReceiver receiver = on(seed, 2_500);
        receiver.pass(10);
        long from = receiver.test.now;
        for (int joins = 0; joins < 10; joins++) {
            receiver.wantKeyFrames();
            receiver.pass(2);
        }
        assertThat(receiver.layersSince(from)).containsExactly(2);
        assertThat(receiver.longestGap(from, false)).as("gap in sound in ms").isLessThanOrEqualTo(300);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whereOnlyTheSmallestPassesItStaysAndIsNotTriedInVain(long seed) {
        NarrowReceiver receiver = on(seed, 2_500);
        receiver.pass(10);
        receiver.carries(300);
        receiver.pass(5);
        long from = receiver.test.now;
        receiver.pass(30);
        assertThat(receiver.layersSince(from)).containsExactly(0);
        assertThat(receiver.longestGap(from, true)).as("freeze in ms").isLessThanOrEqualTo(300);
    }

    @Test
    void whatCannotBeCarriedIsNeverPausedUnlessThatIsAllowed() {
        NarrowReceiver receiver = on(1, 80);
        receiver.pass(20);
        long from = receiver.test.now;
        receiver.pass(5);
        assertThat(receiver.layersSince(from)).containsExactly(0);
    }
}
