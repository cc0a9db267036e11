package org.auralink.identity.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.auralink.identity.control.Applicant;
import org.auralink.shared.RefusedException;
import org.auralink.shared.limits.ClientAddress;
import org.auralink.testkit.MigratedDatabase;
import org.junit.jupiter.api.Test;

class UserAdministrationTest {
    private static final String PASSWORD = "correct horse 7";

    private final IdentityLab lab = new IdentityLab();
    private final UserAdministration administration = new AdminLab(lab).administration;
    private final ClientAddress backEnd = IdentityLab.somewhere();
    private final IdentityLab.Door people = lab.signIns(true);

    private static String email() {
        return UUID.randomUUID() + "@example.test";
    }

    /** A phone number that nobody has. */
    private static String phone() {
        return "49" + Math.floorMod(UUID.randomUUID().getMostSignificantBits(), 10_000_000_000L);
    }

    /** Builds wishes field by field. */
    private static final class Wish {
        private final Map<String, Object> fields = new HashMap<>();

        Wish with(String name, Object value) {
            fields.put(name, value);
            return this;
        }

        @SuppressWarnings("unchecked")
        AdminWish made() {
            return new AdminWish(
                    (String) fields.get("id"),
                    (String) fields.get("email"),
                    (String) fields.get("phone"),
                    (String) fields.get("password"),
                    (String) fields.get("password_hash"),
                    (Boolean) fields.get("email_confirm"),
                    (Boolean) fields.get("phone_confirm"),
                    (Map<String, Object>) fields.get("user_metadata"),
                    (Map<String, Object>) fields.get("app_metadata"),
                    (String) fields.get("ban_duration"),
                    (String) fields.get("role"));
        }
    }

    private static Wish wish(String name, Object value) {
        return new Wish().with(name, value);
    }

    private UserView create(Wish wish) {
        return administration.create(wish.made(), backEnd);
    }

    private UserView change(UserView user, Wish wish) {
        return administration.change(user.id().toString(), wish.made(), backEnd);
    }

    private SessionView signIn(String email, String password) {
        return people.signIn(new Grant.Password(email, password));
    }

    @Test
    void anAccountIsMadeAsTheBackEndWantsIt() {
        String email = email();
        UUID id = UUID.randomUUID();
        UserView made = create(wish("email", email.toUpperCase(Locale.ROOT))
                .with("id", id.toString())
                .with("password", PASSWORD)
                .with("email_confirm", true)
                .with("role", "authenticated")
                .with(
                        "user_metadata",
                        Map.of("name", "Ada", "username", "ada-" + id.toString().substring(0, 8)))
                .with("app_metadata", Map.of("plan", "free")));

        assertThat(made.id()).isEqualTo(id);
        assertThat(made.email()).isEqualTo(email);
        assertThat(made.emailConfirmedAt()).isEqualTo(lab.clock.instant());
        assertThat(made.userMetadata()).containsEntry("name", "Ada");
        assertThat(made.appMetadata())
                .containsEntry("plan", "free")
                .containsEntry("provider", "email")
                .containsEntry("aura_id", "@ada-" + id.toString().substring(0, 8) + ".aura")
                .containsKey("organization_id");
        assertThat(made.identities())
                .singleElement()
                .satisfies(identity -> assertThat(identity.email()).isEqualTo(email));
        assertThat(signIn(email, PASSWORD).user().id()).isEqualTo(id);
        assertThat(administration.get(id.toString()).email()).isEqualTo(email);
    }

    @Test
    void anAccountMayHaveAPhoneOnlyAndWaitForItsConfirmation() {
        String phone = phone();
        UserView made = create(wish("phone", "+" + phone));
        assertThat(made.email()).isEmpty();
        assertThat(made.phone()).isEqualTo(phone);
        assertThat(made.phoneConfirmedAt()).isNull();
        assertThat(change(made, wish("phone_confirm", true)).phoneConfirmedAt()).isNotNull();
        refused("phone_exists", () -> create(wish("phone", phone)));
    }

    @Test
    void whoHasNotConfirmedTheAddressDoesNotSignIn() {
        String email = email();
        UserView made = create(wish("email", email).with("password", PASSWORD));
        refused("email_not_confirmed", () -> signIn(email, PASSWORD));
        change(made, wish("email_confirm", true));
        assertThat(signIn(email, PASSWORD).user().id()).isEqualTo(made.id());
    }

    @Test
    void wrongWishesAreRefusedByTheirField() {
        String email = email();
        create(wish("email", email)
                .with(
                        "id",
                        "0b5d2a3c-6f0e-4a7e-9a8b-"
                                + UUID.randomUUID().toString().substring(24)));
        refused("email_exists", () -> create(wish("email", email)));
        for (Wish wrong : new Wish[] {
            new Wish(),
            wish("email", ""),
            wish("email", "no address"),
            wish("phone", "12 34 five"),
            wish("email", email()).with("id", "7"),
            wish("email", email()).with("id", "00000000-0000-0000-0000-000000000000"),
            wish("email", email()).with("role", "service_role"),
            wish("email", email()).with("ban_duration", "a day"),
            wish("email", email()).with("ban_duration", "-1h"),
            wish("email", email()).with("password", PASSWORD).with("password_hash", "x"),
            wish("email", email()).with("password_hash", "md5"),
            wish("email", email()).with("user_metadata", Map.of("much", "x".repeat(5_000))),
            wish("email", email()).with("app_metadata", Map.of("much", "x".repeat(5_000)))
        }) {
            refused("validation_failed", () -> create(wrong));
        }
        refused("short_password", () -> create(wish("email", email()).with("password", "short")));
    }

    @Test
    void anIdThatIsTakenIsRefused() {
        UserView made = create(wish("email", email()));
        refused(
                "user_already_exists",
                () -> create(wish("email", email()).with("id", made.id().toString())));
    }

    @Test
    void aPasswordThatWasHashedElsewhereOpensTheAccount() {
        String hash = IdentityLab.hasher().hash("of another system", Applicant.at(backEnd));
        String email = email();
        create(wish("email", email).with("password_hash", hash).with("email_confirm", true));
        assertThat(signIn(email, "of another system")).isNotNull();
        refused("invalid_credentials", () -> signIn(email, PASSWORD));
    }

    @Test
    void whatIsNotNamedStaysAndWhatIsNullGoes() {
        UserView made = create(wish("email", email())
                .with("user_metadata", Map.of("one", 1, "two", 2))
                .with("app_metadata", Map.of("plan", "free", "seats", 3)));
        Map<String, Object> removal = new HashMap<>(Collections.singletonMap("one", null));
        removal.put("three", 3);
        UserView changed = change(
                made,
                wish("user_metadata", removal)
                        .with("app_metadata", Collections.singletonMap("plan", null))
                        .with("email", ""));
        assertThat(changed.userMetadata()).isEqualTo(Map.of("two", 2, "three", 3));
        assertThat(changed.appMetadata()).containsEntry("seats", 3).doesNotContainKey("plan");
        assertThat(changed.email()).isEqualTo(made.email());
    }

    @Test
    void anotherAddressIsTheAccountsAtOnce() {
        String email = email();
        UserView made = create(wish("email", email()).with("password", PASSWORD).with("email_confirm", true));
        UserView changed = change(made, wish("email", email).with("email_confirm", true));
        assertThat(changed.identities())
                .singleElement()
                .satisfies(identity -> assertThat(identity.email()).isEqualTo(email));
        assertThat(signIn(email, PASSWORD).user().id()).isEqualTo(made.id());
        refused("invalid_credentials", () -> signIn(made.email(), PASSWORD));
        refused("email_exists", () -> change(create(wish("email", email())), wish("email", email)));
    }

    @Test
    void aNewPasswordEndsAllSessions() {
        String email = email();
        UserView made = create(wish("email", email).with("password", PASSWORD).with("email_confirm", true));
        SessionView before = signIn(email, PASSWORD);
        change(made, wish("password", "another horse 8"));
        refused("session_not_found", () -> lab.sessions.user(before.accessToken()));
        refused("not_authenticated", () -> lab.accessTokens().verify(before.accessToken()));
        refused("invalid_credentials", () -> signIn(email, PASSWORD));
        assertThat(signIn(email, "another horse 8")).isNotNull();
    }

    @Test
    void whoIsBannedComesInNowhereUntilTheBanIsOverOrLifted() {
        String email = email();
        UserView made = create(wish("email", email).with("password", PASSWORD).with("email_confirm", true));
        SessionView before = signIn(email, PASSWORD);

        UserView banned = change(made, wish("ban_duration", "1h30m"));

        assertThat(banned.bannedUntil()).isEqualTo(lab.clock.instant().plus(Duration.ofMinutes(90)));
        refused("user_banned", () -> signIn(email, PASSWORD));
        refused("user_banned", () -> people.signIn(new Grant.Refresh(before.refreshToken())));
        refused("user_banned", () -> lab.sessions.user(before.accessToken()));
        refused("not_authenticated", () -> lab.accessTokens().verify(before.accessToken()));

        assertThat(change(made, wish("ban_duration", "none")).bannedUntil()).isNull();
        assertThat(lab.accessTokens().verify(before.accessToken()).userId().value())
                .isEqualTo(made.id());
        assertThat(lab.sessions.user(before.accessToken()).id()).isEqualTo(made.id());

        change(made, wish("ban_duration", "10m"));
        lab.clock.pass(Duration.ofMinutes(10));
        assertThat(signIn(email, PASSWORD)).isNotNull();
    }

    @Test
    void aDeletedAccountIsGoneAndItsTokensAreWorthNothing() {
        String email = email();
        UserView made = create(wish("email", email).with("password", PASSWORD).with("email_confirm", true));
        SessionView before = signIn(email, PASSWORD);

        administration.delete(made.id().toString(), false);

        refused("user_not_found", () -> administration.get(made.id().toString()));
        refused("user_not_found", () -> administration.delete(made.id().toString(), false));
        refused("user_not_found", () -> change(made, wish("email_confirm", true)));
        refused("user_not_found", () -> lab.sessions.user(before.accessToken()));
        refused("not_authenticated", () -> lab.accessTokens().verify(before.accessToken()));
        refused("invalid_credentials", () -> signIn(email, PASSWORD));
        assertThat(create(wish("email", email)).id()).isNotEqualTo(made.id());
    }

    @Test
    void aSoftlyDeletedAccountKeepsItsRowAndNothingPersonal() {
        String email = email();
        UserView made = create(wish("email", email)
                .with("password", PASSWORD)
                .with("email_confirm", true)
                .with("user_metadata", Map.of("name", "Ada")));
        SessionView before = signIn(email, PASSWORD);

        administration.delete(made.id().toString(), true);

        UserView left = administration.get(made.id().toString());
        assertThat(left.deletedAt()).isEqualTo(lab.clock.instant());
        assertThat(left.email()).isEmpty();
        assertThat(left.userMetadata()).isEmpty();
        assertThat(left.identities()).isEmpty();
        refused("invalid_credentials", () -> signIn(email, PASSWORD));
        refused("refresh_token_not_found", () -> people.signIn(new Grant.Refresh(before.refreshToken())));
        assertThat(create(wish("email", email)).id()).isNotEqualTo(made.id());
    }

    @Test
    void anAccountThatWasMadeWithoutAnOrganizationIsListedAndDeletedLikeAnyOther() {
        String lone = MigratedDatabase.person("lone").user().toString();
        assertThat(administration.get(lone).appMetadata())
                .containsKey("aura_id")
                .doesNotContainKey("organization_id");
        assertThat(administration.page("", "").users()).isNotEmpty();
        administration.delete(lone, false);
        refused("user_not_found", () -> administration.get(lone));
    }

    @Test
    void accountsAreListedByPages() {
        lab.clock.pass(Duration.ofDays(3_650));
        for (int number = 0; number < 5; number++) {
            create(wish("email", email()));
            lab.clock.pass(Duration.ofSeconds(1));
        }
        AdminUserPage all = administration.page("", "");
        assertThat(all.page()).isEqualTo(1);
        assertThat(all.perPage()).isEqualTo(50);
        assertThat(all.total()).isGreaterThanOrEqualTo(5);
        AdminUserPage second = administration.page("2", "2");
        assertThat(second.users())
                .extracting(UserView::id)
                .containsExactly(all.users().get(2).id(), all.users().get(3).id());
        assertThat(second.lastPage()).isEqualTo((second.total() + 1) / 2);
        assertThat(administration.page("999999", null).users()).isEmpty();
        for (String wrong : new String[] {"0", "-1", "x", "1.5", "99999999999999999999", "1; drop table users"}) {
            refused("validation_failed", () -> administration.page(wrong, null));
            refused("validation_failed", () -> administration.page(null, wrong));
        }
    }

    @Test
    void whatIsNoIdIsNotFound() {
        refused("validation_failed", () -> administration.get("7"));
        refused("user_not_found", () -> administration.get(UUID.randomUUID().toString()));
    }

    private static void refused(String code, Runnable attempt) {
        assertThatThrownBy(attempt::run)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusal().code()).isEqualTo(code));
    }
}
