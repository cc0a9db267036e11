package org.auralink.shared.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.QueryTimeoutException;
import org.auralink.shared.policies.Outages;
import org.junit.jupiter.api.Test;

class TransactionDeadlineTest {
    private static final String STATEMENT = "select 1";

    private long now = 1_000;
    private final TransactionDeadline deadline = new TransactionDeadline(() -> now);

    @Test
    void statementsThatAreLateTogetherAreAnOutage() {
        TransactionDeadline.begin(now);
        now += TransactionDeadline.LONGEST.toNanos();
        assertThat(deadline.inspect(STATEMENT)).isEqualTo(STATEMENT);
        now++;
        assertThatThrownBy(() -> deadline.inspect(STATEMENT))
                .isInstanceOf(QueryTimeoutException.class)
                .matches(Outages::isOutage);
    }

    @Test
    void theNextTransactionHasItsOwnTime() {
        TransactionDeadline.begin(now);
        now += 10 * TransactionDeadline.LONGEST.toNanos();
        TransactionDeadline.begin(now);
        assertThat(deadline.inspect(STATEMENT)).isEqualTo(STATEMENT);
    }
}
