package org.auralink.db;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** What the catalogue says of tables: which there are, which people may touch, whose their rows are. */
final class TenantTables {
    /**
     * A table on which {@code authenticated} has any right.
     *
     * @param owner the column that tells whose a row is: {@code organization_id}, {@code user_id}
     * @param seen whether its rows may be selected
     */
    record Tenant(String name, String owner, boolean seen) {
        UUID of(UUID person, UUID organization) {
            return owner.equals("organization_id") ? organization : person;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * A column with a reference that {@code authenticated} may write, other than to the organization.
     *
     * @param to the table that is referred to
     * @param key its column
     * @param otherwise the state with which a reference to nothing of one's own is refused where the policy does not: that
     *     of a broken reference where the organization is part of it, so that what is another's is broken too
     */
    record Reference(Tenant table, String column, String to, String key, String otherwise) {
        @Override
        public String toString() {
            return table.name() + "." + column;
        }
    }

    private TenantTables() {}

    static List<String> all() throws SQLException {
        return ask("""
                select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where c.relkind in ('r', 'p') and n.nspname in ('public', 'auth', 'private', 'measured')
                  and not c.relispartition order by 1
                """);
    }

    static List<String> columns(String table) throws SQLException {
        return ask("""
                select quote_ident(attname) from pg_attribute where attrelid = '%s'::regclass and attnum > 0
                  and not attisdropped and attgenerated = '' and attidentity <> 'a' order by attnum
                """.formatted(table));
    }

    static List<Tenant> ofPeople() throws SQLException {
        return all().stream().flatMap(table -> tenant(table).stream()).toList();
    }

    private static List<Tenant> tenant(String table) {
        try {
            String touched = one("select has_any_column_privilege('authenticated', '%1$s', 'select, insert, update')"
                            .formatted(table)
                    + " or has_table_privilege('authenticated', '%s', 'delete')".formatted(table));
            if (touched.equals("f")) {
                return List.of();
            }
            // Who may see a row of users is decided by the person, and what a person belongs to is no secret of it.
            List<String> columns = columns(table);
            List<String> owners = table.equals("public.users")
                    ? List.of("user_id")
                    : Stream.of("organization_id", "user_id")
                            .filter(columns::contains)
                            .toList();
            if (owners.isEmpty()) {
                throw new AssertionError("People may touch " + table + ", and no column tells whose a row is:"
                        + " call it organization_id or user_id.");
            }
            String seen = one("select has_any_column_privilege('authenticated', '%s', 'select')".formatted(table));
            return List.of(new Tenant(table, owners.get(0), seen.equals("t")));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Reference> references() throws SQLException {
        List<Reference> found = new ArrayList<>();
        for (Tenant table : ofPeople()) {
            for (String line : ask("""
                    select a.attname || ' ' || k.confrelid::regclass || ' ' || b.attname || ' ' || cardinality(k.conkey)
                    from pg_constraint k
                      cross join lateral unnest(k.conkey, k.confkey) as pair (mine, theirs)
                      join pg_attribute a on a.attrelid = k.conrelid and a.attnum = pair.mine
                      join pg_attribute b on b.attrelid = k.confrelid and b.attnum = pair.theirs
                    where k.contype = 'f' and k.conrelid = '%1$s'::regclass and a.attname <> 'organization_id'
                      and (has_column_privilege('authenticated', '%1$s', a.attname, 'insert')
                        or has_column_privilege('authenticated', '%1$s', a.attname, 'update'))
                    """.formatted(table.name()))) {
                String[] parts = line.split(" ");
                String to = parts[1].contains(".") ? parts[1] : "public." + parts[1];
                String otherwise = parts[3].equals("1") ? As.FORBIDDEN : "23503";
                found.add(new Reference(table, parts[0], to, parts[2], otherwise));
            }
        }
        return found;
    }

    /** A row of theirs as JSON. */
    static String row(Tenant table, UUID owner) throws SQLException {
        return one("select to_jsonb(t)::text from %s t where %s = '%s' limit 1"
                .formatted(table.name(), table.owner(), owner));
    }

    /** What somebody's row of the table that is referred to has as its key. */
    static String referenced(Reference reference, UUID person, UUID organization) throws SQLException {
        List<String> columns = columns(reference.to());
        boolean persons = reference.to().equals("public.users") || !columns.contains("organization_id");
        return one("select %s::text from %s where %s = '%s' limit 1"
                .formatted(
                        reference.key(),
                        reference.to(),
                        persons ? "user_id" : "organization_id",
                        persons ? person : organization));
    }

    /**
     * An insert of that row, with a new key and those columns alone that {@code authenticated} may write.
     *
     * @param other keys and values that differ, each after a comma
     */
    static String insert(String table, String row, String other) throws SQLException {
        String key = one("""
                select coalesce((select quote_literal(a.attname) || ', gen_random_uuid()' from pg_constraint k
                  join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
                  where k.contype = 'p' and k.conrelid = '%s'::regclass and cardinality(k.conkey) = 1
                    and a.atttypid = 'uuid'::regtype), '''none'', 0')
                """.formatted(table));
        List<String> columns =
                columns(table).stream().filter(column -> may(table, column)).toList();
        if (columns.isEmpty()) {
            return "insert into " + table + " default values";
        }
        String names = String.join(", ", columns);
        return "insert into %1$s (%2$s) select %2$s from jsonb_populate_record(null::%1$s, %3$s::jsonb || jsonb_build_object(%4$s%5$s))"
                .formatted(table, names, "'" + row.replace("'", "''") + "'", key, other);
    }

    private static boolean may(String table, String column) {
        try {
            return one("select has_column_privilege('authenticated', '%s', '%s', 'insert')"
                            .formatted(table, column.replace("\"", "")))
                    .equals("t");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String one(String sql) throws SQLException {
        return ask(sql).get(0);
    }

    private static List<String> ask(String sql) throws SQLException {
        return As.query(TestDatabase.sharedSuperuser(), sql);
    }
}
