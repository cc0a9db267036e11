package org.auralink.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Walks PostgreSQL's catalogue, so that a table, function or view of tomorrow cannot forget a rule of today. */
class CatalogueTest {
    private static final String OURS =
            "n.nspname not like 'pg\\_%' and n.nspname not in ('information_schema', 'migrations')";

    private static final String UNPROTECTED_TABLES = """
            select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where %s and c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity)
            """.formatted(OURS);

    private static final String DEFINERS_WITHOUT_SEARCH_PATH = """
            select n.nspname || '.' || p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
            where %s and p.prosecdef and not coalesce('search_path=""' = any (p.proconfig), false)
            """.formatted(OURS);

    private static final String VIEWS_OF_THEIR_OWNER = """
            select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where %s and (c.relkind = 'm' or c.relkind = 'v'
              and not coalesce(c.reloptions && array['security_invoker=true', 'security_invoker=on'], false))
            """.formatted(OURS);

    /** Those of extensions are their superuser's, who alone could take them back; nobody gets into their schema. */
    private static final String FUNCTIONS_FOR_EVERYBODY = """
            select n.nspname || '.' || p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
            where %s and has_function_privilege('public', p.oid, 'execute')
              and not (n.nspname = 'extensions' and exists (select from pg_depend d
                where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e'))
            """.formatted(OURS);

    private static final String WHO_MAY_ENTER_EXTENSIONS = """
            select rolname from pg_roles where rolname in ('anon', 'authenticated', 'service_role',
                'auralink_authenticator', 'auralink_service')
              and has_schema_privilege(rolname, 'extensions', 'usage')
            """;

    private static final String GRANTS_TO_LOGINS = """
            select grantee || ' ' || table_schema || '.' || table_name from information_schema.role_table_grants
            where grantee in ('auralink_authenticator', 'auralink_service', 'anon', 'PUBLIC')
              and table_schema not in ('pg_catalog', 'information_schema')
            """;

    @Test
    void everyTableHasForcedRowLevelSecurity() throws Exception {
        assertRuleFindsOnly(UNPROTECTED_TABLES, "create table auth.forgotten ()", "auth.forgotten");
        assertRuleFindsOnly(
                UNPROTECTED_TABLES,
                "create table public.forgotten (); alter table public.forgotten enable row level security",
                "public.forgotten");
    }

    @Test
    void everySecurityDefinerFunctionHasAnEmptySearchPath() throws Exception {
        assertRuleFindsOnly(
                DEFINERS_WITHOUT_SEARCH_PATH,
                "create function private.forgotten() returns int language sql security definer as 'select 1'",
                "private.forgotten");
    }

    @Test
    void everyViewRunsAsWhoeverAsks() throws Exception {
        assertRuleFindsOnly(VIEWS_OF_THEIR_OWNER, "create view public.forgotten as select 1", "public.forgotten");
    }

    @Test
    void noFunctionIsForEverybody() throws Exception {
        assertRuleFindsOnly(
                FUNCTIONS_FOR_EVERYBODY,
                "create function private.forgotten() returns int language sql as 'select 1';"
                        + " grant execute on function private.forgotten() to public",
                "private.forgotten");
    }

    @Test
    void onlyTheServiceCallsFunctionsOfExtensions() throws Exception {
        assertRuleFindsOnly(
                WHO_MAY_ENTER_EXTENSIONS + " and rolname <> 'service_role'",
                "grant usage on schema extensions to anon",
                "anon");
        try (Connection connection = TestDatabase.superuser()) {
            assertThat(As.query(connection, WHO_MAY_ENTER_EXTENSIONS)).containsExactly("service_role");
        }
    }

    @Test
    void theLoginsAndTheGuestHaveNoTable() throws Exception {
        assertRuleFindsOnly(
                GRANTS_TO_LOGINS,
                "grant select on public.calls to auralink_authenticator",
                "auralink_authenticator public.calls");
    }

    @Test
    void everyForeignKeyHasAnIndex() throws Exception {
        try (Connection connection = TestDatabase.superuser()) {
            assertThat(As.query(connection, """
                            select k.conrelid::regclass || ' ' || k.conname from pg_constraint k
                            where k.contype = 'f' and not exists (
                              select from pg_index i where i.indrelid = k.conrelid
                                and (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey)
                            """)).isEmpty();
        }
    }

    /** The rule holds now, and fails for what breaks it; otherwise it would prove nothing. */
    private static void assertRuleFindsOnly(String rule, String breach, String found) throws SQLException {
        try (Connection connection = TestDatabase.superuser();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            assertThat(As.query(connection, rule)).isEmpty();
            statement.execute(breach);
            assertThat(As.query(connection, rule)).isEqualTo(List.of(found));
            connection.rollback();
        }
    }
}
