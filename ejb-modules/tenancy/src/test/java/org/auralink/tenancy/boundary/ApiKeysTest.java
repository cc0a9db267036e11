package org.auralink.tenancy.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.auralink.media.boundary.LiveKitSecrets;
import org.auralink.shared.Caller;
import org.auralink.shared.RefusedException;
import org.auralink.tenancy.entity.Limits;
import org.auralink.testkit.MigratedDatabase;
import org.junit.jupiter.api.Test;

/** What a program with a key may do, as the service lets it in and the policies of the database hold it. */
class ApiKeysTest {
    private final TenancyLab lab = new TenancyLab();
    private final MigratedDatabase.Person ann = MigratedDatabase.person("ann");
    private final MigratedDatabase.Person bob = ann.colleague("bob");
    private final Caller owner = TenancyLab.caller(ann);
    private final Caller member = TenancyLab.caller(bob);
    private final String organization = ann.organization().toString();

    private static void refused(String code, ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo(code));
    }

    private record Told(String id, String key) {}

    private Told made(NewApiKey wanted) {
        var made = lab.keys(it -> it.create(owner, organization, wanted, null));
        try {
            return new Told(
                    made.id(), new JsonMapper().readTree(made.json()).get("key").asText());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static NewApiKey scopes(String... scopes) {
        return new NewApiKey("ci", List.of(scopes), null, null);
    }

    private Caller with(String key) {
        return lab.keys(it -> it.authenticate(key)).caller();
    }

    /** One value as the policies answer it to that caller. */
    private static String asks(Caller caller, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                MigratedDatabase.settings().databaseUrl(), "auralink_authenticator", "authenticator")) {
            connection.setAutoCommit(false);
            try (PreparedStatement context = connection.prepareStatement(
                    "select set_config('request.jwt.claims', ?, true), set_config('role', 'authenticated', true)")) {
                context.setString(1, caller.claims());
                context.execute();
            }
            try (ResultSet found = connection.createStatement().executeQuery(sql)) {
                found.next();
                return found.getString(1);
            }
        }
    }

    private static String may(Caller caller, String organization, String permission) throws SQLException {
        return asks(caller, "select private.has_permission('" + organization + "', '" + permission + "')");
    }

    @Test
    void aKeyActsInItsOrganizationAloneAndWithItsScopesAlone() throws Exception {
        MigratedDatabase.Person other = MigratedDatabase.person("other");
        MigratedDatabase.execute(
                "insert into public.memberships (organization_id, user_id, role) values (?, ?, 'admin')",
                other.organization(),
                ann.user());
        Caller reader = with(made(scopes("read")).key());
        Caller writer = with(made(scopes("read", "write")).key());
        assertThat(asks(reader, "select string_agg(organization_id::text, ',') from public.organizations"))
                .isEqualTo(organization);
        assertThat(may(reader, organization, "calls.create")).isEqualTo("f");
        assertThat(may(writer, organization, "calls.create")).isEqualTo("t");
        assertThat(may(writer, organization, "webhooks.manage")).isEqualTo("f");
        assertThat(may(with(made(scopes("admin")).key()), organization, "webhooks.manage"))
                .isEqualTo("t");
        assertThat(may(with(made(scopes("admin")).key()), organization, "keys.manage"))
                .isEqualTo("f");
        assertThat(may(writer, other.organization().toString(), "calls.create")).isEqualTo("f");
        refused(
                "not_found",
                () -> lab.organizations(
                        it -> it.get(writer, other.organization().toString())));
        refused("forbidden", () -> lab.organizations(it -> it.create(writer, new NewOrganization("x", null), null)));
        refused("forbidden", () -> lab.change(it -> it.leave(writer, organization)));
    }

    @Test
    void aRevokedKeyHasNoRightsEvenForWhoWasLetInBefore() throws Exception {
        Told told = made(scopes("write"));
        Caller program = with(told.key());
        assertThat(may(program, organization, "calls.create")).isEqualTo("t");
        refused("forbidden", () -> lab.keys(it -> it.list(member, organization, null, null)));
        lab.keys(it -> {
            it.revoke(owner, organization, told.id());
            return true;
        });
        assertThat(may(program, organization, "calls.create")).isEqualTo("f");
        refused("not_authenticated", () -> with(told.key()));
        assertThat(lab.keys(it -> it.list(owner, organization, null, null))
                        .items()
                        .get(0)
                        .revokedAt())
                .isNotNull();
    }

    @Test
    void aKeyEndsWithItsTimeAndWithTheMembershipOfItsMaker() {
        String end = TenancyLab.START.plus(Duration.ofDays(1)).toString();
        Told told = made(new NewApiKey("ci", null, null, end));
        assertThat(with(told.key()).organizationId()).isEqualTo(owner.organizationId());
        lab.clock.moveTo(TenancyLab.START.plus(Duration.ofDays(1)));
        refused("not_authenticated", () -> with(told.key()));

        Told another = made(scopes("read"));
        MigratedDatabase.execute(
                "delete from public.memberships where organization_id = ? and user_id = ?",
                ann.organization(),
                ann.user());
        refused("not_authenticated", () -> with(another.key()));
    }

    @Test
    void aReplacedKeyWorksOnForTheOverlap() {
        Told told = made(scopes("read"));
        ApiKeyView fresh = lab.keys(it -> it.rotate(owner, organization, told.id(), new KeyRotation(60)));
        assertThat(fresh.key()).isNotEqualTo(told.key()).startsWith(fresh.prefix());
        assertThat(with(told.key())).isEqualTo(with(String.valueOf(fresh.key())));
        lab.clock.moveTo(TenancyLab.START.plusSeconds(60));
        refused("not_authenticated", () -> with(told.key()));
        with(String.valueOf(fresh.key()));
    }

    /** Whose a request is that was signed with that secret. */
    private Caller signedWith(LiveKitKeyView livekit) {
        return lab.keys(it -> it.authenticate(
                        livekit.apiKey(), hash -> TenancyLab.LIVEKIT.of(hash).equals(livekit.apiSecret())))
                .caller();
    }

    @Test
    void aKeyIsToldInTheFormOfLiveKitsSdksToo() {
        Told told = made(scopes("write"));
        LiveKitKeyView first = lab.keys(it -> it.rotate(owner, organization, told.id(), new KeyRotation(0)))
                .livekit();
        assertThat(first).isNotNull();
        assertThat(first.url()).isEqualTo("wss://media.example.org");
        assertThat(first.apiKey()).startsWith("ak_live_");
        assertThat(first.apiSecret()).hasSize(43);
        assertThat(signedWith(first)).isEqualTo(signedWith(first));
        assertThat(signedWith(first).organizationId()).isEqualTo(owner.organizationId());
        assertThat(lab.keys(it -> it.list(owner, organization, null, null))
                        .items()
                        .get(0)
                        .livekit())
                .isNull();

        LiveKitKeyView second = lab.keys(it -> it.rotate(owner, organization, told.id(), new KeyRotation(60)))
                .livekit();
        assertThat(second.apiKey()).isEqualTo(first.apiKey());
        assertThat(second.apiSecret()).isNotEqualTo(first.apiSecret());
        assertThat(signedWith(first)).isEqualTo(signedWith(second));
        lab.clock.moveTo(TenancyLab.START.plusSeconds(60));
        refused("not_authenticated", () -> signedWith(first));
        lab.keys(it -> {
            it.revoke(owner, organization, told.id());
            return true;
        });
        refused("not_authenticated", () -> signedWith(second));
    }

    @Test
    void theSecretForLiveKitFollowsFromTheNodesSecretToo() {
        byte[] hash = new byte[32];
        assertThat(new LiveKitSecrets("another secret of the media nodes", null).of(hash))
                .isNotEqualTo(TenancyLab.LIVEKIT.of(hash));
    }

    @Test
    void noKeyIsToldOrStoredAgain() throws Exception {
        Told told = made(scopes("read"));
        with(told.key());
        ApiKeyView listed =
                lab.keys(it -> it.list(owner, organization, null, null)).items().get(0);
        assertThat(listed.key()).isNull();
        assertThat(listed.lastUsedAt()).isEqualTo(TenancyLab.START);
        try (var connection = MigratedDatabase.superuser();
                ResultSet rows = connection
                        .createStatement()
                        .executeQuery("select string_agg(k::text, '') from public.api_keys k")) {
            rows.next();
            assertThat(rows.getString(1)).doesNotContain(told.key().substring(18));
        }
    }

    @Test
    void whatIsNoKeyIsRefusedAlikeAndBadWishesByField() {
        for (String text : List.of("ak_", "ak_live_12345678_" + "x".repeat(32), "ak_live_' or true --")) {
            refused("not_authenticated", () -> with(text));
        }
        refused("validation_failed", () -> made(scopes("everything")));
        refused("validation_failed", () -> made(new NewApiKey("ci", null, 6001, null)));
        refused("validation_failed", () -> made(new NewApiKey("ci", null, null, "tomorrow")));
        refused("validation_failed", () -> made(new NewApiKey("ci", null, null, "2020-01-01T00:00:00Z")));
        for (int i = 0; i < Limits.KEYS; i++) {
            made(scopes("read"));
        }
        refused("limit_exceeded", () -> made(scopes("read")));
    }
}
