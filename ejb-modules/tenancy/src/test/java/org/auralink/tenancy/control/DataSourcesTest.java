package org.auralink.tenancy.control;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.sql.DataSourceDefinition;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataSourcesTest {
    private static final List<DataSourceDefinition> POOLS =
            List.of(DataSources.class.getAnnotationsByType(DataSourceDefinition.class));

    @Test
    void everyPoolRecoversAndGivesUpInTheSameWay() {
        assertThat(POOLS).hasSize(3);
        assertThat(POOLS)
                .extracting(pool -> Arrays.stream(pool.properties())
                        .filter(property -> !property.startsWith("ApplicationName="))
                        .toList())
                .containsOnly(List.of(
                        DataSources.CONNECT,
                        DataSources.ANSWER,
                        DataSources.LOGIN,
                        DataSources.KEEP_ALIVE,
                        DataSources.NO_ROWS_IN_LOGS,
                        DataSources.VALIDATE,
                        DataSources.VALIDATE_BY,
                        DataSources.VALIDATE_WITH,
                        DataSources.FAIL_ALONE,
                        DataSources.WAIT));
    }

    @Test
    void theDatabaseShowsWhichPoolAConnectionIsOf() {
        assertThat(POOLS)
                .extracting(pool -> Arrays.stream(pool.properties())
                        .filter(property -> property.startsWith("ApplicationName="))
                        .toList())
                .doesNotHaveDuplicates()
                .allSatisfy(names -> assertThat(names).hasSize(1));
    }

    /** PostgreSQL's default of 100 serves two application servers, migrations and somebody who looks. */
    @Test
    void twoServersFitIntoPostgresqlsDefault() {
        assertThat(POOLS.stream().mapToInt(DataSourceDefinition::maxPoolSize).sum())
                .isLessThanOrEqualTo(45);
    }
}
