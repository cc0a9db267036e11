package org.auralink.media.node.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.auralink.media.node.access.AccessLimits.Rate;
import org.junit.jupiter.api.Test;

class BudgetTableTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void aBurstIsThereAtOnceThenSoMuchPerSecondForEachKeyByItself() {
        var table = new BudgetTable<String>(new Rate(0.5, 3), 10);
        for (int i = 0; i < 3; i++) {
            assertThat(table.take("a", 0)).isZero();
        }
        assertThat(table.take("a", 0)).isEqualTo(2);
        assertThat(table.take("a", SECOND)).isEqualTo(1);
        assertThat(table.take("b", SECOND)).isZero();
        assertThat(table.take("a", 2 * SECOND)).isZero();
        assertThat(table.take("a", 2 * SECOND)).isEqualTo(2);
    }

    @Test
    void whatAFloodOfKeysCostsIsBounded() {
        var table = new BudgetTable<Integer>(new Rate(1, 1), 100);
        var random = new Random(3);
        for (int i = 0; i < 100_000; i++) {
            table.take(random.nextInt(), i);
        }
        assertThat(table.size()).isEqualTo(100);
    }

    @Test
    void whoKeepsAskingIsNotForgottenForThoseWhoCameOnce() {
        var table = new BudgetTable<Integer>(new Rate(1, 1), 100);
        table.take(-1, 0);
        for (int i = 0; i < 1000; i++) {
            table.take(i, i);
            assertThat(table.take(-1, i)).isPositive();
        }
    }
}
