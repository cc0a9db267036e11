package org.auralink.shared.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InAdvanceTest {
    private static final int PATIENCE = 10;

    private final Map<String, Integer> untaken = new HashMap<>();
    private final InAdvance<String> requests =
            new InAdvance<>(2, 4, PATIENCE, connection -> untaken.getOrDefault(connection, 0));

    @Test
    void asManyAsThereArePlacesAreServedAtOnceAndTheOthersInTheirOrder() {
        assertThat(requests.take("a")).isTrue();
        assertThat(requests.take("b")).isTrue();
        assertThat(requests.take("c")).isFalse();
        requests.await("c", 0);
        requests.await("d", 0);
        assertThat(requests.next()).isEmpty();
        assertThat(requests.leave("b")).isTrue();
        assertThat(requests.next()).containsExactly("c");
        assertThat(requests.leave("a")).isTrue();
        assertThat(requests.leave("a")).as("the second time").isFalse();
        assertThat(requests.next()).containsExactly("d");
        assertThat(requests.isAnyWaiting()).isFalse();
    }

    @Test
    void whoTakesNothingIsPassedOverUntilItDoes() {
        untaken.put("a", 100);
        assertThat(requests.take("a")).isFalse();
        requests.await("a", 0);
        requests.await("b", 0);
        assertThat(requests.next()).containsExactly("b");
        untaken.put("a", 0);
        assertThat(requests.next()).containsExactly("a");
    }

    @Test
    void whoTakesNothingForTooLongIsGivenUpAndWhoTakesALittleIsNot() {
        untaken.put("still", 100);
        untaken.put("slow", 100);
        requests.await("still", 0);
        requests.await("slow", 0);
        requests.take("a");
        requests.take("b");
        requests.await("waits for a place", 0);
        assertThat(requests.givenUp(PATIENCE - 1)).isEmpty();
        untaken.put("slow", 50);
        assertThat(requests.givenUp(PATIENCE)).containsExactly("still");
        assertThat(requests.givenUp(2 * PATIENCE - 1)).isEmpty();
        assertThat(requests.givenUp(2 * PATIENCE)).containsExactly("slow");
        requests.leave("a");
        assertThat(requests.next()).containsExactly("waits for a place");
    }

    @Test
    void whenTooManyWaitTheLongestWaitingGo() {
        for (int i = 0; i < 6; i++) {
            untaken.put("" + i, 1);
            requests.await("" + i, 0);
        }
        assertThat(requests.givenUp(0)).containsExactly("0", "1");
    }

    @Test
    void aConnectionThatHasEndedIsForgotten() {
        requests.take("a");
        requests.take("b");
        requests.await("c", 0);
        assertThat(requests.leave("c")).as("it was not served").isFalse();
        requests.leave("a");
        assertThat(requests.next()).isEmpty();
    }
}
