package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.auralink.systemtests.Loopback.get;
import static org.auralink.systemtests.Loopback.post;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.auralink.systemtests.Loopback.Answer;
import org.junit.jupiter.api.Test;

/** Floods of sign-ins and of refreshes for half a minute, while somebody else goes on with their day. */
class SignInAttack {
    private static final Duration LENGTH = Duration.ofSeconds(30);
    private static final int CONNECTIONS = 50;
    private static final String PASSWORD = "correct horse 7";
    private static final String SIGN_IN = "/auth/v1/token?grant_type=password";

    @Test
    void wrongPasswordsFromOneAddress() throws InterruptedException {
        String ada = UUID.randomUUID() + "@example.org";
        signUp("127.0.41.1", ada);
        AtomicInteger others = new AtomicInteger();
        List<Integer> statuses = new ArrayList<>();
        double worst = during(
                () -> post(
                                "127.0.41.2",
                                SIGN_IN,
                                Map.of("email", UUID.randomUUID() + "@example.org", "password", "wrong horse 7"))
                        .status(),
                () -> {
                    // Every time from somewhere else, as somebody whom nobody knows.
                    String from = "127.0.42." + others.incrementAndGet();
                    statuses.add(post(from, SIGN_IN, Map.of("email", ada, "password", PASSWORD))
                            .status());
                });
        System.out.printf("another person's sign-ins: %d, worst %.2f s%n", statuses.size(), worst);
        assertThat(statuses).hasSizeGreaterThan(10).containsOnly(200);
    }

    @Test
    void refreshesWithOneToken() throws InterruptedException {
        String token = signUp("127.0.43.1", UUID.randomUUID() + "@example.org")
                .json()
                .get("refresh_token")
                .getAsString();
        String ada = signUp("127.0.43.2", UUID.randomUUID() + "@example.org")
                .json()
                .get("access_token")
                .getAsString();
        List<Integer> statuses = new ArrayList<>();
        double worst = during(
                () -> post("127.0.43.1", "/auth/v1/token?grant_type=refresh_token", Map.of("refresh_token", token))
                        .status(),
                () -> statuses.add(get("127.0.43.2", "/auth/v1/user", "Authorization: Bearer " + ada)
                        .status()));
        System.out.printf("another person's requests: %d, worst %.2f s%n", statuses.size(), worst);
        assertThat(statuses).hasSizeGreaterThan(10).containsOnly(200);
    }

    private static Answer signUp(String from, String email) {
        Answer answer = post(from, "/auth/v1/signup", Map.of("email", email, "password", PASSWORD));
        assertThat(answer.status()).isEqualTo(200);
        return answer;
    }

    /** @return the status, or 0 for an attacker whose connection was closed */
    private static int outcome(IntSupplier attack) {
        try {
            return attack.getAsInt();
        } catch (UncheckedIOException closed) {
            return 0;
        }
    }

    /** @return how long the slowest of the other's requests took, in seconds */
    private static double during(IntSupplier attack, Runnable other) throws InterruptedException {
        var outcomes = new ConcurrentSkipListMap<Integer, AtomicInteger>();
        var over = new AtomicBoolean();
        List<Thread> flood = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            flood.add(new Thread(() -> {
                while (!over.get()) {
                    outcomes.computeIfAbsent(outcome(attack), unused -> new AtomicInteger())
                            .incrementAndGet();
                }
            }));
        }
        flood.forEach(Thread::start);
        long end = System.nanoTime() + LENGTH.toNanos();
        long worst = 0;
        while (System.nanoTime() - end < 0) {
            long begin = System.nanoTime();
            other.run();
            worst = Math.max(worst, System.nanoTime() - begin);
            // As fast as somebody clicks.
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
        }
        over.set(true);
        for (Thread thread : flood) {
            thread.join();
        }
        System.out.printf("%d connections, %d s: %s%n", CONNECTIONS, LENGTH.toSeconds(), outcomes);
        assertThat(outcomes.keySet()).isSubsetOf(0, 200, 400, 429);
        return worst / 1e9;
    }
}
