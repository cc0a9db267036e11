package org.auralink.identity.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.auralink.shared.RefusedException;
import org.auralink.shared.policies.AwayException;
import org.auralink.shared.redis.Copy;
import org.auralink.shared.redis.OptionalRedis;
import org.auralink.shared.redis.RedisConnections;
import org.auralink.testkit.RedisProcess;
import org.junit.jupiter.api.Test;

/** The account behind a token, read again and again, on two servers of the application and one that Redis is away from. */
class AccountReadsTest {
    private static final String PASSWORD = "correct horse 7";

    private final IdentityLab lab = labOfToday();
    private final IdentityLab.Door signIns = lab.signIns(true);
    private final String email = UUID.randomUUID() + "@example.test";
    private final SessionView session = signIns.signUp(new SignUp(email, null, PASSWORD, null));
    private final AccountReads here = server(RedisProcess.port());
    private final AccountReads there = server(RedisProcess.port());
    private final AccountReads alone = server(RedisProcess.freePort());

    /** Redis has a clock of its own, by which it forgets. */
    private static IdentityLab labOfToday() {
        IdentityLab lab = new IdentityLab();
        lab.clock.moveTo(Instant.now().truncatedTo(ChronoUnit.MILLIS));
        return lab;
    }

    private AccountReads server(int redisPort) {
        return lab.reads(
                new OptionalRedis(RedisConnections.to(URI.create("redis://127.0.0.1:" + redisPort)), lab.clock));
    }

    private String read(AccountReads from) {
        return from.user(session.accessToken()).text();
    }

    private void databaseGoesAway() {
        lab.fault = () -> {
            throw new IllegalStateException(new SQLException("gone", "08006"));
        };
    }

    private static void refusedWith(String code, ThrowingCallable request) {
        assertThatThrownBy(request)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo(code));
    }

    @Test
    void theDatabaseIsAskedOnceInFiveSecondsByAllServersTogether() {
        assertThat(read(here)).contains(email);
        assertThat(read(there)).isEqualTo(read(here));
        assertThat(lab.loads).hasValue(1);
        lab.clock.pass(Duration.ofSeconds(5));
        read(there);
        assertThat(lab.loads).hasValue(2);
    }

    @Test
    void aHundredWhoAskAtOnceCostOneQuestion() throws Exception {
        var begin = new CountDownLatch(1);
        ExecutorService people = Executors.newFixedThreadPool(100);
        try {
            List<Future<String>> answers = new ArrayList<>();
            for (int person = 0; person < 100; person++) {
                answers.add(people.submit(() -> {
                    begin.await();
                    return read(here);
                }));
            }
            begin.countDown();
            for (Future<String> answer : answers) {
                assertThat(answer.get()).contains(email);
            }
        } finally {
            people.shutdownNow();
        }
        assertThat(lab.loads).hasValue(1);
    }

    @Test
    void aSessionThatEndedIsAnsweredByNoCopyOnAnyServer() {
        read(here);
        read(there);
        signIns.signOut(session.accessToken(), LogoutScope.GLOBAL);
        refusedWith("session_not_found", () -> read(here));
        refusedWith("session_not_found", () -> read(there));
        refusedWith("session_not_found", () -> read(alone));
    }

    @Test
    void neitherIsOneThatEndedBeforeTheDatabaseWentAway() {
        read(there);
        signIns.signOut(session.accessToken(), LogoutScope.LOCAL);
        lab.clock.pass(IdentityLab.LIMITS.sessions().endedSeen());
        databaseGoesAway();
        refusedWith("session_not_found", () -> read(there));
        assertThatThrownBy(() -> read(alone)).isNotInstanceOf(RefusedException.class);
    }

    @Test
    void aServerThatHearsNothingFromOthersAsksTheDatabaseEachTime() {
        read(alone);
        read(alone);
        assertThat(lab.loads).hasValue(2);
    }

    @Test
    void whatASignInChangesIsSeenAtOnce() {
        String before = read(here);
        lab.clock.pass(Duration.ofSeconds(1));
        signIns.signIn(new Grant.Password(email, PASSWORD));
        assertThat(read(there)).isNotEqualTo(before);
    }

    @Test
    void whileTheDatabaseIsAwayTheLastCopyIsAnsweredAndSaysSo() {
        String before = read(here);
        lab.clock.pass(Duration.ofMinutes(1));
        databaseGoesAway();
        Copy copy = there.user(session.accessToken());
        assertThat(copy.text()).isEqualTo(before);
        assertThat(copy.fallback()).isEqualTo(Copy.FROM_REDIS);
        assertThat(copy.age()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void whileTheDatabaseIsAwayNobodyWaitsForItToSignInUpOrOut() {
        databaseGoesAway();
        Grant wrong = new Grant.Password(email, PASSWORD);
        for (int failures = 0; failures < 5; failures++) {
            assertThatThrownBy(() -> signIns.signIn(wrong)).isNotInstanceOf(RefusedException.class);
        }
        Runnable asked = lab.fault;
        lab.fault = () -> {
            throw new AssertionError("asked although it is away");
        };
        List<ThrowingCallable> requests = List.of(
                () -> signIns.signIn(wrong),
                () -> signIns.signIn(new Grant.Refresh(session.refreshToken())),
                () -> signIns.signUp(new SignUp(UUID.randomUUID() + "@example.test", null, PASSWORD, null)),
                () -> signIns.signOut(session.accessToken(), LogoutScope.GLOBAL));
        assertThat(requests)
                .allSatisfy(request -> assertThatThrownBy(request)
                        .isInstanceOfSatisfying(
                                AwayException.class,
                                away -> assertThat(away.retryAfter()).isGreaterThanOrEqualTo(Duration.ofSeconds(1))));
        lab.fault = asked;
    }
}
