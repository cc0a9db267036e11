package org.auralink.webhooks.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.auralink.shared.Caller;
import org.auralink.shared.RefusedException;
import org.auralink.testkit.MigratedDatabase;
import org.auralink.webhooks.entity.Answer;
import org.auralink.webhooks.entity.Limits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several servers of the application at the same deliveries, and servers that die in the middle of something. */
class WebhookConcurrencyTest {
    private static final Answer TAKEN = Answer.of(204, Duration.ofMillis(1));
    private static final int CALLS = 25;

    private final Caller ann = WebhooksLab.owner("ann");

    @BeforeEach
    void nothingWaits() {
        WebhooksLab.startOver();
    }

    /** What a receiver got, in its order. */
    private static final class Inbox {
        private final List<Parcel> got = Collections.synchronizedList(new ArrayList<>());

        Map<String, List<Integer>> byCall() {
            Map<String, List<Integer>> calls = new HashMap<>();
            for (Parcel parcel : List.copyOf(got)) {
                String call = field(parcel, "\"name\":\"");
                calls.computeIfAbsent(call, it -> new ArrayList<>())
                        .add(Integer.parseInt(field(parcel, "\"sequence\":")));
            }
            return calls;
        }

        private static String field(Parcel parcel, String before) {
            String rest = parcel.body().substring(parcel.body().indexOf(before) + before.length());
            return rest.split("[\",}]", 2)[0];
        }
    }

    @Test
    void fourServersDeliverEachEventOnceAndInOrder() throws Exception {
        WebhookEndpointView endpoint = WebhooksLab.endpoint(ann, "*");
        for (int i = 0; i < CALLS; i++) {
            var call = new WebhooksLab.Call(ann);
            WebhooksLab.happened(call.started(), call.joined("bob"), call.left("bob"), call.ended());
        }
        var inbox = new Inbox();
        ExecutorService servers = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int server = 0; server < 4; server++) {
                all.add(servers.submit(() -> {
                    while (inbox.got.size() < CALLS * 4) {
                        for (Parcel parcel : WebhooksLab.take(endpoint)) {
                            inbox.got.add(parcel);
                            WebhooksLab.answer(parcel, TAKEN);
                        }
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get(60, TimeUnit.SECONDS);
            }
        } finally {
            servers.shutdownNow();
        }
        assertThat(inbox.got).hasSize(CALLS * 4);
        assertThat(inbox.byCall()).hasSize(CALLS);
        assertThat(inbox.byCall().values())
                .allSatisfy(order -> assertThat(order).containsExactly(1, 2, 3, 4));
    }

    @Test
    void neverMoreRequestsAtATimeThanAnEndpointBearsHoweverManyServersTake() throws Exception {
        WebhookEndpointView endpoint = WebhooksLab.endpoint(ann, "*");
        for (int i = 0; i < CALLS; i++) {
            WebhooksLab.happened(new WebhooksLab.Call(ann).started());
        }
        assertThat(atOnce(8, () -> WebhooksLab.take(endpoint).size()).stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(Limits.AT_ONCE_PER_ENDPOINT);
    }

    @Test
    void aDeadLetterIsRetriedOnceHoweverManyAsk() throws Exception {
        WebhookEndpointView endpoint = WebhooksLab.endpoint(ann, "*");
        WebhooksLab.happened(new WebhooksLab.Call(ann).started());
        for (int attempt = 0; attempt < Limits.ATTEMPTS; attempt++) {
            WebhooksLab.answer(WebhooksLab.take(endpoint).get(0), Answer.of(500, Duration.ZERO));
            WebhooksLab.CLOCK.pass(Limits.PAUSE);
        }
        String letter = WebhooksLab.letters(it -> it.list(ann, null, null, null))
                .items()
                .get(0)
                .deadLetterId();
        List<Boolean> done = atOnce(10, () -> {
            try {
                WebhooksLab.retry(ann, letter);
                return true;
            } catch (RefusedException gone) {
                return false;
            }
        });
        assertThat(done).containsOnlyOnce(true);
        assertThat(WebhooksLab.take(endpoint)).hasSize(1);
    }

    private static <T> List<T> atOnce(int number, java.util.concurrent.Callable<T> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(number);
        var start = new CountDownLatch(1);
        try {
            List<Future<T>> all = new ArrayList<>();
            for (int i = 0; i < number; i++) {
                all.add(threads.submit(() -> {
                    start.await();
                    return work.call();
                }));
            }
            start.countDown();
            List<T> results = new ArrayList<>();
            for (Future<T> one : all) {
                results.add(one.get(60, TimeUnit.SECONDS));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    /**
     * Servers that die as a seed says: while they write down an event, once they have taken one, once they have sent it,
     * while they write down the answer. A dying server's connection is ended by PostgreSQL, as by a kill -9.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20261129})
    void serversThatDieAnywhereLoseNothingAndKeepTheOrder(long seed) {
        var random = new Random(seed);
        WebhookEndpointView endpoint = WebhooksLab.endpoint(ann, "*");
        Map<String, Integer> told = new HashMap<>();
        var inbox = new Inbox();
        List<WebhooksLab.Call> calls = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            calls.add(new WebhooksLab.Call(ann));
        }
        for (int step = 0; step < 120; step++) {
            var call = calls.get(random.nextInt(calls.size()));
            if (random.nextBoolean()) {
                if (writes(call, random.nextInt(4) == 0)) {
                    told.merge(call.id.toString(), 1, Integer::sum);
                }
            } else {
                serve(endpoint, inbox, Death.values()[random.nextInt(Death.values().length)]);
            }
        }
        // Nobody dies any more, and somebody looks after what has no attempts left.
        for (int round = 0; round < 500 && !isDone(told, inbox); round++) {
            WebhooksLab.letters(it -> it.list(ann, null, null, "200"))
                    .items()
                    .forEach(letter -> WebhooksLab.retry(ann, letter.deadLetterId()));
            serve(endpoint, inbox, Death.NONE);
        }
        assertThat(inbox.byCall().keySet()).isEqualTo(told.keySet());
        inbox.byCall().forEach((call, order) -> {
            assertThat(order.stream().distinct().toList())
                    .as("first deliveries of %s", call)
                    .isSorted()
                    .hasSize(told.get(call));
            assertThat(order)
                    .as("what comes again comes before what follows it")
                    .isSorted();
        });
    }

    private static boolean isDone(Map<String, Integer> told, Inbox inbox) {
        return told.entrySet().stream()
                .allMatch(call -> inbox.byCall().getOrDefault(call.getKey(), List.of()).stream()
                                .distinct()
                                .count()
                        == call.getValue());
    }

    /** One event; whether it has happened. */
    private static boolean writes(WebhooksLab.Call call, boolean dies) {
        EntityManager transaction = WebhooksLab.outboxTransaction();
        try (transaction) {
            transaction.getTransaction().begin();
            WebhooksLab.outbox(transaction).happened(call.joined("bob"));
            return commits(transaction, dies);
        }
    }

    /** When a server dies, and with what undone. */
    private enum Death {
        NONE,
        TAKING,
        HAVING_TAKEN,
        HAVING_SENT,
        WRITING_DOWN
    }

    /** One round of a server, which may die in it; time passes until its leases have run out. */
    private static void serve(WebhookEndpointView endpoint, Inbox inbox, Death death) {
        List<Parcel> taken = new ArrayList<>();
        try (EntityManager transaction = WebhooksLab.queueTransaction()) {
            transaction.getTransaction().begin();
            taken.addAll(WebhooksLab.queue(transaction).take(4));
            if (!commits(transaction, death == Death.TAKING)) {
                taken.clear();
            }
        }
        for (Parcel parcel : taken) {
            assertThat(parcel.endpoint()).isEqualTo(UUID.fromString(endpoint.endpointId()));
            if (death == Death.HAVING_TAKEN) {
                break;
            }
            inbox.got.add(parcel);
            if (death == Death.HAVING_SENT) {
                break;
            }
            try (EntityManager transaction = WebhooksLab.queueTransaction()) {
                transaction.getTransaction().begin();
                WebhooksLab.queue(transaction).answered(parcel, TAKEN);
                if (!commits(transaction, death == Death.WRITING_DOWN)) {
                    break;
                }
            }
        }
        WebhooksLab.CLOCK.pass(Limits.LEASE);
    }

    private static boolean commits(EntityManager transaction, boolean dies) {
        if (dies) {
            transaction.flush();
            Object backend =
                    transaction.createNativeQuery("select pg_backend_pid()").getSingleResult();
            MigratedDatabase.execute("select pg_terminate_backend(?)", backend);
        }
        try {
            transaction.getTransaction().commit();
            return true;
        } catch (RuntimeException died) {
            if (!dies) {
                throw died;
            }
            return false;
        }
    }
}
