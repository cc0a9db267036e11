package org.auralink.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.auralink.db.TenantTables.Reference;
import org.auralink.db.TenantTables.Tenant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tries everything on every table that there is; a table of tomorrow is tried without being named here. */
class CatalogueWalkTest {
    private static final List<String> COMMANDS = List.of("select", "insert", "update", "delete");
    private static final List<String> REFUSED_OR_NOTHING = List.of(As.FORBIDDEN, "0 rows");
    private static final int ROUNDS = 10_000;
    private static final int CONNECTIONS = 4;
    private static final int MANY_ROWS = 200_000;

    private static World world;

    @BeforeAll
    static void aWorld() throws SQLException {
        world = World.create();
    }

    static Stream<String> everyTable() throws SQLException {
        return TenantTables.all().stream();
    }

    static Stream<Tenant> everyTableOfPeople() throws SQLException {
        return TenantTables.ofPeople().stream();
    }

    static Stream<Reference> everyReferenceThatPeopleWrite() throws SQLException {
        return TenantTables.references().stream();
    }

    @ParameterizedTest
    @MethodSource("everyTable")
    void aForgottenContextAndAGuestAreRefusedEverything(String table) throws Exception {
        try (Connection authenticator = TestDatabase.authenticator();
                Connection service = TestDatabase.service()) {
            for (String command : COMMANDS) {
                String any = any(command, table);
                assertThat(As.GUEST.tries(any)).as(command).isEqualTo(As.FORBIDDEN);
                assertThat(As.state(authenticator, any)).as(command).isEqualTo(As.FORBIDDEN);
                assertThat(As.state(service, any)).as(command).isEqualTo(As.FORBIDDEN);
            }
        }
    }

    private static String any(String command, String table) throws SQLException {
        String column = TenantTables.columns(table).get(0);
        return switch (command) {
            case "select" -> "select from " + table;
            case "insert" -> "insert into " + table + " default values";
            case "update" -> "update " + table + " set " + column + " = " + column;
            default -> "delete from " + table;
        };
    }

    @ParameterizedTest
    @MethodSource("everyTableOfPeople")
    void somebodyWithoutAccountGetsNoRow(Tenant table) throws Exception {
        As nobody = new As("authenticated", "{\"role\":\"authenticated\"}");
        assertThat(nobody.tries("delete from " + table.name())).isIn(REFUSED_OR_NOTHING);
        if (table.seen()) {
            assertThat(nobody.sees("select 1 from " + table.name())).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("everyTableOfPeople")
    void aStrangerNeitherSeesNorChangesNorTakesNorRemovesARowOfAnotherOrganization(Tenant table) throws Exception {
        As stranger = As.person(world.stranger);
        String adas = " where " + table.owner() + " = '" + table.of(world.ada, world.adasOrganization) + "'";
        try (Connection superuser = TestDatabase.superuser()) {
            assertThat(As.query(superuser, "select 1 from " + table.name() + adas))
                    .as("World makes no row in " + table.name() + ", so nothing is proved of it")
                    .isNotEmpty();
        }
        if (table.seen()) {
            assertThat(stranger.sees("select 1 from " + table.name() + adas)).isEmpty();
        }
        assertThat(stranger.tries("delete from " + table.name() + adas)).isIn(REFUSED_OR_NOTHING);
        for (String column : TenantTables.columns(table.name())) {
            assertThat(stranger.tries("update " + table.name() + " set " + column + " = default" + adas))
                    .as("%s is changed", column)
                    .isIn(REFUSED_OR_NOTHING);
        }
        String take = "update " + table.name() + " set " + table.owner() + " = '"
                + table.of(world.ada, world.adasOrganization) + "'";
        assertThat(stranger.tries(take)).as("a row is given away").isIn(REFUSED_OR_NOTHING);
    }

    @ParameterizedTest
    @MethodSource("everyTableOfPeople")
    void aStrangerAddsNoRowToAnotherOrganization(Tenant table) throws Exception {
        String row = TenantTables.row(table, table.of(world.ada, world.adasOrganization));
        assertThat(As.person(world.stranger).tries(TenantTables.insert(table.name(), row, "")))
                .isEqualTo(As.FORBIDDEN);
    }

    /** References are checked past the policies: whoever may write one could ask what there is. */
    @ParameterizedTest
    @MethodSource("everyReferenceThatPeopleWrite")
    void whatIsAnothersIsAnsweredAsWhatIsNotThere(Reference reference) throws Exception {
        As stranger = As.person(world.stranger);
        Tenant table = reference.table();
        String own = TenantTables.row(table, table.of(world.stranger, world.strangersOrganization));
        String there = TenantTables.referenced(reference, world.ada, world.adasOrganization);
        String notThere = "00000000-0000-4000-8000-00000000dead";
        for (String value : List.of(there, notThere)) {
            String changed =
                    stranger.tries("update " + table.name() + " set " + reference.column() + " = '" + value + "'");
            String added = stranger.tries(
                    TenantTables.insert(table.name(), own, ", '" + reference.column() + "', '" + value + "'"));
            assertThat(List.of(changed, added)).as(value).isSubsetOf(As.FORBIDDEN, "0 rows", reference.otherwise());
        }
    }

    @Test
    void tenThousandAlternatingTransactionsOfTwoOrganizationsOverFourConnectionsLeakNothing() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Callable<Integer>> work = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                int first = i;
                work.add(() -> alternate(first));
            }
            int transactions = 0;
            for (Future<Integer> done : threads.invokeAll(work)) {
                transactions += done.get();
            }
            assertThat(transactions).isEqualTo(ROUNDS);
        } finally {
            threads.shutdownNow();
        }
    }

    private static int alternate(int first) throws SQLException {
        As[] people = {As.person(world.ada), As.person(world.stranger)};
        List<List<String>> calls = List.of(List.of(world.adasCall.toString()), List.of(world.strangersCall.toString()));
        try (Connection pooled = TestDatabase.authenticator()) {
            pooled.setAutoCommit(false);
            for (int round = 0; round < ROUNDS / CONNECTIONS; round++) {
                int turn = (round + first) % 2;
                people[turn].enter(pooled);
                assertThat(As.query(pooled, "select call_id from public.calls")).isEqualTo(calls.get(turn));
                if (round % 3 == 0) {
                    pooled.rollback();
                } else {
                    pooled.commit();
                }
                if (round % 100 == 0) {
                    assertThat(As.state(pooled, "select from public.calls")).isEqualTo(As.FORBIDDEN);
                    pooled.rollback();
                }
            }
        }
        return ROUNDS / CONNECTIONS;
    }

    /** With few rows PostgreSQL reads them all, rightly; what counts is whether the policy has an index to go by. */
    @ParameterizedTest
    @MethodSource("everyTableOfPeople")
    void everyPolicyFindsItsRowsByAnIndex(Tenant table) throws Exception {
        if (!table.seen()) {
            return;
        }
        try (Connection connection = TestDatabase.authenticator()) {
            connection.setAutoCommit(false);
            As.person(world.ada).enter(connection);
            As.state(connection, "set local enable_seqscan = off");
            String plan = String.join("\n", As.query(connection, "explain select 1 from " + table.name()));
            assertThat(plan).contains("Index Cond: (");
            assertThat(plan.replaceAll("SubPlan|InitPlan", "")).doesNotContain("Filter: (");
        }
    }

    @Test
    void aTableOfTwoHundredThousandRowsIsNotReadThrough() throws Exception {
        try (Connection connection = TestDatabase.superuser();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("alter table public.calls disable trigger all, drop constraint calls_guest_code_key");
            statement.execute("drop index public.calls_created_by, public.calls_open, public.calls_waiting");
            statement.execute("insert into public.calls (organization_id, name, guest_code)"
                    + " select ('00000000-0000-4000-8000-' || lpad((n % 2000)::text, 12, '0'))::uuid, 'x',"
                    + " lpad(n::text, 22, '0') from generate_series(1, " + MANY_ROWS + ") as n");
            statement.execute("analyze public.calls");
            As.person(world.ada).enter(connection);
            String plan = String.join("\n", As.query(connection, "explain (analyze) select call_id from public.calls"));
            assertThat(plan).contains("Index").doesNotContain("Seq Scan on calls");
            connection.rollback();
        }
        // Statistics are not rolled back with the rows.
        TestDatabase.asSuperuser("vacuum analyze public.calls");
    }
}
