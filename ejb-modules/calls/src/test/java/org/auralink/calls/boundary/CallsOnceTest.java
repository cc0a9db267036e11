package org.auralink.calls.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.auralink.shared.Caller;
import org.auralink.shared.IdempotencyKey;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.shared.persistence.Made;
import org.auralink.shared.persistence.OneEffect;
import org.junit.jupiter.api.Test;

/** Requests with an Idempotency-Key. */
class CallsOnceTest {
    private static final NewCall STANDUP = new NewCall("Standup", null, null);

    private final Caller ann = CallsDatabase.person("ann");
    private final String key = UUID.randomUUID().toString();

    private static IdempotencyKey key(String key, String body) {
        return IdempotencyKey.of(key, "POST", "calls", body.getBytes(StandardCharsets.UTF_8));
    }

    private Made create(Caller caller, IdempotencyKey key) {
        return CallsDatabase.asPerson(calls -> calls.create(caller, STANDUP, key));
    }

    private int callsOf(Caller caller) {
        return CallsDatabase.asPerson(calls -> calls.list(caller, CallQuery.of(null, null, null)))
                .items()
                .size();
    }

    @Test
    void whoAsksAgainGetsTheSameCallAndTheSameAnswer() {
        Made first = create(ann, key(key, "a"));
        assertThat(first.again()).isFalse();
        CallsDatabase.CLOCK.pass(OneEffect.KEPT.minusSeconds(1));
        assertThat(create(ann, key(key, "a"))).isEqualTo(new Made(first.id(), first.json(), true));
        Optional<Made> before = CallsDatabase.asPerson(calls -> calls.madeBefore(ann, key(key, "a")));
        assertThat(before).contains(new Made(first.id(), first.json(), true));
        assertThat(callsOf(ann)).isEqualTo(1);
    }

    @Test
    void fiftyEqualRequestsAtOnceMakeOneCallAndGetOneAnswer() throws Exception {
        int requests = 50;
        CyclicBarrier together = new CyclicBarrier(requests);
        Semaphore connections = new Semaphore(16);
        ExecutorService threads = Executors.newFixedThreadPool(requests);
        try {
            List<Future<Made>> all = new ArrayList<>();
            for (int i = 0; i < requests; i++) {
                all.add(threads.submit(() -> {
                    together.await();
                    connections.acquire();
                    try {
                        return create(ann, key(key, "a"));
                    } finally {
                        connections.release();
                    }
                }));
            }
            Set<String> answers = new HashSet<>();
            int made = 0;
            for (Future<Made> one : all) {
                answers.add(one.get().json());
                made += one.get().again() ? 0 : 1;
            }
            assertThat(made).isEqualTo(1);
            assertThat(answers).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
        assertThat(callsOf(ann)).isEqualTo(1);
    }

    @Test
    void theSameKeyForSomethingElseIsRefused() {
        create(ann, key(key, "a"));
        for (IdempotencyKey other : List.of(
                key(key, "b"),
                key(key, ""),
                IdempotencyKey.of(key, "POST", "other", "a".getBytes(StandardCharsets.UTF_8)))) {
            assertThatThrownBy(() -> create(ann, other))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.Conflict.class));
        }
        assertThat(callsOf(ann)).isEqualTo(1);
    }

    @Test
    void otherKeysOtherPeopleAndNoKeyMakeCallsOfTheirOwn() {
        Caller ben = CallsDatabase.colleagueOf(ann, "ben");
        Set<String> made = new HashSet<>();
        made.add(create(ann, key(key, "a")).id());
        made.add(create(ben, key(key, "a")).id());
        made.add(create(ann, key(key + "x", "a")).id());
        made.add(create(ann, null).id());
        made.add(create(ann, null).id());
        assertThat(made).hasSize(5);
    }

    @Test
    void whatFailedIsNotRemembered() {
        IdempotencyKey once = key(key, "a");
        assertThatThrownBy(() -> CallsDatabase.asPerson(calls -> {
                    calls.create(ann, STANDUP, once);
                    throw new IllegalStateException("the transaction is rolled back");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(create(ann, once).again()).isFalse();
        assertThat(callsOf(ann)).isEqualTo(1);
    }

    @Test
    void aDayLaterTheKeyIsForgottenAlsoBeforeItsRowIs() {
        Made first = create(ann, key(key, "a"));
        CallsDatabase.CLOCK.pass(OneEffect.KEPT.plus(Duration.ofMillis(1)));
        Made second = create(ann, key(key, "b"));
        assertThat(second.again()).isFalse();
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(create(ann, key(key, "b")).id()).isEqualTo(second.id());
    }
}
