package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Attacks on the web port at full size; prints how long others waited meanwhile. Small ones are in {@link SlowClientsIT}. */
class WebAttack {
    private static final int BODIES = 1000;
    private static final int READERS = 220;
    private static final int ANSWERS = 5000;
    private static final int STREAMS = 200_000;
    private static final int QUESTIONS = 100;

    @Test
    void aThousandSlowBodies() {
        report("before", worst());
        List<RawHttp> slow = new ArrayList<>();
        try {
            IntStream.range(0, BODIES)
                    .forEach(i -> slow.add(RawHttp.open()
                            .send("POST /auth/v1/token?grant_type=password HTTP/1.1\r\nHost: localhost\r\n"
                                    + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{")));
            report(BODIES + " bodies that do not come", worst());
            Api.newMember("Meanwhile").createCall("x");
        } finally {
            slow.forEach(RawHttp::close);
        }
    }

    @Test
    void answersThatNobodyTakes() {
        LocalStack.get();
        report("before", worst());
        String asked = "GET /auth/v1/.well-known/jwks.json HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(ANSWERS);
        for (int addresses : List.of(1, 8)) {
            ExecutorService readers = Executors.newFixedThreadPool(READERS);
            var over = new AtomicBoolean();
            for (int i = 0; i < READERS; i++) {
                String from = "127.0.0." + (2 + i % addresses);
                readers.execute(() -> {
                    while (!over.get()) {
                        // As soon as it is cut, the next.
                        try (RawHttp reader = RawHttp.openFrom(from).sendInVain(asked)) {
                            while (!over.get() && reader.isThere()) {
                                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
                            }
                        } catch (UncheckedIOException full) {
                            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
                        }
                    }
                });
            }
            try {
                report(READERS + " who take no answers, at " + addresses + " addresses", worst());
                Api.newMember("Meanwhile").createCall("x");
            } finally {
                over.set(true);
                readers.shutdown();
            }
        }
        report("after", worst());
    }

    @Test
    void rapidResets() {
        // HEADERS of GET /api/v1/openapi in HPACK's literals, then RST_STREAM, over and over.
        String streams = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0"
                + "\0\0\4\1\5\0\0\0\1AAAA\0\0\4\3\0\0\0\0\1\0\0\0\10".repeat(STREAMS / 100);
        int refused = 0;
        for (int i = 0; i < 100; i++) {
            try (RawHttp connection = RawHttp.open()) {
                connection.send(streams);
                refused += connection.answer().status() == 400 ? 1 : 0;
            } catch (UncheckedIOException closedOnUs) {
                refused++;
            }
        }
        assertThat(refused).isEqualTo(100);
        report("after " + STREAMS + " reset streams of HTTP/2", worst());
    }

    /** Milliseconds that the slowest of many questions took, one after the other. */
    private static long worst() {
        long worst = 0;
        for (int i = 0; i < QUESTIONS; i++) {
            long begin = System.nanoTime();
            Api.anonymous().get("/auth/v1/.well-known/jwks.json").expect(200);
            Api.anonymous().get("/health/live").expect(200);
            worst = Math.max(worst, System.nanoTime() - begin);
        }
        return TimeUnit.NANOSECONDS.toMillis(worst);
    }

    private static void report(String what, long milliseconds) {
        System.out.printf("%s: slowest of %d pairs of questions %d ms%n", what, QUESTIONS, milliseconds);
    }
}
