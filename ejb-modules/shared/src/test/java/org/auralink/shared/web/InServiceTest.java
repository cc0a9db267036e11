package org.auralink.shared.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.auralink.shared.limits.ClientAddress;
import org.junit.jupiter.api.Test;

class InServiceTest {
    private static final int PATIENCE = 10;
    private static final UnaryOperator<Set<String>> ALL = UnaryOperator.identity();

    private static final ClientAddress ONE = ClientAddress.parse("192.0.2.1").orElseThrow();
    private static final ClientAddress OTHER = ClientAddress.parse("192.0.2.2").orElseThrow();

    private final InService<String> served = new InService<>(3, 6, PATIENCE);

    @Test
    void whoComesFirstOfThoseThatTakeNothingGoesFirstAndOnlyAsManyAsAreTooMany() {
        List.of("a", "b", "c", "d", "e").forEach(name -> served.enter(ONE, name, name.charAt(0)));
        assertThat(served.tooMany('z', ALL)).containsExactly("a", "b");
        assertThat(served.tooMany('z', stalled -> Set.of("b", "d", "e"))).containsExactly("b", "d");
    }

    @Test
    void whoTakesTheirAnswersAndWhoHasJustComeIsNeverTold() {
        IntStream.range(0, 20).forEach(i -> served.enter(ONE, "a" + i, 0));
        assertThat(served.tooMany(PATIENCE, stalled -> Set.of())).isEmpty();
        assertThat(served.tooMany(PATIENCE - 1, ALL)).isEmpty();
    }

    @Test
    void theShareOfAClientIsItsOwn() {
        IntStream.range(0, 4).forEach(i -> served.enter(ONE, "a" + i, i));
        InService.Place<String> others = served.enter(OTHER, "b", 0);
        assertThat(served.tooMany(100, ALL)).containsExactly("a0");
        assertThat(served.isCrowded(others)).isFalse();
        assertThat(served.isCrowded(served.enter(ONE, "a4", 5))).isTrue();
    }

    @Test
    void anIpv6NetworkIsOneClient() {
        IntStream.range(0, 4)
                .forEach(i -> served.enter(ClientAddress.parse("2001:db8::" + i).orElseThrow(), "a" + i, i));
        assertThat(served.clients()).isEqualTo(1);
        assertThat(served.tooMany(100, ALL)).containsExactly("a0");
    }

    @Test
    void whereHardlyAThreadIsLeftItIsEverybodysTurn() {
        IntStream.range(0, 8).forEach(i -> served.enter(i % 2 == 0 ? null : address(i), "a" + i, i));
        assertThat(served.tooMany(100, ALL)).containsExactly("a0", "a1");
    }

    @Test
    void nobodyIsAskedWhenThereIsNobodyTooMany() {
        served.enter(ONE, "a", 0);
        assertThat(served.tooMany(100, stalled -> {
                    throw new AssertionError("asked");
                }))
                .isEmpty();
    }

    @Test
    void whoHasLeftIsForgottenWhoeverSaysSo() {
        InService.Place<String> place = served.enter(ONE, "a", 0);
        served.enter(ONE, "b", 0);
        served.leave(place);
        served.leave(place);
        assertThat(served.clients()).isEqualTo(1);
        served.forget("b"::equals);
        assertThat(served.clients()).isZero();
        Set<String> asked = new HashSet<>();
        IntStream.range(0, 4).forEach(i -> served.enter(ONE, "c" + i, i));
        served.tooMany(100, stalled -> {
            asked.addAll(stalled);
            return Set.of();
        });
        assertThat(asked).containsExactlyInAnyOrder("c0", "c1", "c2", "c3");
    }

    private static ClientAddress address(int last) {
        return ClientAddress.parse("198.51.100." + last).orElseThrow();
    }
}
