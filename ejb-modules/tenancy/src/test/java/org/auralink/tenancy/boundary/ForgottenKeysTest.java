package org.auralink.tenancy.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.auralink.shared.persistence.OneEffect;
import org.auralink.testkit.MigratedDatabase;
import org.auralink.testkit.MovableClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ForgottenKeysTest {
    private static final Instant NOW = Instant.parse("2026-11-29T02:00:00Z");
    private static final EntityManagerFactory UNIT = Persistence.createEntityManagerFactory(
            "tenancy",
            Map.of(
                    "jakarta.persistence.transactionType",
                    "RESOURCE_LOCAL",
                    "hibernate.transaction.coordinator_class",
                    "jdbc",
                    "jakarta.persistence.jdbc.url",
                    MigratedDatabase.settings().databaseUrl(),
                    "jakarta.persistence.jdbc.user",
                    "auralink_service",
                    "jakarta.persistence.jdbc.password",
                    MigratedDatabase.settings().servicePassword()));

    private final MigratedDatabase.Person ann = MigratedDatabase.person("ann");

    @BeforeEach
    void noKeys() {
        MigratedDatabase.execute("delete from public.idempotency_keys");
    }

    private void key(Duration old) {
        MigratedDatabase.execute(
                "insert into public.idempotency_keys"
                        + " (user_id, organization_id, key_hash, request_hash, resource, answer, created_at)"
                        + " values (?, ?, sha256(convert_to(?, 'utf8')), sha256('r'), 'x', '{}', cast(? as timestamptz))",
                ann.user(),
                ann.organization(),
                UUID.randomUUID().toString(),
                NOW.minus(old).toString());
    }

    private static void forget(EntityManager entityManager) {
        ForgottenKeys keys = new ForgottenKeys();
        keys.entityManager = entityManager;
        keys.clock = new MovableClock(NOW);
        entityManager.getTransaction().begin();
        keys.forget();
    }

    private static int left() throws SQLException {
        try (Connection connection = MigratedDatabase.superuser();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from public.idempotency_keys")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Test
    void whatIsADayOldIsForgottenAndNothingElse() throws SQLException {
        key(OneEffect.KEPT);
        key(OneEffect.KEPT.plusDays(7));
        key(OneEffect.KEPT.minusSeconds(1));
        try (EntityManager server = UNIT.createEntityManager()) {
            forget(server);
            server.getTransaction().commit();
        }
        assertThat(left()).isEqualTo(1);
    }

    @Test
    void ofTwoServersOneForgets() throws SQLException {
        try (EntityManager first = UNIT.createEntityManager();
                EntityManager second = UNIT.createEntityManager()) {
            forget(first);
            key(OneEffect.KEPT);
            forget(second);
            second.getTransaction().commit();
            assertThat(left()).as("the second one leaves it to the first").isEqualTo(1);
            first.getTransaction().commit();
            forget(second);
            second.getTransaction().commit();
        }
        assertThat(left()).isZero();
    }
}
