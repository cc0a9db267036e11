package org.auralink.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** Two people in two organizations, each with a call that had a participant. Made anew for each test. */
final class World {
    final UUID ada = UUID.randomUUID();
    final UUID adasOrganization = UUID.randomUUID();
    final UUID adasCall = UUID.randomUUID();
    final String adasGuestCode = guestCode();
    final UUID adasEndpoint = UUID.randomUUID();

    final UUID stranger = UUID.randomUUID();
    final UUID strangersOrganization = UUID.randomUUID();
    final UUID strangersCall = UUID.randomUUID();

    static World create() throws SQLException {
        World world = new World();
        try (Connection connection = TestDatabase.superuser();
                Statement statement = connection.createStatement()) {
            world.person(statement, world.ada, world.adasOrganization, world.adasCall, world.adasGuestCode);
            world.webhooks(statement, world.adasOrganization, world.adasCall, world.adasEndpoint);
            world.person(statement, world.stranger, world.strangersOrganization, world.strangersCall, guestCode());
            world.webhooks(statement, world.strangersOrganization, world.strangersCall, UUID.randomUUID());
        }
        return world;
    }

    static String guestCode() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 22);
    }

    private void person(Statement statement, UUID user, UUID organization, UUID call, String code) throws SQLException {
        UUID session = UUID.randomUUID();
        statement.execute("""
                insert into public.users (user_id, email, username, aura_id)
                  values ('%1$s', '%1$s@example.test', '%1$s', '@%1$s.aura');
                insert into public.organizations (organization_id, name, slug, owner_id)
                  values ('%2$s', 'org', '%2$s', '%1$s');
                update public.users set organization_id = '%2$s' where user_id = '%1$s';
                insert into public.memberships (organization_id, user_id, role) values ('%2$s', '%1$s', 'owner');
                insert into public.calls (call_id, organization_id, created_by, name, guest_code)
                  values ('%3$s', '%2$s', '%1$s', 'a call', '%4$s');
                insert into public.call_participants (call_id, organization_id, user_id, identity, media_sid)
                  values ('%3$s', '%2$s', '%1$s', '%1$s', 'PA_%1$s');
                insert into public.call_roles (call_id, organization_id, identity, role, changed_at)
                  values ('%3$s', '%2$s', 'guest_1', 'participant', now());
                insert into public.lobby_entries (entry_id, call_id, organization_id, identity, display_name, role,
                  created_at, seen_at)
                  values ('%5$s', '%3$s', '%2$s', 'guest_2', 'Grace', 'guest', now(), now());
                insert into public.media_event_cursors (node_url, node_id, boot_id, sequence)
                  values ('http://%1$s', 'node', 'boot', 7);
                insert into public.leases (name, holder, expires_at) values ('work of %1$s', '%1$s', now());
                insert into public.idempotency_keys
                    (user_id, organization_id, key_hash, request_hash, resource, answer)
                  values ('%1$s', '%2$s', sha256('%1$s'), sha256('%2$s'), '%3$s', 'a call');
                insert into public.quality_metrics (organization_id, call_id, media_sid, identity, node_id, recorded_at,
                  quality, score, loss_up_percent, loss_down_percent, jitter_up_ms, jitter_down_ms, bitrate_up_bps,
                  bitrate_down_bps)
                  values ('%2$s', '%3$s', 'PA', '%1$s', 'node', now(), 'good', 4, 0, 0, 0, 0, 0, 0);
                insert into public.quality_moments (organization_id, call_id, happened_at, kind)
                  values ('%2$s', '%3$s', now(), 'ended');
                insert into public.quality_issues (organization_id, call_id, media_sid, identity, node_id, kind, severity,
                  worst, threshold, began_at, last_seen_at)
                  values ('%2$s', '%3$s', 'PA', '%1$s', 'node', 'high_loss', 'warning', 6, 5, now(), now());
                insert into public.quality_alerts (organization_id, call_id, kind, severity, people, opened_at)
                  values ('%2$s', '%3$s', 'high_loss', 'warning', 1, now());
                insert into public.invitations (invitation_id, organization_id, email, role, token_hash, invited_by,
                  created_at, expires_at)
                  values (gen_random_uuid(), '%2$s', 'invited@example.test', 'member', sha256('%2$s'), '%1$s', now(), now());
                insert into public.api_keys (key_id, organization_id, created_by, name, prefix, key_hash, scopes,
                  rate_limit_per_minute, created_at)
                  values (gen_random_uuid(), '%2$s', '%1$s', 'key', left('%2$s', 20), sha256('%2$s'), '{read}', 60, now());
                insert into public.audit_events (organization_id, happened_at, action, target)
                  values ('%2$s', now(), 'call.created', 'call:%3$s');
                insert into public.media_webhooks (node_url, event_id) values ('http://%1$s', 'EV_%1$s');
                insert into auth.credentials (user_id, password_hash) values ('%1$s', 'hash');
                insert into auth.identities (user_id, provider, provider_id) values ('%1$s', 'email', '%1$s');
                insert into auth.sessions (session_id, user_id, token_seed)
                  values ('%5$s', '%1$s', sha256('%1$s'));
                insert into auth.known_networks (user_id, network_hash) values ('%1$s', sha256('%2$s'));
                insert into auth.refresh_tokens (session_id, token_hash) values ('%5$s', sha256('%5$s'));
                insert into auth.flow_states (flow_id, user_id, code_challenge, challenge_method, method, expires_at)
                  values ('%5$s', '%1$s', repeat('c', 43), 's256', 'recovery', now());
                insert into auth.one_time_tokens (user_id, kind, token_hash, code_hash, address, flow_id, expires_at)
                  values ('%1$s', 'recovery', sha256('%5$s'), sha256('%1$s'), '%1$s@example.test', '%5$s', now());
                insert into auth.mails (mail_id, recipient, kind, content, due_at, expires_at, created_at)
                  values ('%5$s', '%1$s@example.test', 'recovery', '{"code": "123456"}', now(), now(), now());
                insert into auth.mfa_factors (factor_id, user_id, factor_type, secret)
                  values ('%5$s', '%1$s', 'totp', sha256('secret'));
                insert into auth.mfa_challenges (challenge_id, factor_id, network_hash, created_at, expires_at)
                  values ('%5$s', '%5$s', sha256('net'), now(), now());
                insert into auth.webauthn_credentials (passkey_id, user_id, credential_id, public_key, sign_count, created_at)
                  values ('%5$s', '%1$s', '%1$s', 'key', 0, now());
                insert into auth.passkey_challenges (challenge_id, user_id, nonce, created_at, expires_at)
                  values ('%5$s', '%1$s', sha256('nonce'), now(), now());
                insert into auth.provider_logins (state_hash, provider, nonce, verifier, target, link_user_id, expires_at)
                  values (sha256('%5$s'), 'corp', 'nonce', 'verifier', 'https://example.test/', '%1$s', now());
                insert into auth.oauth_clients (client_id, registration_type, token_endpoint_auth_method, redirect_uris,
                    grant_types, created_at, updated_at)
                  values ('%5$s', 'manual', 'none', '{https://example.test/}', '{authorization_code}', now(), now());
                insert into auth.oauth_authorizations (authorization_id, client_id, user_id, redirect_uri, scope,
                    code_challenge, asks_again, created_at, expires_at)
                  values ('%5$s', '%5$s', '%1$s', 'https://example.test/', 'openid', repeat('c', 43), false, now(), now());
                insert into auth.oauth_consents (user_id, client_id, scope, granted_at)
                  values ('%1$s', '%5$s', 'openid', now());
                """.formatted(user, organization, call, code, session));
    }

    private void webhooks(Statement statement, UUID organization, UUID call, UUID endpoint) throws SQLException {
        statement.execute("""
                insert into public.webhook_endpoints (endpoint_id, organization_id, url, events)
                  values ('%2$s', '%1$s', 'https://example.test/', '{*}');
                insert into auth.webhook_secrets (secret_id, endpoint_id, organization_id, secret)
                  values (gen_random_uuid(), '%2$s', '%1$s', repeat('s', 40));
                insert into public.webhook_numbers (call_id, organization_id, last_sequence) values ('%3$s', '%1$s', 1);
                insert into public.webhook_events (event_id, organization_id, call_id, sequence, event_type, body, created_at)
                  values ('%3$s', '%1$s', '%3$s', 1, 'call.started', '{}', now());
                insert into public.webhook_deliveries (delivery_id, organization_id, endpoint_id, event_id, lane, sequence,
                    status, due_at, finished_at, created_at)
                  values ('%3$s', '%1$s', '%2$s', '%3$s', '%3$s', 1, 'dead', now(), now(), now());
                insert into public.dead_letters (dead_letter_id, organization_id, queue, delivery_id, payload, error, attempts,
                    first_attempt_at, last_attempt_at, created_at)
                  values (gen_random_uuid(), '%1$s', 'webhooks', '%3$s', '{}', 'x', 5, now(), now(), now());
                """.formatted(organization, endpoint, call));
    }

    /** Somebody who belongs to Ada's organization, and does not run it. */
    UUID memberOfAdasOrganization() throws SQLException {
        UUID member = UUID.randomUUID();
        TestDatabase.asSuperuser("""
                insert into public.users (user_id, email, username, aura_id)
                  values ('%1$s', '%1$s@example.test', '%1$s', '@%1$s.aura');
                insert into public.memberships (organization_id, user_id, role) values ('%2$s', '%1$s', 'member');
                """.formatted(member, adasOrganization));
        return member;
    }
}
