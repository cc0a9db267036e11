package org.auralink.identity.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.shared.persistence.TenancyContext;
import org.junit.jupiter.api.Test;

/** What people do with their own accounts, and administrators with theirs, stands in the audit. */
class AccountEventsTest {
    private static final String PASSWORD = "correct horse 7";
    private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

    private final IdentityLab lab = new IdentityLab();
    private final UserAdministration administration = new AdminLab(lab).administration;
    private final IdentityLab.Door signIns = lab.signIns(true);
    private final String email = UUID.randomUUID() + "@example.test";
    private final SessionView session = signIns.signUp(new SignUp(email, null, PASSWORD, null));
    private final String user = session.user().id().toString();

    /** Of this person, the newest first. */
    private List<AccountEventView> events() {
        return IdentityLab.inTransaction(em -> {
            AccountEvents events = new AccountEvents();
            IdentityLab.set(events, "entityManager", em);
            return events.page(null, "1000").events().stream()
                    .filter(event -> user.equals(traits(event).get("user_id")))
                    .toList();
        });
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> traits(AccountEventView event) {
        return (Map<String, Object>) event.payload().get("traits");
    }

    private List<Object> told() {
        return events().stream().map(event -> traits(event).get("event")).toList();
    }

    @Test
    void administratorsSeeWhatHappenedWithAllAccounts() {
        signIns.signIn(new Grant.Password(email, PASSWORD));

        List<AccountEventView> events = events();

        assertThat(events)
                .extracting(event -> event.payload().get("action"))
                .containsExactlyInAnyOrder("login", "login", "user_signedup");
        AccountEventView signedIn = events.stream()
                .filter(event -> "login".equals(event.payload().get("action")))
                .findFirst()
                .orElseThrow();
        assertThat(signedIn.payload()).containsEntry("actor_id", user).containsEntry("log_type", "account");
        assertThat(traits(signedIn)).containsEntry("method", "password");
        assertThat(signedIn.ipAddress()).as("a network, no address").endsWith("/48");
        assertThat(signedIn.payload().toString()).doesNotContain(email, PASSWORD);
    }

    @Test
    void whatIsRefusedAndWhatIsOnlyRenewedIsNotToldAsASignIn() {
        assertThatThrownBy(() -> signIns.signIn(new Grant.Password(email, "another horse 8")))
                .isInstanceOf(RefusedException.class);
        signIns.signIn(new Grant.Refresh(session.refreshToken()));

        assertThat(told()).containsExactlyInAnyOrder("account.signed_in", "account.signed_up");
    }

    @Test
    void aSignOutAndTheEndOfADeviceAreTold() {
        SessionView other = signIns.signIn(new Grant.Password(email, PASSWORD));
        Devices devices = lab.devices();
        var caller = lab.accessTokens().verify(session.accessToken());
        devices.of(caller).stream()
                .filter(device -> !device.isCurrent())
                .forEach(device -> devices.end(caller, device.sessionId().toString()));
        signIns.signOut(session.accessToken(), LogoutScope.GLOBAL);

        assertThat(other.user().id()).hasToString(user);
        assertThat(told()).contains("account.session_ended", "account.signed_out");
    }

    @Test
    void anAdministratorIsNobodyWhomTheAuditCouldName() {
        administration.change(
                user,
                new AdminWish(null, null, null, null, null, null, null, null, Map.of("plan", "gold"), "24h", null),
                IdentityLab.somewhere());

        AccountEventView changed = events().stream()
                .filter(event -> "account.changed".equals(traits(event).get("event")))
                .findFirst()
                .orElseThrow();
        assertThat(changed.payload()).containsEntry("actor_id", NOBODY).containsEntry("action", "user_modified");
        assertThat(traits(changed)).containsEntry("what", "app_metadata ban");
    }

    @Test
    void anAccountWhoseOrganizationOthersNeedStays() {
        SessionView fellow = signIns.signUp(new SignUp(UUID.randomUUID() + "@example.test", null, PASSWORD, null));
        String organization = String.valueOf(session.user().appMetadata().get("organization_id"));
        IdentityLab.inTransaction(em -> {
            TenancyContext.enterAsService(em);
            return em.createNativeQuery(
                            "insert into public.memberships (organization_id, user_id, role) values (?1, ?2, 'member')")
                    .setParameter(1, UUID.fromString(organization))
                    .setParameter(2, fellow.user().id())
                    .executeUpdate();
        });

        assertThatThrownBy(() -> administration.delete(user, false))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.Conflict.class));

        assertThat(administration.get(user).email()).isEqualTo(email);
        administration.delete(fellow.user().id().toString(), false);
        administration.delete(user, false);
    }
}
