package org.auralink.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** For every table: a stranger can neither see, insert, change nor delete what belongs to another organization. */
class StrangerTest {
    /** Every table, and the column that tells whose the row is. */
    private static final Map<String, String> OWNED_BY = owners();

    private static final List<String> REFUSED_OR_NOTHING = List.of(As.FORBIDDEN, "0 rows");

    private static Map<String, String> owners() {
        try {
            var owners = new HashMap<String, String>();
            for (String table : TenantTables.all()) {
                List<String> columns = TenantTables.columns(table);
                owners.put(
                        table,
                        Stream.of("organization_id", "user_id")
                                .filter(columns::contains)
                                .filter(column -> !(table + column).equals("public.usersorganization_id"))
                                .findFirst()
                                .orElse(columns.get(0)));
            }
            return owners;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "users",
                "organizations",
                "memberships",
                "calls",
                "call_participants",
                "idempotency_keys",
                "webhook_endpoints",
                "webhook_events",
                "webhook_deliveries",
                "dead_letters",
                "quality_metrics",
                "quality_moments",
                "quality_issues",
                "quality_alerts"
            })
    void strangerSeesOnlyTheirOwnRows(String table) throws Exception {
        World world = World.create();
        String column = OWNED_BY.get("public." + table);
        assertThat(As.person(world.stranger).sees("select distinct " + column + " from public." + table))
                .containsExactly(
                        column.equals("user_id") ? world.stranger.toString() : world.strangersOrganization.toString());
    }

    @Test
    void memberSeesTheirOwnRows() throws Exception {
        World world = World.create();
        As ada = As.person(world.ada);
        assertThat(ada.sees("select email from public.users")).containsExactly(world.ada + "@example.test");
        assertThat(ada.sees("select name from public.organizations")).containsExactly("org");
        assertThat(ada.sees("select role from public.memberships")).containsExactly("owner");
        assertThat(ada.sees("select call_id from public.calls")).containsExactly(world.adasCall.toString());
        assertThat(ada.sees("select identity from public.call_participants")).containsExactly(world.ada.toString());
    }

    @Test
    void strangerCannotChangeOrDeleteAnything() throws Exception {
        World world = World.create();
        for (String table : OWNED_BY.keySet()) {
            String column = OWNED_BY.get(table);
            for (As somebody : List.of(As.person(world.stranger), As.GUEST)) {
                // Who runs an organization may remove some of what is its own.
                String others = column.equals("organization_id")
                        ? " where organization_id <> '" + world.strangersOrganization + "'"
                        : "";
                assertThat(somebody.tries("delete from " + table + others))
                        .as("delete from %s", table)
                        .isIn(REFUSED_OR_NOTHING);
                assertThat(somebody.tries("update " + table + " set " + column + " = " + column))
                        .as("update %s", table)
                        .isEqualTo(As.FORBIDDEN);
            }
        }
        String adas = " where organization_id = '" + world.adasOrganization + "'";
        As stranger = As.person(world.stranger);
        assertThat(stranger.tries("update public.calls set name = 'mine'" + adas))
                .isEqualTo("0 rows");
        assertThat(stranger.tries("update public.organizations set name = 'mine'" + adas))
                .isEqualTo("0 rows");
        assertThat(stranger.tries("update public.users set bio = 'x' where user_id = '" + world.ada + "'"))
                .isEqualTo("0 rows");
    }

    @Test
    void strangerCannotInsertIntoAnotherOrganization() throws Exception {
        World world = World.create();
        As stranger = As.person(world.stranger);
        assertThat(stranger.tries(call(world.adasOrganization, world.stranger))).isEqualTo(As.FORBIDDEN);
        assertThat(stranger.tries("insert into public.memberships (organization_id, user_id) values ('"
                        + world.adasOrganization + "', '" + world.stranger + "')"))
                .isEqualTo(As.FORBIDDEN);
        assertThat(stranger.tries("insert into public.call_participants (call_id, organization_id, identity, media_sid)"
                        + " values ('" + world.adasCall + "', '" + world.adasOrganization + "', 'x', 'PA_x')"))
                .isEqualTo(As.FORBIDDEN);
        assertThat(stranger.tries("insert into public.organizations (name, slug, owner_id) values ('x', 'x', '"
                        + world.stranger + "')"))
                .isEqualTo(As.FORBIDDEN);
        for (String[] whose : new String[][] {
            {world.ada.toString(), world.adasOrganization.toString()},
            {world.ada.toString(), world.strangersOrganization.toString()},
            {world.stranger.toString(), world.adasOrganization.toString()}
        }) {
            assertThat(stranger.tries("insert into public.idempotency_keys"
                            + " (user_id, organization_id, key_hash, request_hash, resource, answer) values ('"
                            + whose[0] + "', '" + whose[1] + "', sha256('x'), sha256('x'), 'x', 'x')"))
                    .isEqualTo(As.FORBIDDEN);
        }
        assertThat(stranger.tries(
                        "insert into public.users (email, username, aura_id) values ('x', 'xxx', '@xxx.aura')"))
                .isEqualTo(As.FORBIDDEN);
        for (String table : List.of(
                "public.media_event_cursors",
                "public.leases",
                "public.webhook_numbers",
                "auth.webhook_secrets",
                "public.media_webhooks",
                "auth.credentials",
                "auth.identities",
                "auth.sessions",
                "auth.known_networks",
                "auth.flow_states",
                "auth.one_time_tokens",
                "auth.refresh_tokens",
                "auth.mfa_factors",
                "auth.mfa_challenges",
                "auth.webauthn_credentials",
                "auth.passkey_challenges",
                "auth.oauth_clients",
                "auth.oauth_authorizations",
                "auth.oauth_consents")) {
            assertThat(stranger.tries("insert into " + table + " default values"))
                    .as(table)
                    .isEqualTo(As.FORBIDDEN);
            assertThat(stranger.tries("select from " + table)).as(table).isEqualTo(As.FORBIDDEN);
        }
    }

    /** A member of somebody's organization who does not run it. */
    private static As colleague(World world) throws SQLException {
        try (var connection = TestDatabase.superuser();
                var statement = connection.createStatement()) {
            statement.execute("insert into public.memberships (organization_id, user_id, role) values ('"
                    + world.adasOrganization + "', '" + world.stranger + "', 'member')");
        }
        return As.person(world.stranger);
    }

    @Test
    void alertsAreForThoseWhoRunTheOrganizationAndWhatIsResolvedStaysSo() throws Exception {
        World world = World.create();
        String adas = " where organization_id = '" + world.adasOrganization + "'";
        As colleague = colleague(world);
        assertThat(colleague.sees("select kind from public.quality_issues" + adas))
                .containsExactly("high_loss");
        assertThat(colleague.sees("select kind from public.quality_alerts" + adas))
                .isEmpty();
        String resolve = "update public.quality_alerts set status = 'resolved', resolved_at = now()" + adas;
        assertThat(colleague.tries(resolve)).isEqualTo("0 rows");
        As ada = As.person(world.ada);
        assertThat(ada.tries(resolve)).isEqualTo("1 rows");
        assertThat(ada.tries("update public.quality_alerts set severity = 'warning'" + adas))
                .isEqualTo(As.FORBIDDEN);
        try (var connection = TestDatabase.superuser();
                var statement = connection.createStatement()) {
            statement.execute(resolve);
        }
        assertThat(ada.tries("update public.quality_alerts set status = 'acknowledged'" + adas))
                .isEqualTo("0 rows");
    }

    @Test
    void aDayOfMeasurementsCanBeAskedThroughTheWholeOnly() throws Exception {
        World world = World.create();
        String day;
        try (var connection = TestDatabase.superuser()) {
            day = As.query(connection, "select tablename from pg_tables where schemaname = 'measured'")
                    .get(0);
        }
        for (As somebody : List.of(As.person(world.ada), As.GUEST)) {
            assertThat(somebody.tries("select from measured." + day)).isEqualTo(As.FORBIDDEN);
            assertThat(somebody.tries("select private.quality_days(current_date, 1, 1)"))
                    .isEqualTo(As.FORBIDDEN);
        }
    }

    @Test
    void memberStartsACallInTheirOrganizationAndInTheirOwnName() throws Exception {
        World world = World.create();
        As ada = As.person(world.ada);
        assertThat(ada.tries(call(world.adasOrganization, world.ada))).isEqualTo("1 rows");
        assertThat(ada.tries(call(world.adasOrganization, world.stranger))).isEqualTo(As.FORBIDDEN);
        assertThat(ada.tries("update public.calls set organization_id = '" + world.strangersOrganization + "'"))
                .isEqualTo(As.FORBIDDEN);
    }

    @Test
    void strangersAndMembersWhoDoNotRunAnOrganizationDoNothingWithItsWebhooks() throws Exception {
        World world = World.create();
        UUID member = world.memberOfAdasOrganization();
        String adas = " where organization_id = '" + world.adasOrganization + "'";
        for (UUID somebody : List.of(world.stranger, member)) {
            As who = As.person(somebody);
            for (String table : List.of("webhook_endpoints", "webhook_events", "webhook_deliveries", "dead_letters")) {
                assertThat(who.sees("select 1 from public." + table + adas))
                        .as(table)
                        .isEmpty();
            }
            assertThat(who.tries("update public.webhook_endpoints set url = 'https://evil.example/'" + adas))
                    .isEqualTo("0 rows");
            assertThat(who.tries("update public.webhook_deliveries set status = 'pending'" + adas))
                    .isEqualTo("0 rows");
            assertThat(who.tries("delete from public.dead_letters" + adas)).isEqualTo("0 rows");
            assertThat(who.tries(
                            "insert into public.webhook_endpoints (endpoint_id, organization_id, url, events) values"
                                    + " (gen_random_uuid(), '" + world.adasOrganization
                                    + "', 'https://x.example/', '{*}')"))
                    .isEqualTo(As.FORBIDDEN);
            assertThat(who.tries("insert into auth.webhook_secrets (secret_id, endpoint_id, organization_id, secret)"
                            + " select gen_random_uuid(), '" + world.adasEndpoint + "', '" + world.adasOrganization
                            + "', repeat('x', 40)"))
                    .isEqualTo(As.FORBIDDEN);
        }
    }

    @Test
    void noPersonReadsASecretOrInventsAnEvent() throws Exception {
        World world = World.create();
        As ada = As.person(world.ada);
        assertThat(ada.tries("select from auth.webhook_secrets")).isEqualTo(As.FORBIDDEN);
        String event =
                "insert into public.webhook_events (event_id, organization_id, call_id, sequence, event_type, body,"
                        + " created_at) values (gen_random_uuid(), '" + world.adasOrganization + "', ";
        assertThat(ada.tries(event + "null, 1, 'webhook.test', '{}', now())")).isEqualTo("1 rows");
        assertThat(ada.tries(event + "null, 1, 'call.ended', '{}', now())")).isEqualTo(As.FORBIDDEN);
        assertThat(ada.tries(event + "'" + world.adasCall + "', 9, 'webhook.test', '{}', now())"))
                .isEqualTo(As.FORBIDDEN);
    }

    @Test
    void aParticipantCannotStandInAnotherOrganizationThanTheCall() throws Exception {
        World world = World.create();
        try (var connection = TestDatabase.service()) {
            connection.setAutoCommit(false);
            new As("service_role", "{\"role\":\"service_role\"}").enter(connection);
            assertThat(catchThrowableOfType(
                                    SQLException.class,
                                    () -> connection
                                            .createStatement()
                                            .execute("insert into public.call_participants"
                                                    + " (call_id, organization_id, identity, media_sid) values ('"
                                                    + world.adasCall + "', '" + world.strangersOrganization
                                                    + "', 'x', 'PA_x')"))
                            .getSQLState())
                    .isEqualTo("23503");
            connection.rollback();
        }
    }

    private static String call(Object organization, Object creator) {
        return "insert into public.calls (organization_id, created_by, name, guest_code) values ('" + organization
                + "', '" + creator + "', 'x', '" + World.guestCode() + "')";
    }
}
