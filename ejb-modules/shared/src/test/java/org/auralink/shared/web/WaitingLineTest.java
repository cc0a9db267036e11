package org.auralink.shared.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WaitingLineTest {
    private final WaitingLine<String> line = new WaitingLine<>(3, 100);

    @Test
    void whoeverComesWithoutAPlaceTakesThatOfTheLongestWaiting() {
        assertThat(line.enter("a")).isEmpty();
        line.enter("b");
        line.enter("c");
        assertThat(line.enter("d")).containsExactly("a");
        line.leave("b");
        assertThat(line.enter("e")).isEmpty();
        assertThat(line.enter("f")).containsExactly("c");
        assertThat(line.size()).isEqualTo(3);
    }

    @Test
    void whatAllHoldTogetherIsBoundedAndTheLongestWaitingLoseTheirs() {
        line.enter("a");
        line.enter("b");
        line.enter("c");
        assertThat(line.grow("b", 60)).isEmpty();
        assertThat(line.grow("c", 40)).isEmpty();
        assertThat(line.grow("c", 1)).containsExactly("a", "b");
        assertThat(line.grow("c", 60)).containsExactly("c");
        assertThat(line.size()).isZero();
    }

    @Test
    void whoHasLeftHoldsNothing() {
        line.enter("a");
        line.grow("a", 100);
        line.leave("a");
        line.leave("a");
        assertThat(line.grow("a", 500)).isEmpty();
        line.enter("b");
        assertThat(line.grow("b", 100)).isEmpty();
    }

    @Test
    void turnsComeInOrderAndOnlyToThoseWhoStillWait() {
        Turns<String> turns = new Turns<>(2);
        assertThat(turns.take("a")).isTrue();
        assertThat(turns.take("b")).isTrue();
        assertThat(turns.take("c")).isFalse();
        assertThat(turns.take("d")).isFalse();
        assertThat(turns.take("e")).isFalse();
        assertThat(turns.withdraw("c")).isTrue();
        assertThat(turns.withdraw("a")).as("has it already").isFalse();
        assertThat(turns.done("a")).isEqualTo("d");
        assertThat(turns.done("a")).as("a second time").isNull();
        assertThat(turns.done("e")).as("gave up while waiting").isNull();
        assertThat(turns.done("d")).isNull();
        assertThat(turns.take("f")).isTrue();
    }
}
