package org.auralink.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Something around a call goes away or gets slow, and comes back. Meanwhile two people talk, a member reads, creates and
 * joins and looks at the console, and somebody leaves. What became of all that is a line of docs/resilience.md.
 */
final class Drill implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(90);

    /** Longer than anything waits for a dependency, five times over. */
    static final Duration OUTAGE = Duration.ofSeconds(30);

    /** Between two looks of each who looks. */
    private static final Duration LOOK = Duration.ofMillis(250);

    /** Three times what a server had with anything away. */
    private static final int MOST_THREADS = 200;

    /** A page that is told so late waits for what is away as long as its server does. */
    private static final double PAGE_MILLIS = 30_000;

    private final LauncherProcess stack;
    final TwoPeople people;
    final Person reader;

    Drill(LauncherProcess stack) {
        this.stack = stack;
        people = new TwoPeople(stack);
        reader = new Person("Drill", people.email);
        reader.open(stack.webUrl() + "/sign-in");
        reader.signIn();
    }

    /**
     * What happens, and what people notice.
     *
     * @param take takes it away
     * @param give gives it back
     * @param fallback what {@code X-Fallback-Used} says of a call that is read meanwhile, empty when it is read as usual
     * @param words what the console says meanwhile, empty for nothing
     * @param gap how many seconds the pictures may stand still
     */
    record Scenario(String name, Runnable take, Runnable give, String fallback, String words, double gap) {}

    /** Joins are refused meanwhile, with the time to come back; everything else is as the scenario says. */
    void run(Scenario scenario) {
        var unaffected = new Unaffected();
        double calm = unaffected.p95(20);
        String key = UUID.randomUUID().toString();
        Map<String, String> wanted = Map.of("name", "Once " + key);
        unaffected.start();
        long began = System.nanoTime();
        scenario.take().run();
        double degraded = Double.NaN;
        boolean told = scenario.words().isEmpty();
        boolean refused = false;
        double slowest = 0;
        int threads = 0;
        while (System.nanoTime() - began < OUTAGE.toNanos() || Double.isNaN(degraded) || !refused || !told) {
            assertThat(seconds(began)).as("seconds until all is degraded").isLessThan(LIMIT.toSeconds());
            long asked = System.nanoTime();
            Api.Answer read = people.member.get(people.path()).expect(200);
            slowest = Math.max(slowest, seconds(asked));
            double answered = seconds(began);
            boolean stoodIn = read.header("X-Fallback-Used").equals(scenario.fallback());
            Api.Answer join = people.tryJoin();
            refused |= join.status() == 503 && join.header("Retry-After").matches("[1-9][0-9]*");
            if (Double.isNaN(degraded)
                    && stoodIn
                    && (refused || !scenario.fallback().isEmpty())) {
                degraded = scenario.fallback().isEmpty() ? seconds(began) : answered;
            }
            people.member.postOnce("/api/v1/calls", key, wanted);
            if (!told && !Double.isNaN(degraded)) {
                isTold(scenario.words());
                told = true;
            }
            threads = Math.max(threads, threads());
            LockSupport.parkNanos(LOOK.toNanos());
        }
        double away = unaffected.stop();
        double gap = people.longestGap();
        people.guestLeaves();
        long back = System.nanoTime();
        scenario.give().run();
        Eventually.see("a join to work again", LIMIT, people::tryJoin, it -> it.status() == 200);
        Eventually.see(
                "answers as good as usual",
                LIMIT,
                () -> people.member.get(people.path()),
                it -> it.status() == 200 && it.header("X-Degraded-Mode").isEmpty());
        double recovered = seconds(back);
        people.member.postOnce("/api/v1/calls", key, wanted).expect(201);
        Eventually.see("the leaving to be recorded", LIMIT, people::present, it -> it == 1);
        isToldNothing();
        long made = people.named(wanted.get("name"));
        long doubled = Math.max(0, people.rows() - 2) + Math.max(0, made - 1);
        report(
                scenario.name(),
                scenario.fallback().isEmpty() ? "as usual" : "`" + scenario.fallback() + "`",
                "503",
                degraded,
                recovered,
                made == 0 ? 1 : 0,
                doubled,
                gap);
        System.out.printf(
                Locale.ROOT,
                "DRILL %s: a read took %.1f s at most; p95 of what needs none of it %.0f ms, before %.0f ms;"
                        + " at most %d threads%n",
                scenario.name(),
                slowest,
                away,
                calm,
                threads);
        assertThat(doubled).as("calls and stays that are there twice").isZero();
        assertThat(made).as("calls that were asked for once").isEqualTo(1);
        assertThat(gap).as("seconds without a picture").isLessThan(scenario.gap());
        assertThat(threads).as("threads").isLessThan(MOST_THREADS);
        assertThat(away).as("p95 of unaffected routes, ms; calm: " + calm).isLessThan(bound(calm));
    }

    /** What p95 may become, ms: there is room for what the machine does besides. */
    static double bound(double calm) {
        return 10 * calm + 250;
    }

    /** Reads the calls in the console, which says so. */
    private void isTold(String words) {
        reader.page().reload();
        assertThat(reader.page().getByTestId("degraded"))
                .containsText(words, new LocatorAssertions.ContainsTextOptions().setTimeout(PAGE_MILLIS));
        assertThat(reader.page()
                        .getByTestId("call-row")
                        .filter(new Locator.FilterOptions().setHasText("Drill"))
                        .first())
                .isVisible();
    }

    /** The calls are there as always, without a word. */
    void isToldNothing() {
        reader.page().reload();
        assertThat(reader.page().getByTestId("call-row").first()).isVisible();
        assertThat(reader.page().getByTestId("degraded")).hasCount(0);
    }

    static void report(
            String name,
            String reading,
            String joining,
            double degraded,
            double recovered,
            long lost,
            long doubled,
            double gap) {
        System.out.printf(
                Locale.ROOT,
                "DRILL | %s | %s | %s | %.1f s | %.1f s | %d | %d | %.1f s |%n",
                name,
                reading,
                joining,
                degraded,
                recovered,
                lost,
                doubled,
                gap);
    }

    static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private int threads() {
        return Api.administration(stack)
                .get("/metrics")
                .expect(200)
                .response()
                .body()
                .lines()
                .filter(line -> line.startsWith("jvm_threads_current "))
                .map(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        try (var browser = reader;
                var talk = people) {
            // Both, also when one of them fails.
        }
    }

    /** Somebody who asks for what needs none of the dependencies, all along. */
    final class Unaffected {
        private final List<Double> times = new ArrayList<>();
        private final Thread asking = new Thread(this::ask, "unaffected");
        private volatile boolean over;
        private volatile Throwable failure;

        void start() {
            asking.start();
        }

        private void ask() {
            try {
                while (!over) {
                    times.add(once());
                    LockSupport.parkNanos(LOOK.toNanos());
                }
            } catch (AssertionError | RuntimeException e) {
                failure = e;
            }
        }

        private double once() {
            long begin = System.nanoTime();
            Api.at(stack).get("/health/live").expect(200);
            Api.at(stack).get("/auth/v1/.well-known/jwks.json").expect(200);
            return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begin) / 1000.0;
        }

        /** Of so many questions one after the other, ms. */
        double p95(int questions) {
            return p95(Stream.generate(this::once).limit(questions).toList());
        }

        /** Of all that was asked since the start, ms. */
        double stop() {
            over = true;
            try {
                asking.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (failure != null) {
                throw new AssertionError("What needs none of the dependencies was not answered", failure);
            }
            return p95(times);
        }

        private static double p95(List<Double> times) {
            List<Double> sorted = times.stream().sorted().toList();
            return sorted.get(Math.min(sorted.size() - 1, (int) (sorted.size() * 0.95)));
        }
    }
}
