package org.auralink.quality.boundary;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.auralink.quality.control.Judgement;
import org.auralink.quality.control.Reports;
import org.auralink.quality.control.Watches;
import org.auralink.shared.Caller;
import org.auralink.shared.OrganizationId;
import org.auralink.shared.UserId;
import org.auralink.testkit.MigratedDatabase;
import org.auralink.testkit.MovableClock;

/** A migrated PostgreSQL, the capability on it with the application's own logins, and a call of an organization. */
final class QualityLab {
    private static final EntityManagerFactory PEOPLE = unit("quality", "auralink_authenticator", "authenticator");
    private static final EntityManagerFactory SERVICE = unit("quality-events", "auralink_service", "service");

    final MovableClock clock = new MovableClock(Instant.now().truncatedTo(ChronoUnit.SECONDS));
    final MigratedDatabase.Person owner = MigratedDatabase.person("owner");
    final UUID call = UUID.randomUUID();
    private final Watches watches = new Watches();

    QualityLab() {
        MigratedDatabase.execute(
                "insert into public.calls (call_id, organization_id, created_by, name, guest_code) values (?, ?, ?, 'c', ?)",
                call,
                owner.organization(),
                owner.user(),
                call.toString().replace("-", "").substring(0, 22));
    }

    private static EntityManagerFactory unit(String name, String user, String password) {
        return Persistence.createEntityManagerFactory(
                name,
                Map.of(
                        "jakarta.persistence.transactionType",
                        "RESOURCE_LOCAL",
                        "hibernate.transaction.coordinator_class",
                        "jdbc",
                        "jakarta.persistence.jdbc.url",
                        MigratedDatabase.settings().databaseUrl(),
                        "jakarta.persistence.jdbc.user",
                        user,
                        "jakarta.persistence.jdbc.password",
                        password));
    }

    private static <T> T inTransaction(EntityManagerFactory unit, Function<EntityManager, T> work) {
        try (EntityManager entityManager = unit.createEntityManager()) {
            entityManager.getTransaction().begin();
            try {
                T result = work.apply(entityManager);
                entityManager.getTransaction().commit();
                return result;
            } finally {
                if (entityManager.getTransaction().isActive()) {
                    entityManager.getTransaction().rollback();
                }
            }
        }
    }

    <T> T service(Function<QualityReports, T> work) {
        return inTransaction(SERVICE, entityManager -> {
            var reports = new QualityReports();
            reports.entityManager = entityManager;
            reports.clock = clock;
            return work.apply(reports);
        });
    }

    /** Some reports of this call that come in now. */
    void report(Reports.Builder... told) {
        List<Judgement> judgements = watches.judge(
                Arrays.stream(told)
                        .map(report ->
                                report.call(call.toString()).at(clock.instant()).build())
                        .toList(),
                clock.instant(),
                rooms -> Map.of(call.toString(), new OrganizationId(owner.organization())));
        service(reports -> {
            reports.write(judgements);
            return true;
        });
    }

    void sweep() {
        service(reports -> {
            reports.endSilentIssues();
            return true;
        });
    }

    QualityView quality(Caller caller) {
        return quality(quality -> quality.of(caller, call.toString()));
    }

    SavingsView savings(Caller caller) {
        return quality(quality -> quality.savings(caller, call.toString()));
    }

    <T> T quality(Function<CallQuality, T> work) {
        return inTransaction(PEOPLE, entityManager -> {
            var quality = new CallQuality();
            quality.entityManager = entityManager;
            return work.apply(quality);
        });
    }

    <T> T alerts(Function<QualityAlerts, T> work) {
        return inTransaction(PEOPLE, entityManager -> {
            var alerts = new QualityAlerts();
            alerts.entityManager = entityManager;
            alerts.clock = clock;
            return work.apply(alerts);
        });
    }

    /** A feed that asks the database, each time in a transaction of its own. */
    LiveFeed feed() {
        return new LiveFeed() {
            @Override
            public List<Row> since(java.util.Collection<String> calls, Instant after) {
                return inTransaction(SERVICE, entityManager -> {
                    var feed = new LiveFeed();
                    feed.entityManager = entityManager;
                    return feed.since(calls, after);
                });
            }
        };
    }

    static Caller caller(MigratedDatabase.Person person) {
        return Caller.of(new UserId(person.user()), new OrganizationId(person.organization()));
    }

    Caller owner() {
        return caller(owner);
    }

    static List<String> query(String sql) {
        try (Connection admin = MigratedDatabase.superuser();
                Statement statement = admin.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
