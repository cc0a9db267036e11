package org.auralink.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import org.auralink.db.Migrator;
import org.auralink.db.MigratorSettings;

/**
 * A PostgreSQL with roles, schema and policies as they ship: one for all tests of a module, ended with the JVM. Tests use
 * it through the application's own logins, so that the policies hold for them too.
 */
public final class MigratedDatabase {
    private static final String SUPERUSER = "postgres";
    private static final MigratorSettings SETTINGS = migrated();

    private MigratedDatabase() {}

    /** Addresses, and the passwords of the three logins. */
    public static MigratorSettings settings() {
        return SETTINGS;
    }

    /** For what the application's logins may not do. */
    public static Connection superuser() throws SQLException {
        return DriverManager.getConnection(SETTINGS.databaseUrl(), SUPERUSER, SUPERUSER);
    }

    /** One statement as the superuser, past all policies. */
    public static void execute(String sql, Object... values) {
        try (Connection admin = superuser();
                PreparedStatement statement = admin.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Somebody with an account, and the organization in which they act. */
    public record Person(UUID user, UUID organization) {

        /** Another account, in the organization of this person. */
        public Person colleague(String name) {
            Person colleague = person(name);
            join(organization, colleague.user, "member");
            return new Person(colleague.user, organization);
        }
    }

    /** A new account with its personal organization; two of them are strangers to each other. */
    public static Person person(String name) {
        var person = new Person(UUID.randomUUID(), UUID.randomUUID());
        String word = name + person.user.toString().substring(0, 8);
        execute(
                "insert into public.users (user_id, email, aura_id, username, display_name) values (?, ?, ?, ?, ?)",
                person.user,
                word + "@example.org",
                "@" + word + ".aura",
                word,
                name);
        execute(
                "insert into public.organizations (organization_id, name, slug, owner_id) values (?, ?, ?, ?)",
                person.organization,
                name,
                person.organization.toString(),
                person.user);
        join(person.organization, person.user, "owner");
        return person;
    }

    private static void join(UUID organization, UUID user, String role) {
        execute(
                "insert into public.memberships (organization_id, user_id, role) values (?, ?, ?)",
                organization,
                user,
                role);
    }

    private static MigratorSettings migrated() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder().start();
            var settings = new MigratorSettings(
                    server.getJdbcUrl(SUPERUSER, "postgres"),
                    SUPERUSER,
                    SUPERUSER,
                    "jdbc:postgresql://localhost:" + server.getPort() + "/auralink",
                    "owner",
                    "authenticator",
                    "service");
            new Migrator(settings).migrate();
            return settings;
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
