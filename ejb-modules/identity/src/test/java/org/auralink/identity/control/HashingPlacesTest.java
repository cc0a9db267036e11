package org.auralink.identity.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.shared.limits.ClientAddress;
import org.junit.jupiter.api.Test;

class HashingPlacesTest {
    private static final Applicant FLOOD = at("192.0.2.1");
    private static final Applicant ADA = at("192.0.2.2");
    private static final Applicant GRACE = at("192.0.2.3");

    private final List<String> served = Collections.synchronizedList(new ArrayList<>());
    private final List<String> refused = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch firstIsDone = new CountDownLatch(1);

    @Test
    void whoSendsManyWaitsBehindThemselvesAndNotInFrontOfOthers() throws Exception {
        HashingPlaces places = new HashingPlaces(new Limits.Hashing(1, 8, Duration.ofDays(1)));
        occupy(places);
        for (int i = 1; i <= 4; i++) {
            waiting(places, FLOOD, "flood " + i);
        }
        waiting(places, ADA, "ada");
        waiting(places, GRACE, "grace");

        finish();

        assertThat(served).containsExactly("first", "flood 1", "ada", "grace", "flood 2", "flood 3", "flood 4");
    }

    @Test
    void whenEveryPlaceIsTakenTheLastOfTheManyMakesRoom() throws Exception {
        HashingPlaces places = new HashingPlaces(new Limits.Hashing(1, 4, Duration.ofDays(1)));
        occupy(places);
        for (int i = 1; i <= 4; i++) {
            waiting(places, FLOOD, "flood " + i);
        }
        waiting(places, ADA, "ada");
        waiting(places, GRACE, "grace");
        assertThatThrownBy(() -> places.inTurn(FLOOD, () -> ""))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isInstanceOf(Refusal.RateLimited.class));

        finish();

        assertThat(refused).containsExactlyInAnyOrder("flood 4", "flood 3");
        assertThat(served).containsExactly("first", "flood 1", "ada", "grace", "flood 2");
    }

    @Test
    void everybodyIsServedInTheEndAndThePlacesAreFreeAgain() throws Exception {
        HashingPlaces places = new HashingPlaces(new Limits.Hashing(2, 100, Duration.ofDays(1)));
        for (int i = 0; i < 60; i++) {
            Applicant applicant = at("192.0.2." + i % 7);
            String name = "request " + i;
            threads.add(new Thread(() -> places.inTurn(applicant, () -> served.add(name))));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(served).hasSize(60);
        assertThat(places.<String>inTurn(ADA, () -> "free")).isEqualTo("free");
    }

    private void occupy(HashingPlaces places) throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        Thread first = new Thread(() -> places.inTurn(at("192.0.2.99"), () -> {
            inside.countDown();
            try {
                firstIsDone.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return served.add("first");
        }));
        first.start();
        inside.await();
        threads.add(first);
    }

    /** Returns when it waits. */
    private void waiting(HashingPlaces places, Applicant applicant, String name) {
        Thread thread = new Thread(() -> {
            try {
                places.inTurn(applicant, () -> served.add(name));
            } catch (RefusedException e) {
                refused.add(name);
            }
        });
        thread.start();
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        threads.add(thread);
    }

    private void finish() throws InterruptedException {
        firstIsDone.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static Applicant at(String address) {
        return Applicant.at(ClientAddress.parse(address).orElseThrow());
    }
}
