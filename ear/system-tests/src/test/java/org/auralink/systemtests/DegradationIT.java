package org.auralink.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Each dependency taken away, or delayed, while two people talk and others ask: which fallback answers, how soon, how soon
 * all is well again, and that nothing is lost or doubled. Prints what docs/resilience.md shows.
 */
@EnabledIfSystemProperty(named = "auralink.drill", matches = "true", disabledReason = "takes minutes: -Pdrill")
class DegradationIT {
    private static final Duration OUTAGE = Duration.ofSeconds(30);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration DELAY = Duration.ofSeconds(5);

    /** A frame comes every 40 ms; we look four times a second. */
    private static final Duration LOOK = Duration.ofMillis(250);

    private Api member;
    private Api.Answer call;
    private ClientPage client;
    private Browser browser;
    private String host;
    private String guest;

    @BeforeEach
    void twoPeopleTalk() {
        member = Api.newMember("Drill");
        call = member.createCall("Drill");
        client = new ClientPage();
        browser = new Browser();
        browser.page().navigate(client.url());
        host = join(member.post(callPath() + "/join", Map.of()));
        String link = call.text("join_url");
        guest = join(Api.anonymous()
                .post(
                        "/api/v1/guest-links/" + link.substring(link.lastIndexOf('/') + 1) + "/join",
                        Map.of("display_name", "Guest")));
        ClientPage.seesAndHears(browser, host, LIMIT, guest);
        Eventually.see("the history to show both", LIMIT, this::rows, rows -> rows == 2);
        member.get("/api/v1/calls?limit=20").expect(200);
    }

    @AfterEach
    void everythingRunsAgain() {
        try (var server = client;
                var tab = browser) {
            for (String part : List.of("PostgreSQL", "Redis", "media-node", "Payara")) {
                LocalStack.part("start", part);
            }
        }
    }

    @Test
    void postgresqlIsAway() {
        drill(
                "PostgreSQL stopped",
                () -> LocalStack.part("stop", "PostgreSQL"),
                () -> LocalStack.part("start", "PostgreSQL"),
                "redis-cache",
                OUTAGE);
    }

    @Test
    void redisIsAway() {
        drill(
                "Redis stopped",
                () -> LocalStack.part("stop", "Redis"),
                () -> LocalStack.part("start", "Redis"),
                "memory",
                OUTAGE);
    }

    @Test
    void postgresqlAndRedisAreAway() {
        drill(
                "PostgreSQL and Redis stopped",
                () -> {
                    LocalStack.part("stop", "PostgreSQL");
                    LocalStack.part("stop", "Redis");
                },
                () -> {
                    LocalStack.part("start", "Redis");
                    LocalStack.part("start", "PostgreSQL");
                },
                "memory-cache",
                OUTAGE);
    }

    @Test
    void postgresqlTakesFiveSeconds() {
        List<Long> all = family("PostgreSQL");
        drill("PostgreSQL answers after 5 s", () -> signal("STOP", all), () -> signal("CONT", all), "", DELAY);
    }

    @Test
    void redisTakesFiveSeconds() {
        List<Long> all = family("Redis");
        drill("Redis answers after 5 s", () -> signal("STOP", all), () -> signal("CONT", all), "", DELAY);
    }

    /** One node here: its calls end. Reading goes on as if nothing were. */
    @Test
    void theMediaNodeIsAway() {
        double calm = p95(calmly());
        long began = System.nanoTime();
        LocalStack.part("kill", "media-node");
        Api.Answer refused = Eventually.see("a join to be refused", LIMIT, this::tryJoin, it -> it.status() == 503);
        double degraded = seconds(began);
        assertThat(refused.header("Retry-After")).matches("[1-9][0-9]*");
        assertThat(member.get(callPath()).expect(200).header("X-Degraded-Mode")).isEmpty();
        Eventually.see("the call to end", LIMIT, () -> member.get(callPath()).text("status"), "ended"::equals);
        double ended = seconds(began);
        // Often enough for the circuit of the node to open.
        Stream.generate(this::tryJoinAnother)
                .limit(6)
                .forEach(answer -> assertThat(answer.status()).isEqualTo(503));
        double away = p95(calmly());
        long back = System.nanoTime();
        LocalStack.part("start", "media-node");
        Eventually.see("joins to work", LIMIT, this::tryJoinAnother, it -> it.status() == 200);
        report("media node killed", "none: others", 503, degraded, seconds(back), "not counted", "not counted", ended);
        assertThat(away).as("p95 of what needs no node, in ms; calm: " + calm).isLessThan(10 * calm + 250);
    }

    private void drill(String name, Runnable take, Runnable give, String fallback, Duration outage) {
        List<Double> calm = calmly();
        String key = UUID.randomUUID().toString();
        String wanted = "Once " + key;
        long began = System.nanoTime();
        take.run();
        int threads = threads();
        double degraded = Double.NaN;
        int status = 0;
        List<Double> away = new ArrayList<>();
        double gap = 0;
        int frames = frames();
        long lastFrame = System.nanoTime();
        while (System.nanoTime() - began < outage.toNanos()) {
            if (outage == OUTAGE) {
                Api.Answer read = member.get(callPath());
                if (Double.isNaN(degraded)
                        && read.status() == 200
                        && read.header("X-Fallback-Used").equals(fallback)) {
                    degraded = seconds(began);
                }
                member.postOnce("/api/v1/calls", key, Map.of("name", wanted));
                status = Math.max(status, tryJoin().status());
            }
            away.add(unaffected());
            int now = frames();
            if (now > frames) {
                frames = now;
                lastFrame = System.nanoTime();
            }
            gap = Math.max(gap, seconds(lastFrame));
            LockSupport.parkNanos(LOOK.toNanos());
        }
        browser.page().evaluate("id => window.leave(id)", guest);
        int most = Math.max(threads, threads());
        long back = System.nanoTime();
        give.run();
        Eventually.see("a join to work again", LIMIT, this::tryJoin, it -> it.status() == 200);
        Eventually.see(
                "answers as good as usual",
                LIMIT,
                () -> member.get(callPath()),
                it -> it.status() == 200 && it.header("X-Degraded-Mode").isEmpty());
        double recovered = seconds(back);
        member.postOnce("/api/v1/calls", key, Map.of("name", wanted)).expect(201);
        Eventually.see("the leaving to be recorded", LIMIT, this::present, it -> it == 1);
        long doubled = Math.max(0, rows() - 2) + Math.max(0, named(wanted) - 1);
        String lost = named(wanted) == 0 ? "1" : "0";
        report(name, fallback, status, degraded, recovered, lost, Long.toString(doubled), gap);
        assertThat(doubled).isZero();
        assertThat(named(wanted)).isEqualTo(1);
        assertThat(gap).as("seconds without a picture").isLessThan(5);
        assertThat(most).as("threads").isLessThan(400);
        if (outage == OUTAGE) {
            assertThat(degraded).as("seconds until the fallback answers").isNotNaN();
            assertThat(p95(away))
                    .as("p95 of unaffected routes, ms; calm: " + p95(calm))
                    .isLessThan(10 * p95(calm) + 250);
        }
    }

    private static void report(
            String name,
            String fallback,
            int status,
            double degraded,
            double recovered,
            String lost,
            String doubled,
            double media) {
        System.out.printf(
                Locale.ROOT,
                "DRILL | %s | %s | %d | %.1f s | %.1f s | %s | %s | %.1f s |%n",
                name,
                fallback,
                status,
                degraded,
                recovered,
                lost,
                doubled,
                media);
    }

    /** What needs none of them. */
    private static double unaffected() {
        long begin = System.nanoTime();
        Api.anonymous().get("/health/live").expect(200);
        Api.anonymous().get("/auth/v1/.well-known/jwks.json").expect(200);
        return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begin) / 1000.0;
    }

    private static List<Double> calmly() {
        return Stream.generate(DegradationIT::unaffected).limit(20).toList();
    }

    private static double p95(List<Double> times) {
        List<Double> sorted = times.stream().sorted().toList();
        return sorted.get(Math.min(sorted.size() - 1, (int) (sorted.size() * 0.95)));
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static int threads() {
        return Api.administration()
                .get("/metrics")
                .expect(200)
                .response()
                .body()
                .lines()
                .filter(line -> line.startsWith("thread_count"))
                .map(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(0);
    }

    private Api.Answer tryJoin() {
        return member.post(callPath() + "/join", Map.of());
    }

    private Api.Answer tryJoinAnother() {
        String other = member.createCall("Other").text("call_id");
        return member.post("/api/v1/calls/" + other + "/join", Map.of());
    }

    private String callPath() {
        return "/api/v1/calls/" + call.text("call_id");
    }

    private String join(Api.Answer ticket) {
        ticket.expect(200);
        ClientPage.join(browser, ticket.text("identity"), ticket.text("url"), ticket.text("token"));
        return ticket.text("identity");
    }

    private int rows() {
        return member.get(callPath())
                .expect(200)
                .json()
                .getAsJsonArray("participants")
                .size();
    }

    private long present() {
        return member.get(callPath()).expect(200).json().getAsJsonArray("participants").asList().stream()
                .filter(row -> row.getAsJsonObject().get("left_at").isJsonNull())
                .count();
    }

    private long named(String name) {
        return member.get("/api/v1/calls?limit=20").expect(200).json().getAsJsonArray("items").asList().stream()
                .filter(it -> it.getAsJsonObject().get("name").getAsString().equals(name))
                .count();
    }

    private int frames() {
        return ClientPage.received(browser, host)
                .getAsJsonObject(guest)
                .get("frames")
                .getAsInt();
    }

    private static List<Long> family(String part) {
        long pid = LocalStack.pid(part);
        return Stream.concat(
                        Stream.of(pid),
                        ProcessHandle.of(pid).orElseThrow().descendants().map(ProcessHandle::pid))
                .toList();
    }

    private static void signal(String name, List<Long> pids) {
        pids.forEach(pid -> {
            try {
                new ProcessBuilder("sh", "-c", "kill -s " + name + " " + pid)
                        .start()
                        .waitFor();
            } catch (java.io.IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
