package org.auralink.calls.boundary;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.auralink.calls.control.NodeDirectory;
import org.auralink.db.Migrator;
import org.auralink.db.MigratorSettings;
import org.auralink.shared.Caller;
import org.auralink.shared.OrganizationId;
import org.auralink.shared.UserId;

/** A migrated PostgreSQL and the capability's persistence units on it, with the application's own logins. */
final class CallsDatabase {

    private static final MigratorSettings SETTINGS;
    private static final EntityManagerFactory PEOPLE;
    private static final EntityManagerFactory SERVICE;

    private static final GuestLinks LINKS = new GuestLinks() {
        @Override
        URI site() {
            return URI.create("http://localhost:8080");
        }
    };

    static {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder().start();
            SETTINGS = new MigratorSettings(
                    server.getJdbcUrl("postgres", "postgres"),
                    "postgres",
                    "postgres",
                    "jdbc:postgresql://localhost:" + server.getPort() + "/auralink",
                    "owner",
                    "authenticator",
                    "service");
            new Migrator(SETTINGS).migrate();
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
        PEOPLE = unit("calls", "auralink_authenticator", "authenticator");
        SERVICE = unit("call-events", "auralink_service", "service");
    }

    /** Of all facades. */
    static final MovableClock CLOCK = new MovableClock(FakeStream.START);

    private CallsDatabase() {}

    private static EntityManagerFactory unit(String name, String user, String password) {
        return Persistence.createEntityManagerFactory(
                name,
                Map.of(
                        "jakarta.persistence.transactionType",
                        "RESOURCE_LOCAL",
                        "hibernate.transaction.coordinator_class",
                        "jdbc",
                        "jakarta.persistence.jdbc.url",
                        SETTINGS.databaseUrl(),
                        "jakarta.persistence.jdbc.user",
                        user,
                        "jakarta.persistence.jdbc.password",
                        password));
    }

    /** One transaction of a person's or a guest's request. */
    static <T> T asPerson(Function<Calls, T> work) {
        return inTransaction(PEOPLE, entityManager -> {
            Calls calls = new Calls();
            calls.entityManager = entityManager;
            calls.links = LINKS;
            calls.clock = CLOCK;
            return work.apply(calls);
        });
    }

    /** One transaction of a media event. */
    static <T> T asService(Function<CallEvents, T> work) {
        return asService(Set.of(), work);
    }

    /** The same with a configuration of nodes. */
    static <T> T asService(Set<String> configured, Function<CallEvents, T> work) {
        return inTransaction(SERVICE, entityManager -> {
            CallEvents events = new CallEvents();
            events.entityManager = entityManager;
            events.clock = CLOCK;
            events.directory = new NodeDirectory() {
                @Override
                public Set<String> configured() {
                    return configured;
                }
            };
            return work.apply(events);
        });
    }

    /** One run of the timer. */
    static void expire() {
        inTransaction(SERVICE, entityManager -> {
            CallExpiry expiry = new CallExpiry();
            expiry.entityManager = entityManager;
            expiry.clock = CLOCK;
            expiry.endForgottenCalls();
            return true;
        });
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

    /** A new account with its personal organization. */
    static Caller person(String name) {
        UUID user = UUID.randomUUID();
        UUID organization = UUID.randomUUID();
        String word = name + user.toString().substring(0, 8);
        execute(
                "insert into public.users (user_id, email, aura_id, username, display_name) values (?, ?, ?, ?, ?)",
                user,
                word + "@example.org",
                "@" + word + ".aura",
                word,
                name);
        execute(
                "insert into public.organizations (organization_id, name, slug, owner_id) values (?, ?, ?, ?)",
                organization,
                name,
                organization.toString(),
                user);
        execute(
                "insert into public.memberships (organization_id, user_id, role) values (?, ?, 'owner')",
                organization,
                user);
        return Caller.of(new UserId(user), new OrganizationId(organization));
    }

    /** Another account in the organization of the first. */
    static Caller colleagueOf(Caller first, String name) {
        Caller colleague = person(name);
        execute(
                "insert into public.memberships (organization_id, user_id, role) values (?, ?, 'member')",
                first.organizationId().value(),
                colleague.userId().value());
        return Caller.of(colleague.userId(), first.organizationId());
    }

    static void execute(String sql, Object... values) {
        try (Connection admin = DriverManager.getConnection(SETTINGS.databaseUrl(), "postgres", "postgres");
                PreparedStatement statement = admin.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
