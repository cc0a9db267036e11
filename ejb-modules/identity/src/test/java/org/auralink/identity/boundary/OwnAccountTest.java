package org.auralink.identity.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.auralink.shared.RefusedException;
import org.auralink.shared.limits.ClientAddress;
import org.junit.jupiter.api.Test;

class OwnAccountTest {
    private static final String PASSWORD = "correct horse 7";
    private static final String NEW_PASSWORD = "battery staple 8";

    private final IdentityLab lab = new IdentityLab();
    private final AccountLab accounts = new AccountLab(lab, true);
    private final OwnAccount own = accounts.ownAccount();
    private final MailedSignIns mailed = accounts.signIns();
    private final SignIns signIns = lab.wiredSignIns();
    private final ClientAddress client = IdentityLab.somewhere();
    private final String email = UUID.randomUUID() + "@example.test";
    private final SessionView session = signUp(accounts, new SignUp(email, null, PASSWORD, Map.of("a", 1, "b", 2)));

    private SessionView signUp(AccountLab at, SignUp wish) {
        return ((SignedUp.Open) at.signUps().signUp(wish, null, client)).session();
    }

    private UserView change(AccountChange wish) {
        return own.change(session.accessToken(), wish, null, client);
    }

    private static AccountChange password(String password) {
        return new AccountChange(null, null, password, null, null, null, null, null, null);
    }

    private static AccountChange newEmail(String address) {
        return new AccountChange(address, null, null, null, null, null, null, null, null);
    }

    private static AccountChange data(Map<String, Object> data) {
        return new AccountChange(null, null, null, null, null, data, null, null, null);
    }

    @Test
    void aNewPasswordReplacesTheOldOneAndEndsTheOtherSessions() {
        SessionView phone = signIns.signIn(new Grant.Password(email, PASSWORD), client);
        change(password(NEW_PASSWORD));
        refusedWith("session_not_found", () -> lab.sessions.user(phone.accessToken()));
        assertThat(lab.ended.has(lab.verifier.verify(phone.accessToken()).session()))
                .isTrue();
        assertThat(lab.sessions.user(session.accessToken()).email()).isEqualTo(email);
        refusedWith("invalid_credentials", () -> signIns.signIn(new Grant.Password(email, PASSWORD), client));
        assertThat(signIns.signIn(new Grant.Password(email, NEW_PASSWORD), client))
                .isNotNull();
    }

    @Test
    void aPasswordThatIsWeakOrTheSameIsRefused() {
        refusedWith("same_password", () -> change(password(PASSWORD)));
        refusedWith("short_password", () -> change(password("short")));
        refusedWith("common_password", () -> change(password("password1")));
        refusedWith("validation_failed", () -> change(password("ä".repeat(37))));
    }

    @Test
    void aNewPasswordVoidsTheLinksOfMailsSentBefore() {
        mailed.recover(email, new ReturnPath(null, null, null), client);
        String token = AccountLab.letters(email).get(0).parameter("token");
        change(password(NEW_PASSWORD));
        refusedWith("otp_expired", () -> mailed.openLink(VerificationType.RECOVERY, token, client));
    }

    @Test
    void theCurrentPasswordIsAskedForWhereTheOperatorWantsItButNotOfWhoForgotIt() {
        OwnAccount strict = strict(false, true);
        AccountChange without = password(NEW_PASSWORD);
        refusedWith("current_password_required", () -> strict.change(session.accessToken(), without, null, client));
        refusedWith(
                "current_password_invalid",
                () -> strict.change(
                        session.accessToken(),
                        new AccountChange(null, null, NEW_PASSWORD, null, "wrong", null, null, null, null),
                        null,
                        client));
        mailed.recover(email, new ReturnPath(null, null, null), client);
        SessionView recovered = ((Verified.SignedIn) mailed.openLink(
                        VerificationType.RECOVERY,
                        AccountLab.letters(email).get(0).parameter("token"),
                        client))
                .session();
        strict.change(recovered.accessToken(), without, null, client);
        SessionView again = signIns.signIn(new Grant.Password(email, NEW_PASSWORD), client);
        strict.change(
                again.accessToken(),
                new AccountChange(null, null, PASSWORD, null, NEW_PASSWORD, null, null, null, null),
                null,
                client);
    }

    @Test
    void anOldSignInNeedsACodeFromAMailWhereTheOperatorWantsIt() {
        OwnAccount strict = strict(true, false);
        strict.change(session.accessToken(), password(NEW_PASSWORD), null, client);
        lab.clock.pass(Duration.ofHours(24));
        String token = signIns.signIn(new Grant.Refresh(session.refreshToken()), client)
                .accessToken();
        AccountChange without = password(PASSWORD);
        refusedWith("reauthentication_needed", () -> strict.change(token, without, null, client));
        strict.reauthenticate(token, client);
        AccountLab.Letter letter = AccountLab.letters(email).get(0);
        assertThat(letter.kind()).isEqualTo("reauthentication");
        String wrong = letter.code().equals("000000") ? "000001" : "000000";
        refusedWith("reauthentication_not_valid", () -> strict.change(token, withNonce(wrong), null, client));
        strict.change(token, withNonce(letter.code()), null, client);
        refusedWith(
                "reauthentication_not_valid",
                () -> strict.change(
                        token,
                        new AccountChange(null, null, NEW_PASSWORD, letter.code(), null, null, null, null, null),
                        null,
                        client));
        assertThat(signIns.signIn(new Grant.Password(email, PASSWORD), client)).isNotNull();
    }

    private static AccountChange withNonce(String nonce) {
        return new AccountChange(null, null, PASSWORD, nonce, null, null, null, null, null);
    }

    private OwnAccount strict(boolean reauthenticate, boolean currentPassword) {
        return new AccountLab(lab, true, AccountLab.settings(true, reauthenticate, currentPassword)).ownAccount();
    }

    @Test
    void whatOneSaysAboutOneselfIsMergedAndNullTakesAway() {
        Map<String, Object> changes = new HashMap<>(Map.of("b", 3, "name", "Ada"));
        changes.put("a", null);
        assertThat(change(data(changes)).userMetadata()).isEqualTo(Map.of("b", 3, "name", "Ada"));
        assertThat(lab.sessions.user(session.accessToken()).userMetadata()).isEqualTo(Map.of("b", 3, "name", "Ada"));
        change(data(Map.of("big", "x".repeat(3000))));
        refusedWith("validation_failed", () -> change(data(Map.of("more", "x".repeat(3000)))));
    }

    @Test
    void whatTheServerSaysAboutOneIsNotOnesToChange() {
        refusedWith(
                "not_admin",
                () -> change(
                        new AccountChange(null, null, null, null, null, null, Map.of("role", "admin"), null, null)));
        refusedWith(
                "phone_provider_disabled",
                () -> change(new AccountChange(null, "+15550100", null, null, null, null, null, null, null)));
    }

    @Test
    void aNewAddressCountsWhenBothHaveAgreed() {
        String wish = "new-" + email;
        UserView waiting = change(newEmail(wish));
        assertThat(waiting.email()).isEqualTo(email);
        assertThat(waiting.newEmail()).isEqualTo(wish);
        assertThat(waiting.emailChangeSentAt()).isEqualTo(lab.clock.instant());
        String old = AccountLab.letters(email).get(0).parameter("token");
        String fresh = AccountLab.letters(wish).get(0).parameter("token");
        assertThat(mailed.openLink(VerificationType.EMAIL_CHANGE, old, client)).isInstanceOf(Verified.HalfWay.class);
        assertThat(lab.sessions.user(session.accessToken()).email()).isEqualTo(email);
        Verified both = mailed.openLink(VerificationType.EMAIL_CHANGE, fresh, client);
        UserView user = ((Verified.SignedIn) both).session().user();
        assertThat(user.email()).isEqualTo(wish);
        assertThat(user.newEmail()).isNull();
        assertThat(user.identities().get(0).identityData()).containsEntry("email", wish);
        assertThat(signIns.signIn(new Grant.Password(wish, PASSWORD), client)).isNotNull();
        refusedWith("invalid_credentials", () -> signIns.signIn(new Grant.Password(email, PASSWORD), client));
    }

    @Test
    void theCodesOfANewAddressWorkInAnyOrder() {
        String wish = "new-" + email;
        change(newEmail(wish));
        assertThat(mailed.showCode(
                        VerificationType.EMAIL_CHANGE,
                        wish,
                        AccountLab.letters(wish).get(0).code(),
                        client))
                .isInstanceOf(Verified.HalfWay.class);
        assertThat(mailed.showCode(
                        VerificationType.EMAIL_CHANGE,
                        email,
                        AccountLab.letters(email).get(0).code(),
                        client))
                .isInstanceOf(Verified.SignedIn.class);
    }

    @Test
    void onlyTheLastWishForAnAddressCounts() {
        change(newEmail("first-" + email));
        String first = AccountLab.letters("first-" + email).get(0).parameter("token");
        String old = AccountLab.letters(email).get(0).parameter("token");
        change(newEmail("second-" + email));
        refusedWith("otp_expired", () -> mailed.openLink(VerificationType.EMAIL_CHANGE, first, client));
        refusedWith("otp_expired", () -> mailed.openLink(VerificationType.EMAIL_CHANGE, old, client));
    }

    @Test
    void anAddressThatIsTakenIsRefusedAlsoWhenItWasTakenMeanwhile() {
        String taken = "taken-" + email;
        change(newEmail(taken));
        signUp(accounts, new SignUp(taken, null, PASSWORD, null));
        lab.clock.pass(Duration.ofMinutes(1));
        refusedWith("email_exists", () -> change(newEmail(taken)));
        mailed.openLink(
                VerificationType.EMAIL_CHANGE, AccountLab.letters(email).get(0).parameter("token"), client);
        refusedWith(
                "email_exists",
                () -> mailed.openLink(
                        VerificationType.EMAIL_CHANGE,
                        AccountLab.letters(taken).get(0).parameter("token"),
                        client));
    }

    @Test
    void whoIsNobodyBecomesSomebodyWithAnAddressAndAPassword() {
        SessionView nobody = signUp(accounts, new SignUp(null, null, null, null));
        refusedWith("validation_failed", () -> own.change(nobody.accessToken(), password(PASSWORD), null, client));
        String address = "now-" + email;
        UserView user = own.change(
                nobody.accessToken(),
                new AccountChange(address, null, PASSWORD, null, null, null, null, null, null),
                null,
                client);
        assertThat(user.isAnonymous()).isFalse();
        assertThat(user.email()).isEqualTo(address);
        assertThat(user.identities()).hasSize(1);
        assertThat(user.appMetadata()).containsEntry("provider", "email");
        assertThat(signIns.signIn(new Grant.Password(address, PASSWORD), client)
                        .user()
                        .id())
                .isEqualTo(nobody.user().id());
    }

    @Test
    void whoIsNobodyConfirmsTheAddressWhereAddressesAreConfirmed() {
        AccountLab byMail = new AccountLab(lab, false);
        SessionView nobody = signUp(byMail, new SignUp(null, null, null, null));
        String address = "later-" + email;
        UserView waiting = byMail.ownAccount().change(nobody.accessToken(), newEmail(address), null, client);
        assertThat(waiting.isAnonymous()).isTrue();
        assertThat(waiting.newEmail()).isEqualTo(address);
        Verified verified = mailed.openLink(
                VerificationType.EMAIL_CHANGE,
                AccountLab.letters(address).get(0).parameter("token"),
                client);
        assertThat(((Verified.SignedIn) verified).session().user().isAnonymous())
                .isFalse();
    }

    private static void refusedWith(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo(code));
    }
}
