package org.auralink.calls.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.auralink.shared.persistence.Leases;
import org.junit.jupiter.api.Test;

/** What only one of several servers does at a time. */
class LeasesTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final Leases first = new Leases(UUID.randomUUID());
    private final Leases second = new Leases(UUID.randomUUID());
    private final String work = "work " + UUID.randomUUID();

    private boolean take(Leases server, Duration validity) {
        return CallsDatabase.inService(entityManager -> server.take(entityManager, work, validity));
    }

    private boolean giveBack(Leases server) {
        return CallsDatabase.inService(entityManager -> {
            server.giveBack(entityManager, work);
            return true;
        });
    }

    @Test
    void whoHasItProlongsItAndNobodyElseTakesIt() {
        assertThat(take(first, LONG)).isTrue();
        assertThat(take(second, LONG)).isFalse();
        assertThat(take(first, LONG)).isTrue();
        assertThat(take(second, LONG)).isFalse();
    }

    @Test
    void itIsTakenWhenItEndedAndWhoSleptDoesNotGetItBack() {
        assertThat(take(first, Duration.ZERO)).isTrue();
        assertThat(take(second, LONG)).isTrue();
        assertThat(take(first, LONG)).isFalse();
    }

    @Test
    void itIsTakenAtOnceWhenItIsGivenBackByWhoHasItOnly() {
        assertThat(take(first, LONG)).isTrue();
        giveBack(second);
        assertThat(take(second, LONG)).isFalse();
        giveBack(first);
        assertThat(take(second, LONG)).isTrue();
    }

    @Test
    void ofManyThatAskAtOnceOneGetsIt() throws Exception {
        var threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> questions = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                Leases server = new Leases(UUID.randomUUID());
                questions.add(() -> take(server, LONG));
            }
            int taken = 0;
            for (Future<Boolean> answer : threads.invokeAll(questions)) {
                taken += answer.get() ? 1 : 0;
            }
            assertThat(taken).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void theNodesThatAnotherServerFollowsAreNotOursUntilItLeavesThem() {
        String free = "http://free-" + UUID.randomUUID();
        String taken = "http://taken-" + UUID.randomUUID();
        boolean other = CallsDatabase.inService(entityManager -> second.take(entityManager, "node " + taken, LONG));
        assertThat(other).isTrue();
        Set<String> both = Set.of(free, taken);
        assertThat(follow(both)).containsExactly(free);
        CallsDatabase.inService(entityManager -> {
            second.giveBack(entityManager, "node " + taken);
            return true;
        });
        assertThat(follow(both)).isEqualTo(both);
        CallsDatabase.asService(events -> {
            events.leave(both);
            return true;
        });
        assertThat(CallsDatabase.<Boolean>inService(entityManager -> second.take(entityManager, "node " + free, LONG)))
                .isTrue();
    }

    private static Set<String> follow(Set<String> nodes) {
        return CallsDatabase.asService(events -> events.follow(nodes));
    }
}
