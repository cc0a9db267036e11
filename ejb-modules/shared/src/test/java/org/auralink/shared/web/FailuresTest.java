package org.auralink.shared.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.resource.spi.ResourceAllocationException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.auralink.shared.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

class FailuresTest {
    @Test
    void everyKindOfRefusalHasItsStatus() {
        assertThat(List.of(
                                Refusal.invalid("name", "must not be empty."),
                                Refusal.notAuthenticated("x"),
                                Refusal.forbidden("x"),
                                Refusal.notFound("x"),
                                Refusal.timedOut(Duration.ofSeconds(1)),
                                Refusal.conflict("x"),
                                Refusal.gone("x"),
                                Refusal.tooLarge(1),
                                Refusal.limitExceeded("x"),
                                Refusal.rateLimited("x", Duration.ofSeconds(1)),
                                Refusal.unavailable("The database", Duration.ofSeconds(1)))
                        .stream()
                        .map(refusal -> Failures.of(refusal).status()))
                .containsExactly(400, 401, 403, 404, 408, 409, 410, 413, 422, 429, 503);
        assertThat(Refusal.class.getPermittedSubclasses()).hasSize(11);
    }

    @Test
    void aRefusalIsFoundInsideWhatContainersWrapItIn() {
        Failure failure = Failures.of(
                new IllegalStateException(Refusal.notFound("No such call.").asException()));
        assertThat(failure.status()).isEqualTo(404);
        assertThat(failure.fault()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08001", "08003", "08006", "08P01", "25006", "25P02", "25P03", "40001", "40P01", "40003", "53100",
                "53200", "53300", "55P03", "57014", "57P01", "57P02", "57P03", "57P05", "58030"
            })
    void aDatabaseThatIsAwayReadOnlyBusyOrInConflictIsToldWithATimeToComeBack(String state) {
        Failure failure = Failures.of(new IllegalStateException(new SQLException("secret detail", state)));
        assertThat(failure.status()).isEqualTo(503);
        assertThat(failure.code()).isEqualTo("dependency_unavailable");
        assertThat(failure.retryAfter()).isPositive();
        assertThat(failure.detail()).doesNotContain("secret");
    }

    @Test
    void aPoolThatHasNoConnectionLeftIsToldTheSame() {
        Exception none = new SQLException(
                "Error in allocating a connection",
                new ResourceAllocationException("In-use connections equal max-pool-size"));
        assertThat(Failures.of(new IllegalStateException(none)).status()).isEqualTo(503);
    }

    @Test
    void aConnectionLostInMidTransactionIsNoMissingRight() {
        Failure lost = Failures.of(
                new IllegalStateException(said("42501", "permission denied for schema auth", "aclcheck_error")));
        assertThat(lost.status()).isEqualTo(503);
        assertThat(lost.retryAfter()).isPositive();

        Failure policy =
                Failures.of(said("42501", "new row violates row-level security policy", "ExecWithCheckOptions"));
        assertThat(policy.status()).isEqualTo(500);
        assertThat(policy.fault()).isTrue();
    }

    private static SQLException said(String state, String message, String routine) {
        return new PSQLException(
                new ServerErrorMessage("SERROR\0C" + state + "\0M" + message + "\0R" + routine + "\0\0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "22P02", "42703", "42P01", "P0001"})
    void whatIsWrongWithAStatementStaysAFault(String state) {
        assertThat(Failures.of(new SQLException("x", state)).status()).isEqualTo(500);
    }

    @Test
    void aRedisThatIsAwayOrBusyOrLoadingIsToldTheSame() {
        for (Exception trouble : List.of(
                new JedisConnectionException("x"),
                new JedisException("Could not get a resource from the pool"),
                new JedisDataException("LOADING Redis is loading the dataset in memory"))) {
            assertThat(Failures.of(new IllegalStateException(trouble)).status())
                    .as(trouble.toString())
                    .isEqualTo(503);
        }
    }

    @Test
    void theTrailOfAFaultNamesItsCausesAndQuotesOnlyUs() {
        Exception thrown = new IllegalStateException(
                "row of ada@example.org",
                Refusal.unavailable("The media node", Duration.ofSeconds(1))
                        .asException(new SQLException("connection to 192.0.2.1 refused", "08001")));
        assertThat(Failures.trail(thrown))
                .isEqualTo("IllegalStateException, because of RefusedException (dependency_unavailable),"
                        + " because of SQLException (SQLSTATE 08001)");
    }

    @Test
    void aCycleOfCausesEnds() {
        Exception first = new IllegalStateException();
        first.initCause(new IllegalArgumentException(first));
        assertThat(Failures.trail(first)).startsWith("IllegalStateException, because of IllegalArgumentException");
    }

    @Test
    void aServerThatServesNobodySaysWhenToComeBack() {
        Failure failure = Failures.ofStatus(503);

        assertThat(failure.code()).isEqualTo("dependency_unavailable");
        assertThat(failure.retryAfter()).isPositive();
        assertThat(failure.fault()).isFalse();
    }

    @Test
    void whatIsOurFaultTellsNothingOfItself() {
        Failure failure = Failures.of(new SQLException("column secret does not exist", "42703"));
        assertThat(failure.status()).isEqualTo(500);
        assertThat(failure.fault()).isTrue();
        assertThat(failure.detail()).doesNotContain("secret");
    }

    @Test
    void aProblemNamesCodeTraceAndFields() throws Exception {
        Problem problem = Problem.of(Failures.of(Refusal.invalid("name", "must not be empty.")), "abc");
        assertThat(Json.strict().writeValueAsString(problem))
                .isEqualTo("{\"type\":\"urn:auralink:problem:validation_failed\",\"title\":\"Validation failed\","
                        + "\"status\":400,\"detail\":\"The field name must not be empty.\",\"code\":\"validation_failed\","
                        + "\"trace_id\":\"abc\",\"errors\":[{\"field\":\"name\",\"message\":\"must not be empty.\"}]}");
    }
}
