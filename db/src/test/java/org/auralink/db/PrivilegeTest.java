package org.auralink.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody gets more rights than they have, with whatever context or none. */
class PrivilegeTest {
    @Test
    void nobodyRaisesTheirOwnRole() throws Exception {
        World world = World.create();
        As ada = As.person(world.ada);
        assertThat(ada.tries("update public.users set bio = 'hello'")).isEqualTo("1 rows");
        for (String change : List.of(
                "role = 'admin'",
                "is_active = true",
                "email = 'x@example.test'",
                "email_confirmed_at = now()",
                "organization_id = '" + world.strangersOrganization + "'",
                "aura_id = '@admin.aura'",
                "metadata = '{}'",
                "app_metadata = '{}'",
                "is_anonymous = false",
                "banned_until = null",
                "phone = '15550100'")) {
            assertThat(ada.tries("update public.users set " + change))
                    .as(change)
                    .isEqualTo(As.FORBIDDEN);
        }
        assertThat(ada.tries("update public.memberships set role = 'owner'")).isEqualTo(As.FORBIDDEN);
        assertThat(ada.tries("update public.organizations set plan = 'enterprise'"))
                .isEqualTo(As.FORBIDDEN);
        assertThat(ada.tries("update public.organizations set max_users = 100000"))
                .isEqualTo(As.FORBIDDEN);
        assertThat(ada.tries("update public.organizations set name = 'renamed'"))
                .isEqualTo("1 rows");
    }

    @Test
    void noLoginMakesLargeObjects() throws Exception {
        for (String function : List.of(
                "lo_create(0)",
                "lo_creat(0)",
                "lo_from_bytea(0, 'x')",
                "lo_import('/etc/passwd')",
                "lo_put(1, 0, 'x')")) {
            try (Connection authenticator = TestDatabase.authenticator();
                    Connection service = TestDatabase.service()) {
                for (Connection login : List.of(authenticator, service)) {
                    assertThat(catchThrowableOfType(
                                            SQLException.class, () -> As.query(login, "select " + function + "::text"))
                                    .getSQLState())
                            .as(function)
                            .isEqualTo("42501");
                }
            }
        }
    }

    @Test
    void aPersonEndsACallThatNeverBeganAndNothingElse() throws Exception {
        World world = World.create();
        As ada = As.person(world.ada);
        assertThat(ada.tries("update public.calls set status = 'ended', ended_at = now()"))
                .isEqualTo("1 rows");
        assertThat(ada.tries("update public.calls set status = 'active'")).isEqualTo(As.FORBIDDEN);
        assertThat(ada.tries("update public.calls set room_sid = 'RM_x'")).isEqualTo(As.FORBIDDEN);
        assertThat(ada.tries("update public.calls set started_at = now()")).isEqualTo(As.FORBIDDEN);
        for (String invented : List.of("duration_seconds = 3600", "end_reason = 'node_lost'")) {
            assertThat(ada.tries("update public.calls set status = 'ended', ended_at = now(), " + invented))
                    .as(invented)
                    .isEqualTo(As.FORBIDDEN);
        }
    }

    @Test
    void nobodyRewritesTheHistory() throws Exception {
        World world = World.create();
        TestDatabase.asSuperuser("update public.calls set status = 'ended', started_at = now() - interval '1 hour',"
                + " ended_at = now(), duration_seconds = 3600, end_reason = 'node_lost' where call_id = '"
                + world.adasCall + "'");
        As ada = As.person(world.ada);
        for (String change : List.of(
                "ended_at = now() + interval '1 day'",
                "ended_at = null",
                "duration_seconds = 1",
                "duration_seconds = null",
                "end_reason = 'completed'",
                "status = 'waiting', ended_at = null",
                "status = 'ended', duration_seconds = 0",
                "created_at = now()",
                "guest_code = '" + World.guestCode() + "'")) {
            assertThat(ada.tries("update public.calls set " + change))
                    .as(change)
                    .isEqualTo(As.FORBIDDEN);
        }
        assertThat(ada.tries("update public.calls set name = 'renamed'")).isEqualTo("1 rows");
    }

    @Test
    void aNewCallHasNeitherRoomNorLengthNorEnd() throws Exception {
        World world = World.create();
        As ada = As.person(world.ada);
        String columns = "insert into public.calls (organization_id, created_by, name, guest_code";
        String values =
                ") values ('" + world.adasOrganization + "', '" + world.ada + "', 'x', '" + World.guestCode() + "'";
        assertThat(ada.tries(columns + values + ")")).isEqualTo("1 rows");
        for (String column : List.of(
                "duration_seconds", "end_reason", "ended_at", "started_at", "node_id", "room_sid", "updated_at")) {
            assertThat(ada.tries(columns + ", " + column + values + ", null)"))
                    .as(column)
                    .isEqualTo(As.FORBIDDEN);
        }
        assertThat(ada.tries(columns + ", status" + values + ", 'active')")).isEqualTo(As.FORBIDDEN);
    }

    @Test
    void theLoginsHaveNoRightsWithoutAContext() throws Exception {
        World.create();
        for (Connection login : List.of(TestDatabase.authenticator(), TestDatabase.service())) {
            try (login;
                    Statement statement = login.createStatement()) {
                for (String table : List.of("public.users", "public.calls", "auth.credentials")) {
                    assertThat(stateOf(statement, "select from " + table)).isEqualTo(As.FORBIDDEN);
                }
                assertThat(stateOf(statement, "create table public.mine ()")).isEqualTo(As.FORBIDDEN);
                assertThat(stateOf(statement, "select from migrations.flyway_schema_history"))
                        .isEqualTo(As.FORBIDDEN);
            }
        }
    }

    @Test
    void aPersonsLoginCannotBecomeTheService() throws Exception {
        World world = World.create();
        assertThat(As.person(world.ada).tries("set local role service_role")).isEqualTo(As.FORBIDDEN);
        assertThat(As.person(world.ada).tries("set local role auralink_owner")).isEqualTo(As.FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"sub\":\"\"}", "{\"sub\":\"1234567890\"}", "{\"sub\":null}", "{\"sub\":{}}"})
    void claimsWithoutAPersonGiveNoRowsAndNoError(String claims) throws Exception {
        World.create();
        As nobody = new As("authenticated", claims);
        for (String table : List.of("users", "organizations", "memberships", "calls", "call_participants")) {
            assertThat(nobody.sees("select 1 from public." + table)).as(table).isEmpty();
        }
    }

    @Test
    void guestMayAskForACallByItsCodeAndNothingElse() throws Exception {
        World world = World.create();
        assertThat(As.GUEST.sees("select call_id from public.call_by_guest_code('" + world.adasGuestCode + "')"))
                .containsExactly(world.adasCall.toString());
        assertThat(As.GUEST.sees("select call_id from public.call_by_guest_code('unknown')"))
                .isEmpty();
        for (String table : List.of(
                "public.users",
                "public.organizations",
                "public.memberships",
                "public.calls",
                "public.call_participants",
                "public.call_roles",
                "public.lobby_entries",
                "public.media_event_cursors",
                "public.leases",
                "public.webhook_endpoints",
                "public.webhook_events",
                "public.webhook_deliveries",
                "public.dead_letters",
                "auth.webhook_secrets",
                "public.media_webhooks",
                "auth.mails",
                "auth.provider_logins",
                "auth.oauth_clients",
                "auth.sessions")) {
            assertThat(As.GUEST.tries("select from " + table)).as(table).isEqualTo(As.FORBIDDEN);
        }
        assertThat(As.GUEST.tries("select private.my_organizations()")).isEqualTo(As.FORBIDDEN);
        assertThat(As.GUEST.sees(
                        "select role from public.call_for_guest('" + world.adasGuestCode + "', 'guest_9', now())"))
                .containsExactly("guest");
        assertThat(As.GUEST.sees("select role from public.call_for_guest('unknown', 'guest_9', now())"))
                .isEmpty();
        for (String function : List.of("role_in_call", "standing_of", "standing_in_call")) {
            assertThat(As.GUEST.tries("select private." + function + "('" + world.adasCall + "', 'guest_9'"
                            + (function.equals("role_in_call") ? ")" : ", now())")))
                    .as(function)
                    .isEqualTo(As.FORBIDDEN);
        }
    }

    @Test
    void whoModeratesACallIsItsHostWhoModeratesTheOrganizationsCallsAndWhoWasMadeModerator() throws Exception {
        World world = World.create();
        UUID id = world.memberOfAdasOrganization();
        As member = As.person(id);
        String mayModerate = "select private.may_in_call('" + world.adasCall + "', 'calls.moderate')";
        assertThat(As.person(world.ada).sees(mayModerate)).containsExactly("t");
        assertThat(As.person(world.stranger).sees(mayModerate)).containsExactly("f");
        assertThat(member.sees(mayModerate)).containsExactly("f");
        assertThat(member.tries("update public.calls set name = 'renamed'")).isEqualTo("0 rows");

        String roles =
                "insert into public.call_roles (call_id, organization_id, identity, role, changed_at)" + " values ('"
                        + world.adasCall + "', '" + world.adasOrganization + "', '" + id + "', 'moderator', now())";
        assertThat(member.tries(roles)).isEqualTo(As.FORBIDDEN);
        TestDatabase.asSuperuser(roles);
        assertThat(member.sees(mayModerate)).containsExactly("t");

        TestDatabase.asSuperuser("update public.call_roles set removed_at = now() where identity = '" + id + "'");
        assertThat(member.sees(mayModerate)).containsExactly("f");
        String standing = "select role from private.standing_in_call('" + world.adasCall + "', 'guest_9', now())";
        assertThat(member.sees(standing)).containsExactly("guest");
        assertThat(As.person(world.stranger).sees(standing)).isEmpty();
    }

    @Test
    void whoIsLetIntoACallIsNotForPeopleToWrite() throws Exception {
        World world = World.create();
        As ada = As.person(world.ada);
        for (String change : List.of(
                "update public.calls set lobby = 'off'",
                "update public.calls set locked_at = null",
                "update public.lobby_entries set status = 'admitted', decided_at = now()",
                "update public.call_roles set removed_at = null",
                "delete from public.lobby_entries",
                "delete from public.call_roles")) {
            assertThat(ada.tries(change)).as(change).isEqualTo(As.FORBIDDEN);
        }
    }

    @Test
    void theOwnerIsHeldToThePoliciesToo() throws Exception {
        World.create();
        try (Connection owner = TestDatabase.owner()) {
            assertThat(As.query(owner, "select 1 from public.users")).isEmpty();
            assertThat(As.query(owner, "select 1 from auth.credentials")).isEmpty();
        }
    }

    @Test
    void nothingStaysOnAPooledConnection() throws Exception {
        World world = World.create();
        try (Connection pooled = TestDatabase.authenticator()) {
            pooled.setAutoCommit(false);
            for (int round = 0; round < 20; round++) {
                boolean adasTurn = round % 2 == 0;
                As.person(adasTurn ? world.ada : world.stranger).enter(pooled);
                assertThat(As.query(pooled, "select call_id from public.calls"))
                        .containsExactly((adasTurn ? world.adasCall : world.strangersCall).toString());
                if (round % 3 == 0) {
                    pooled.rollback();
                } else {
                    pooled.commit();
                }
                try (Statement forgotten = pooled.createStatement()) {
                    assertThat(stateOf(forgotten, "select from public.calls")).isEqualTo(As.FORBIDDEN);
                }
                pooled.rollback();
            }
        }
    }

    private static String stateOf(Statement statement, String sql) {
        try {
            statement.execute(sql);
            return "no error";
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }
}
