package org.auralink.identity.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.PersistenceException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.auralink.identity.control.AccountSource;
import org.auralink.identity.control.ForeignToken;
import org.auralink.identity.control.ReservedNames;
import org.auralink.identity.control.SupabaseProject;
import org.auralink.identity.control.SupabaseSettings;
import org.auralink.shared.Caller;
import org.auralink.shared.RefusedException;
import org.auralink.shared.UserId;
import org.auralink.tenancy.boundary.Organizations;
import org.junit.jupiter.api.Test;

/** People of a Supabase project, as this server gets to know them. */
class ForeignCallersTest {
    private final IdentityLab lab = new IdentityLab();
    private final UserAdministration administration = new AdminLab(lab).administration;
    private final AtomicInteger lookUps = new AtomicInteger();
    private final ForeignCallers callers = callers();
    private final UUID person = UUID.randomUUID();
    private final String email = person + "@example.test";

    private ForeignCallers callers() {
        ForeignAccounts accounts = new ForeignAccounts() {
            @Override
            public Known arrive(ForeignToken token) {
                lookUps.incrementAndGet();
                lab.fault.run();
                return IdentityLab.inTransaction(em -> {
                    Organizations organizations = new Organizations();
                    IdentityLab.set(organizations, "entityManager", em);
                    IdentityLab.set(organizations, "clock", lab.clock);
                    ForeignAccounts wired = new ForeignAccounts();
                    IdentityLab.set(wired, "entityManager", em);
                    IdentityLab.set(wired, "organizations", organizations);
                    IdentityLab.set(wired, "names", new ReservedNames(Set.of()));
                    IdentityLab.set(wired, "limits", IdentityLab.LIMITS);
                    IdentityLab.set(wired, "clock", lab.clock);
                    return wired.arrive(token);
                });
            }
        };
        ForeignCallers callers = new ForeignCallers();
        IdentityLab.set(callers, "accounts", accounts);
        IdentityLab.set(callers, "guards", lab.guards);
        IdentityLab.set(callers, "clock", lab.clock);
        return callers;
    }

    private ForeignToken token(Optional<String> address, Map<String, Object> said) {
        Map<String, Object> claims = new HashMap<>();
        claims.put("sub", person.toString());
        claims.put("role", "authenticated");
        // Whatever the project says of organizations: it does not know ours.
        claims.put("app_metadata", Map.of("organization_id", UUID.randomUUID().toString(), "plan", "gold"));
        return new ForeignToken(new UserId(person), UUID.randomUUID(), address, said, claims);
    }

    private ForeignToken token() {
        return token(Optional.of(email), Map.of("name", "Ada"));
    }

    @Test
    void whoIsSeenFirstGetsARowAnAuraIdAndAnOrganization() {
        Caller caller = callers.caller(token());
        UserView known = administration.get(person.toString());
        assertThat(known.email()).isEqualTo(email);
        assertThat(known.emailConfirmedAt()).isNotNull();
        assertThat(known.userMetadata()).containsEntry("name", "Ada");
        assertThat(caller.userId().value()).isEqualTo(person);
        assertThat(known.appMetadata())
                .containsEntry(
                        "organization_id", caller.organizationId().value().toString());
        assertThat((String) known.appMetadata().get("aura_id")).startsWith("@").endsWith(".aura");
        assertThat(caller.claims())
                .contains(person.toString(), caller.organizationId().value().toString())
                .doesNotContain("gold");
    }

    @Test
    void nobodyHasAnAccountHereWhereAProjectKeepsThem() {
        URI project = URI.create("https://project.example.test/auth/v1");
        AccessTokens tokens = lab.accessTokens();
        tokens.requireAccountsHere();
        IdentityLab.set(
                tokens,
                "source",
                new AccountSource(
                        Optional.of(SupabaseProject.of(new SupabaseSettings(project, Optional.empty()), lab.clock)),
                        project.toString()));

        assertThatThrownBy(tokens::requireAccountsHere).isInstanceOfSatisfying(RefusedException.class, refused -> {
            assertThat(refused.refusal().code()).isEqualTo("managed_elsewhere");
            assertThat(refused.refusal().detail()).contains(project.toString());
        });
    }

    @Test
    void whoIsKnownStaysTheSameAndIsLookedUpOnceAMinute() {
        Caller first = callers.caller(token());
        assertThat(callers.caller(token()).organizationId()).isEqualTo(first.organizationId());
        assertThat(lookUps).hasValue(1);
        lab.clock.pass(Duration.ofMinutes(1));
        assertThat(callers.caller(token()).organizationId()).isEqualTo(first.organizationId());
        assertThat(lookUps).hasValue(2);
    }

    @Test
    void whileTheDatabaseIsAwayWhoWasSeenIsBelievedAndNobodyElse() {
        callers.caller(token());
        lab.clock.pass(Duration.ofHours(1));
        lab.fault = () -> {
            throw new PersistenceException(new SQLException("away", "08006"));
        };
        assertThat(callers.caller(token()).userId().value()).isEqualTo(person);
        ForeignToken stranger = new ForeignToken(
                new UserId(UUID.randomUUID()), UUID.randomUUID(), Optional.empty(), Map.of(), Map.of());
        assertThatThrownBy(() -> callers.caller(stranger)).isInstanceOf(PersistenceException.class);
    }

    @Test
    void whoeverThisServerBannedStaysOut() {
        callers.caller(token());
        administration.change(
                person.toString(),
                new AdminWish(null, null, null, null, null, null, null, null, null, "24h", null),
                IdentityLab.somewhere());
        lab.clock.pass(Duration.ofMinutes(1));
        refused("user_banned", token());
    }

    @Test
    void anAddressOfAnotherAccountIsNotTakenOver() {
        administration.create(
                new AdminWish(null, email, null, null, null, true, null, null, null, null, null),
                IdentityLab.somewhere());
        refused("conflict", token());
    }

    @Test
    void whatThePersonSaysKeepsNobodyOut() {
        Caller caller =
                callers.caller(token(Optional.empty(), Map.of("username", "admin", "much", "x".repeat(10_000))));
        UserView known = administration.get(caller.userId().value().toString());
        assertThat(known.userMetadata()).isEmpty();
        assertThat((String) known.appMetadata().get("aura_id")).startsWith("@user");
    }

    private void refused(String code, ForeignToken token) {
        assertThatThrownBy(() -> callers.caller(token))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusal().code()).isEqualTo(code));
    }
}
