package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/**
 * Guests with valid links, from so many addresses that no limit holds for them, join calls as fast as they are answered. Prints
 * how long others wait for answers meanwhile, and for what media nodes tell: a call ends by the word of its node.
 */
class GuestAttack {
    private static final int CONNECTIONS = 100;
    private static final int CALLS = 10;

    /** Further apart than the limits of an account, 30 calls a minute, and more often than they are waited for. */
    private static final int ENDINGS = 12;

    /** A minute's worth. */
    private static final int LOOKS = 600;

    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(100);

    @Test
    void guestsOfFiveThousandAddresses() throws InterruptedException {
        Api member = Api.newMember("Host");
        List<String> links = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            String url = member.createCall("Call " + i).text("join_url");
            links.add("/api/v1/guest-links/" + url.substring(url.lastIndexOf('/') + 1) + "/join");
        }
        report("before", Api.newMember("Calm"));

        var statuses = new ConcurrentSkipListMap<Integer, AtomicInteger>();
        var over = new AtomicBoolean();
        List<Thread> flood = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            String link = links.get(i % CALLS);
            flood.add(new Thread(() -> {
                while (!over.get()) {
                    statuses.computeIfAbsent(join(link), unused -> new AtomicInteger())
                            .incrementAndGet();
                }
            }));
        }
        long begin = System.nanoTime();
        flood.forEach(Thread::start);
        try {
            report("meanwhile", Api.newMember("Meanwhile"));
        } finally {
            over.set(true);
            for (Thread thread : flood) {
                thread.join();
            }
        }
        System.out.printf(
                "%d connections, %d s: %s%n",
                CONNECTIONS, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin), statuses);
        report("after", Api.newMember("After"));
        assertThat(statuses.keySet()).isSubsetOf(0, 200, 429, 503);
    }

    /** @return the status, or 0 when the connection was closed */
    private static int join(String link) {
        var random = ThreadLocalRandom.current();
        String from = "127.1." + (1 + random.nextInt(20)) + "." + (1 + random.nextInt(250));
        try {
            return Loopback.post(from, link, Map.of("display_name", "Guest")).status();
        } catch (UncheckedIOException closed) {
            return 0;
        }
    }

    private static void report(String when, Api member) {
        List<Long> answers = new ArrayList<>();
        List<Long> endings = new ArrayList<>();
        for (int i = 0; i < ENDINGS; i++) {
            long asked = System.nanoTime();
            Api.anonymous().get("/health/live").expect(200);
            String path = "/api/v1/calls/" + member.createCall("x").text("call_id");
            member.post(path + "/join", Map.of()).expect(200);
            member.post(path + "/end", Map.of()).expect(202);
            long ended = System.nanoTime();
            answers.add((ended - asked) / 4);
            int looks = 0;
            while (!member.get(path).expect(200).text("status").equals("ended")) {
                assertThat(looks++).as("looks at a call that does not end").isLessThan(LOOKS);
                LockSupport.parkNanos(LOOK);
            }
            endings.add(System.nanoTime() - ended);
        }
        System.out.printf("%s: answers %s, ends of calls %s%n", when, text(answers), text(endings));
    }

    private static String text(List<Long> nanos) {
        List<Long> sorted = nanos.stream().sorted().toList();
        return "median %d ms, slowest %d ms"
                .formatted(
                        TimeUnit.NANOSECONDS.toMillis(sorted.get(sorted.size() / 2)),
                        TimeUnit.NANOSECONDS.toMillis(sorted.get(sorted.size() - 1)));
    }
}
