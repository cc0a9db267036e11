package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.auralink.systemtests.Loopback.get;
import static org.auralink.systemtests.Loopback.post;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.auralink.systemtests.Loopback.Answer;
import org.junit.jupiter.api.Test;

/**
 * What sign-ins and requests of people cost the application server, in processor time, and what it holds while five hundred
 * people sign in at once. Every request is a connection of its own, as for the load's worst case.
 */
class ManySignInsAttack {
    private static final int PEOPLE = 500;
    private static final int AT_ONCE = 4;
    private static final Duration LENGTH = Duration.ofSeconds(20);
    private static final String PASSWORD = "correct horse 7";
    private static final String SIGN_IN = "/auth/v1/token?grant_type=password";

    /** Hashes of 19 MiB, as many at once as there are places, and the requests that wait; not one hash for each of all. */
    private static final long MOST_GROWTH_MIB = 400;

    private final String[] emails = new String[PEOPLE];
    private final String[] access = new String[PEOPLE];
    private final String[] refresh = new String[PEOPLE];
    private final long pid = LocalStack.pid("Payara");

    @Test
    void manyPeopleSignIn() throws Exception {
        everybodySignsUp();

        Cost signIns = during("sign-ins", LENGTH, this::signIn);
        Cost refreshes = during("refreshes", LENGTH, this::refresh);
        Cost accounts = during("reads of one's account", LENGTH, person -> read(person, "/auth/v1/user"));
        Cost calls = during("reads of one's calls", LENGTH, person -> read(person, "/api/v1/calls"));

        System.out.printf(
                "of a sign-in %.0f %% is what a refresh does not do: hashing%n",
                100 * (1 - refreshes.cpuMillis() / signIns.cpuMillis()));
        for (Cost cost : List.of(signIns, refreshes, accounts, calls)) {
            assertThat(cost.statuses.keySet()).as(cost.what).containsOnly(200);
        }
        allAtOnce();
    }

    private void everybodySignsUp() throws InterruptedException {
        var next = new AtomicInteger();
        parallel(AT_ONCE, () -> {
            for (int person = next.getAndIncrement(); person < PEOPLE; person = next.getAndIncrement()) {
                emails[person] = UUID.randomUUID() + "@example.org";
                Answer answer =
                        post(address(person), "/auth/v1/signup", Map.of("email", emails[person], "password", PASSWORD));
                assertThat(answer.status()).isEqualTo(200);
                keep(person, answer);
            }
        });
    }

    private void keep(int person, Answer answer) {
        access[person] = answer.json().get("access_token").getAsString();
        refresh[person] = answer.json().get("refresh_token").getAsString();
    }

    private int signIn(int person) {
        Answer answer = post(address(person), SIGN_IN, Map.of("email", emails[person], "password", PASSWORD));
        if (answer.status() == 200) {
            keep(person, answer);
        }
        return answer.status();
    }

    private int refresh(int person) {
        Answer answer = post(
                address(person), "/auth/v1/token?grant_type=refresh_token", Map.of("refresh_token", refresh[person]));
        if (answer.status() == 200) {
            keep(person, answer);
        }
        return answer.status();
    }

    private int read(int person, String path) {
        return get(address(person), path, "Authorization: Bearer " + access[person])
                .status();
    }

    /** Of one person alone: limits are of addresses. */
    private static String address(int person) {
        return "127.0." + (60 + person / 250) + "." + (1 + person % 250);
    }

    /** What requests of one kind came to. */
    private record Cost(String what, Map<Integer, Integer> statuses, long[] nanos, Duration cpu, Duration wall) {
        double cpuMillis() {
            return cpu.toNanos() / 1e6 / nanos.length;
        }

        double percentile(int percent) {
            return nanos[Math.min(nanos.length - 1, nanos.length * percent / 100)] / 1e6;
        }

        void print() {
            System.out.printf(
                    "%s: %d in %.0f s, %s; %.1f ms of processor time each, so %.0f a second and core;"
                            + " median %.0f ms, 99th percentile %.0f ms%n",
                    what,
                    nanos.length,
                    wall.toMillis() / 1e3,
                    statuses,
                    cpuMillis(),
                    1000 / cpuMillis(),
                    percentile(50),
                    percentile(99));
        }
    }

    /** One person after the other, some at a time. */
    private Cost during(String what, Duration length, IntFunction<Integer> request) throws InterruptedException {
        var statuses = new ConcurrentLinkedQueue<Integer>();
        var nanos = new ConcurrentLinkedQueue<Long>();
        var next = new AtomicInteger();
        Duration before = cpu();
        long begin = System.nanoTime();
        long end = begin + length.toNanos();
        parallel(AT_ONCE, () -> {
            while (System.nanoTime() - end < 0) {
                long from = System.nanoTime();
                statuses.add(request.apply(next.getAndIncrement() % PEOPLE));
                nanos.add(System.nanoTime() - from);
            }
        });
        return cost(what, statuses, nanos, cpu().minus(before), Duration.ofNanos(System.nanoTime() - begin));
    }

    private static Cost cost(
            String what, Iterable<Integer> statuses, ConcurrentLinkedQueue<Long> nanos, Duration cpu, Duration wall) {
        Map<Integer, Integer> counted = new TreeMap<>();
        statuses.forEach(status -> counted.merge(status, 1, Integer::sum));
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        Cost cost = new Cost(what, counted, sorted, cpu, wall);
        cost.print();
        return cost;
    }

    private void allAtOnce() throws InterruptedException {
        var go = new CountDownLatch(1);
        var statuses = new ConcurrentLinkedQueue<Integer>();
        var nanos = new ConcurrentLinkedQueue<Long>();
        var over = new AtomicBoolean();
        var most = new long[1];
        long before = residentMib();
        var watch = new Thread(() -> {
            while (!over.get()) {
                most[0] = Math.max(most[0], residentMib());
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        });
        List<Thread> people = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            int person = i;
            people.add(new Thread(() -> {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    return;
                }
                long from = System.nanoTime();
                statuses.add(signIn(person));
                nanos.add(System.nanoTime() - from);
            }));
        }
        people.forEach(Thread::start);
        watch.start();
        Duration cpuBefore = cpu();
        long begin = System.nanoTime();
        go.countDown();
        for (Thread person : people) {
            person.join();
        }
        over.set(true);
        watch.join();
        Cost cost = cost(
                PEOPLE + " at once",
                statuses,
                nanos,
                cpu().minus(cpuBefore),
                Duration.ofNanos(System.nanoTime() - begin));
        System.out.printf("resident memory: %d MiB before, %d MiB at most%n", before, most[0]);
        assertThat(nanos).as("everybody was answered").hasSize(PEOPLE);
        assertThat(cost.statuses.keySet()).isSubsetOf(Arrays.asList(200, 429));
        assertThat(cost.statuses.getOrDefault(200, 0)).isPositive();
        assertThat(most[0] - before).isLessThan(MOST_GROWTH_MIB);
    }

    private static void parallel(int threads, Runnable work) throws InterruptedException {
        var failed = new ConcurrentLinkedQueue<Throwable>();
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            var thread = new Thread(work);
            thread.setUncaughtExceptionHandler((unused, failure) -> failed.add(failure));
            thread.start();
            running.add(thread);
        }
        for (Thread thread : running) {
            thread.join();
        }
        assertThat(failed).isEmpty();
    }

    private Duration cpu() {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow();
    }

    private long residentMib() {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
