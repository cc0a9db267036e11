package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.auralink.media.netem.Conditions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A camera's track through a room, over paths that lose packets on both sides of it: the room asks the publisher for what
 * is missing and answers the subscriber, both by retransmissions (RFC 4588).
 */
class RoughMediaTest {
    private static final long MS = RoughRoom.MS;
    private static final int SECONDS = 30;

    static Stream<Arguments> paths() {
        Conditions near = Conditions.PERFECT.delayed(20 * MS);
        return Stream.of(
                Arguments.of("5 % lost", near.losing(0.05), 1.0),
                Arguments.of("20 % lost", near.losing(0.20), 0.999),
                Arguments.of("bursts of ten", near.losing(new Conditions.Bursts(0.01, 0.1, 1)), 0.99),
                Arguments.of("reordered", near.reordering(0.3, 80 * MS), 1.0),
                Arguments.of(
                        "500 ms, 5 % lost", Conditions.PERFECT.delayed(500 * MS).losing(0.05), 0.99),
                Arguments.of("cellular", Conditions.CELLULAR, 0.999),
                Arguments.of("full line", Conditions.CONGESTED, 0.999));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("paths")
    void lossesOnBothSidesAreRepairedAndTheStreamStaysOne(String name, Conditions path, double share) {
        var camera = new RoughCamera(path, 20_261_128);
        camera.rough.pass(SECONDS * 1_000);
        camera.rough.become(Conditions.PERFECT.delayed(20 * MS));
        camera.rough.pass(3_000);
        camera.verify(share, SECONDS * 50);
    }

    @Test
    void afterAnOutageTheStreamGoesOnWithAKeyFrame() {
        var camera = new RoughCamera(Conditions.PERFECT.delayed(20 * MS), 7);
        camera.rough.pass(5_000);
        int before = camera.received.size();
        camera.up.downUntil(camera.rough.test.now + 6_000 * MS);
        camera.rough.pass(6_000);
        assertThat(camera.received.size()).isLessThan(before + 10);
        camera.rough.pass(4_000);
        assertThat(camera.received.size()).isGreaterThan(before + 200);
        int last = camera.received.lastEntry().getValue();
        assertThat(camera.count - last).as("packets under way").isBetween(1, 10);
    }

    @Test
    void theSameSeedSendsTheSameBytes() {
        assertThat(traceOf(3)).isEqualTo(traceOf(3)).isNotEqualTo(traceOf(4));
    }

    private static long traceOf(long seed) {
        var camera = new RoughCamera(Conditions.CELLULAR.duplicating(0.05), seed);
        camera.rough.pass(5_000);
        assertThat(camera.rough.lost()).isPositive();
        return camera.rough.trace();
    }
}
