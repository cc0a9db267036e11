package org.auralink.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What happened stays as it was written, and whoever changes it past all rights is found out. */
class AuditTest {
    private static MigratorSettings settings;

    @BeforeAll
    static void someEvents() throws Exception {
        settings = Rows.at(newest(), "audited");
        for (int i = 0; i < 5; i++) {
            run("insert into public.audit_events (organization_id, happened_at, action, target, detail)"
                    + " select organization_id, now() - interval '1 day' * " + (10 - i)
                    + ", 'member.removed', 'user:x', '{\"a\": \"ü\"}' from public.organizations");
        }
    }

    private static String newest() {
        List<String> versions = Rows.versions();
        return versions.get(versions.size() - 1);
    }

    private static void run(String... statements) throws Exception {
        try (Connection connection = Rows.superuser(settings);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String verified() throws Exception {
        return new AuditProof(settings).verify();
    }

    @Test
    void aChangeOfASuperuserIsFoundByTheChain() throws Exception {
        // The row that Rows makes has a beginning of its own invention.
        run(
                "alter table public.audit_events disable trigger keep_audit",
                "delete from public.audit_events where action = 'call.created'",
                "update public.audit_beginnings b set sequence = e.sequence, hash = e.previous_hash from"
                        + " (select sequence - 1 as sequence, previous_hash from public.audit_events order by sequence"
                        + " limit 1) e");
        String sum = verified();
        assertThat(sum).startsWith("5 events hold. The sum of all chains is ");
        run("update public.audit_events set target = 'user:y' where sequence = 4");
        assertThatThrownBy(AuditTest::verified).hasMessageContaining("at 4 was changed");
        run("update public.audit_events set target = 'user:x' where sequence = 4");
        assertThat(verified()).isEqualTo(sum);

        run("create table public.kept as select * from public.audit_events where sequence = 4");
        run("delete from public.audit_events where sequence = 4");
        assertThatThrownBy(AuditTest::verified).hasMessageContaining("at 5 does not follow the one before it");
        run(
                "alter table public.audit_events disable trigger chain_audit",
                "insert into public.audit_events select * from public.kept",
                "drop table public.kept",
                "alter table public.audit_events enable trigger chain_audit");
        assertThat(verified()).isEqualTo(sum);

        run(
                "alter table public.audit_events enable trigger keep_audit",
                "select private.forget_audit(now() - interval '8 days' - interval '1 hour')");
        assertThat(verified()).startsWith("3 events hold.");
        for (String change : List.of(
                "update public.audit_events set target = 'x'",
                "delete from public.audit_events",
                "truncate public.audit_events")) {
            assertThatThrownBy(() -> run(change)).hasMessageContaining("what happened is not changed");
        }
    }

    @Test
    void whoActsCannotSpeakForAnother() throws Exception {
        World world = World.create();
        As ada = As.person(world.ada);
        String add = "insert into public.audit_events (organization_id, happened_at, action, target";
        String values = ") values ('" + world.adasOrganization + "', now(), 'call.ended', 'call:x'";
        assertThat(ada.tries(add + values + ")")).isEqualTo("1 rows");
        for (String column : List.of("actor_id", "key_id", "hash", "sequence", "actor_kind", "previous_hash")) {
            assertThat(ada.tries(add + ", " + column + values + ", null)"))
                    .as(column)
                    .isEqualTo(As.FORBIDDEN);
        }
        assertThat(As.person(world.stranger).tries(add + values + ")")).isEqualTo(As.FORBIDDEN);
        assertThat(As.GUEST.tries(add + values + ")")).isEqualTo(As.FORBIDDEN);
        for (String change :
                List.of("update public.audit_events set target = 'x'", "delete from public.audit_events")) {
            assertThat(ada.tries(change)).isEqualTo(As.FORBIDDEN);
        }
    }
}
