package org.auralink.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.flywaydb.core.api.MigrationInfo;

/** A row in each table that a version of the schema has, as the release of that version could have written it. */
final class Rows {
    /** Since which version, before which, and what. */
    private record Row(int since, int before, String sql) {
        Row(int since, String sql) {
            this(since, Integer.MAX_VALUE, sql);
        }
    }

    private static final String USER = "00000000-0000-4000-8000-000000000001";
    private static final String ORGANIZATION = "00000000-0000-4000-8000-000000000002";
    private static final String CALL = "00000000-0000-4000-8000-000000000003";
    private static final String SESSION = "00000000-0000-4000-8000-000000000004";
    private static final String ENDPOINT = "00000000-0000-4000-8000-000000000005";

    private static final List<Row> ROWS = List.of(
            new Row(2, """
                    insert into public.users (user_id, email, username, aura_id, metadata)
                      values ('%1$s', 'ada@example.test', 'ada', '@ada.aura', '{"says": "tab\\tand ü"}')"""),
            new Row(2, """
                    insert into public.organizations (organization_id, name, slug, owner_id)
                      values ('%2$s', E'with\\ttab, \\\\ and\\nline', 'org', '%1$s');
                    update public.users set organization_id = '%2$s'"""),
            new Row(2, """
                    insert into public.memberships (organization_id, user_id, role) values ('%2$s', '%1$s', 'owner')"""),
            new Row(3, "insert into auth.credentials (user_id, password_hash) values ('%1$s', 'hash')"),
            new Row(3, """
                    insert into auth.identities (user_id, provider, provider_id) values ('%1$s', 'email', '%1$s')"""),
            new Row(3, """
                    insert into auth.sessions (session_id, user_id, token_seed) values ('%4$s', '%1$s', sha256('seed'));
                    insert into auth.refresh_tokens (session_id, token_hash) values ('%4$s', sha256('one'));
                    insert into auth.refresh_tokens (session_id, token_hash, parent_id)
                      select '%4$s', sha256('two'), token_id from auth.refresh_tokens"""),
            new Row(4, """
                    insert into public.calls (call_id, organization_id, created_by, name, guest_code)
                      values ('%3$s', '%2$s', '%1$s', 'a call', '0123456789012345678901');
                    insert into public.call_participants (call_id, organization_id, user_id, identity, media_sid)
                      values ('%3$s', '%2$s', '%1$s', '%1$s', 'PA_1')"""),
            new Row(4, 6, """
                    insert into public.media_event_cursors (node_id, boot_id, sequence) values ('node', 'boot', 7)"""),
            new Row(6, """
                    insert into public.media_event_cursors (node_url, node_id, boot_id, sequence)
                      values ('http://node', 'node', 'boot', 7)"""),
            new Row(11, "insert into auth.known_networks (user_id, network_hash) values ('%1$s', sha256('net'))"),
            new Row(16, "insert into public.leases (name, holder, expires_at) values ('work', '%1$s', now())"),
            new Row(17, """
                    insert into public.idempotency_keys (user_id, organization_id, key_hash, request_hash, resource, answer)
                      values ('%1$s', '%2$s', sha256('key'), sha256('request'), '%3$s', 'a call')"""),
            new Row(18, """
                    insert into public.webhook_endpoints (endpoint_id, organization_id, url, events)
                      values ('%5$s', '%2$s', 'https://example.test/', '{*}');
                    insert into auth.webhook_secrets (secret_id, endpoint_id, organization_id, secret)
                      values (gen_random_uuid(), '%5$s', '%2$s', repeat('s', 40));
                    insert into public.webhook_numbers (call_id, organization_id, last_sequence)
                      values ('%3$s', '%2$s', 1);
                    insert into public.webhook_events (event_id, organization_id, call_id, sequence, event_type, body,
                        created_at) values ('%3$s', '%2$s', '%3$s', 1, 'call.started', '{}', now());
                    insert into public.webhook_deliveries (delivery_id, organization_id, endpoint_id, event_id, lane,
                        sequence, status, due_at, finished_at, created_at)
                      values ('%3$s', '%2$s', '%5$s', '%3$s', '%3$s', 1, 'dead', now(), now(), now());
                    insert into public.dead_letters (dead_letter_id, organization_id, queue, delivery_id, payload, error,
                        attempts, first_attempt_at, last_attempt_at, created_at)
                      values (gen_random_uuid(), '%2$s', 'webhooks', '%3$s', '{}', 'x', 5, now(), now(), now())"""),
            new Row(20, """
                    insert into public.quality_metrics (organization_id, call_id, media_sid, identity, node_id, recorded_at,
                        quality, score, loss_up_percent, loss_down_percent, jitter_up_ms, jitter_down_ms, bitrate_up_bps,
                        bitrate_down_bps) values ('%2$s', '%3$s', 'PA', '%1$s', 'node', now(), 'good', 4, 0, 0, 0, 0, 0, 0);
                    insert into public.quality_moments (organization_id, call_id, happened_at, kind)
                      values ('%2$s', '%3$s', now(), 'ended');
                    insert into public.quality_issues (organization_id, call_id, media_sid, identity, node_id, kind,
                        severity, worst, threshold, began_at, last_seen_at)
                      values ('%2$s', '%3$s', 'PA', '%1$s', 'node', 'high_loss', 'warning', 6, 5, now(), now());
                    insert into public.quality_alerts (organization_id, call_id, kind, severity, people, opened_at)
                      values ('%2$s', '%3$s', 'high_loss', 'warning', 1, now())"""),
            new Row(21, """
                    insert into public.media_webhooks (node_url, event_id) values ('http://node', 'EV_1')"""),
            new Row(23, """
                    insert into auth.flow_states (flow_id, user_id, code_challenge, challenge_method, method, expires_at)
                      values ('%3$s', '%1$s', repeat('c', 43), 's256', 'recovery', now());
                    insert into auth.one_time_tokens (user_id, kind, token_hash, code_hash, address, flow_id, expires_at)
                      values ('%1$s', 'recovery', sha256('token'), sha256('code'), 'ada@example.test', '%3$s', now())"""),
            new Row(24, """
                    insert into auth.mails (mail_id, recipient, kind, content, due_at, expires_at, created_at)
                      values (gen_random_uuid(), 'ada@example.test', 'recovery', '{"code": "123456"}', now(), now(), now())"""),
            new Row(25, """
                    insert into auth.provider_logins (state_hash, provider, nonce, verifier, target, link_user_id, expires_at)
                      values (sha256('state'), 'corp', 'nonce', 'verifier', 'https://example.test/', '%1$s', now())"""),
            new Row(27, """
                    insert into auth.mfa_factors (factor_id, user_id, factor_type, secret)
                      values ('%3$s', '%1$s', 'totp', sha256('secret')), ('%4$s', '%1$s', 'webauthn', null);
                    insert into auth.mfa_challenges (challenge_id, factor_id, network_hash, created_at, expires_at)
                      values ('%3$s', '%3$s', sha256('net'), now(), now());
                    insert into auth.webauthn_credentials (passkey_id, user_id, factor_id, credential_id, public_key,
                        sign_count, created_at) values ('%3$s', '%1$s', '%4$s', 'id', 'key', 0, now());
                    insert into auth.passkey_challenges (challenge_id, user_id, nonce, created_at, expires_at)
                      values ('%3$s', '%1$s', sha256('nonce'), now(), now());
                    update auth.sessions set factor_id = '%3$s'"""),
            new Row(28, """
                    insert into public.invitations (invitation_id, organization_id, email, role, token_hash, invited_by,
                        created_at, expires_at) values (gen_random_uuid(), '%2$s', 'bob@example.test', 'member',
                        sha256('token'), '%1$s', now(), now())"""),
            new Row(29, """
                    insert into public.api_keys (key_id, organization_id, created_by, name, prefix, key_hash, scopes,
                        rate_limit_per_minute, created_at) values (gen_random_uuid(), '%2$s', '%1$s', 'key', 'ak_live_12345678',
                        sha256('key'), '{read}', 60, now())"""),
            // Past the trigger, which asks for a function of the policies: those come with the newest version alone.
            new Row(30, """
                    set session_replication_role = replica;
                    insert into public.audit_events (organization_id, sequence, happened_at, actor_kind, action, target,
                        previous_hash, hash) values ('%2$s', 1, now(), 'system', 'call.created', 'call:%3$s',
                        decode(repeat('00', 32), 'hex'), sha256('x'));
                    reset session_replication_role;
                    insert into public.audit_beginnings (organization_id, sequence, hash)
                      values ('%2$s', 0, sha256('x'))"""),
            new Row(32, """
                    insert into public.call_roles (call_id, organization_id, identity, role, removed_at, changed_at)
                      values ('%3$s', '%2$s', 'guest_1', 'participant', now(), now());
                    insert into public.lobby_entries (entry_id, call_id, organization_id, identity, display_name, role,
                      created_at, seen_at)
                      values ('%4$s', '%3$s', '%2$s', 'guest_2', 'Grace', 'guest', now(), now())"""),
            new Row(33, """
                    insert into auth.oauth_clients (client_id, registration_type, token_endpoint_auth_method, redirect_uris,
                        grant_types, created_at, updated_at) values ('%3$s', 'manual', 'none',
                        '{https://example.test/callback}', '{authorization_code}', now(), now());
                    insert into auth.oauth_authorizations (authorization_id, client_id, redirect_uri, scope, code_challenge,
                        asks_again, created_at, expires_at) values ('%3$s', '%3$s', 'https://example.test/callback',
                        'openid', repeat('c', 43), false, now(), now());
                    insert into auth.oauth_consents (user_id, client_id, scope, granted_at)
                      values ('%1$s', '%3$s', 'openid', now());
                    update auth.sessions set client_id = '%3$s', scope = 'openid'"""),
            new Row(35, """
                    insert into public.contacts (contact_id, user_id, email, status, tags, created_at)
                      values (gen_random_uuid(), '%1$s', 'grace@example.test', 'requested', '{"chess, club"}', now())"""),
            new Row(36, """
                    insert into auth.former_aura_names (username, user_id, kept_until)
                      values ('countess', '%1$s', now() + interval '90 days')"""),
            new Row(37, """
                    insert into auth.pictures (user_id, picture_id, image, made_at)
                      values ('%1$s', '%3$s', sha256('picture'), now());
                    update public.users set picture_id = '%3$s'"""),
            new Row(39, """
                    update public.quality_metrics set interval_ms = 10003, adaptive_bps = 2, best_bps = 3"""));

    private Rows() {}

    /** Every version that there is, oldest first. */
    static List<String> versions() {
        return Arrays.stream(
                        new Schema(TestDatabase.SETTINGS).flyway().load().info().all())
                .map(MigrationInfo::getVersion)
                // The making of the schema for the history has none.
                .filter(Objects::nonNull)
                .map(version -> version.getVersion())
                .toList();
    }

    /** Makes a database of that version, with rows. */
    static MigratorSettings at(String version, String database) throws SQLException {
        MigratorSettings settings = TestDatabase.settings(database);
        new Bootstrap(settings).run();
        new Schema(settings).migrateTo(version);
        int number = Integer.parseInt(version);
        try (Connection connection = superuser(settings);
                Statement statement = connection.createStatement()) {
            for (Row row : ROWS) {
                if (number >= row.since && number < row.before) {
                    statement.execute(row.sql.formatted(USER, ORGANIZATION, CALL, SESSION, ENDPOINT));
                }
            }
        }
        return settings;
    }

    /** For each table, how many rows it has and a sum over all of them. */
    static Map<String, String> contents(MigratorSettings settings) throws SQLException {
        Map<String, String> contents = new TreeMap<>();
        try (Connection connection = superuser(settings);
                Statement statement = connection.createStatement()) {
            for (Schema.Table table : Schema.tables(connection)) {
                try (ResultSet found = statement.executeQuery(
                        "select count(*) || ' rows ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from "
                                + table.name() + " t")) {
                    found.next();
                    contents.put(table.name(), found.getString(1));
                }
            }
        }
        return contents;
    }

    /** Tables with rows. */
    static List<String> filled(Map<String, String> contents) {
        return contents.entrySet().stream()
                .filter(table -> !table.getValue().startsWith("0 rows"))
                .map(Map.Entry::getKey)
                .toList();
    }

    static Connection superuser(MigratorSettings settings) throws SQLException {
        return DriverManager.getConnection(settings.databaseUrl(), settings.adminUser(), settings.adminPassword());
    }
}
