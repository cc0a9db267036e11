package org.auralink.identity.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.auralink.identity.entity.User;
import org.auralink.shared.RefusedException;
import org.auralink.shared.limits.ClientAddress;
import org.auralink.shared.persistence.TenancyContext;
import org.junit.jupiter.api.Test;

class MailedSignInsTest {
    private static final String PASSWORD = "correct horse 7";
    private static final ReturnPath HOME = new ReturnPath(null, null, null);

    private final IdentityLab lab = new IdentityLab();
    private final AccountLab accounts = new AccountLab(lab, false);
    private final SignUps signUps = accounts.signUps();
    private final MailedSignIns mailed = accounts.signIns();
    private final SignIns signIns = lab.wiredSignIns();
    private final ClientAddress client = IdentityLab.somewhere();
    private final String email = UUID.randomUUID() + "@example.test";

    private UserView signUp(String address) {
        return ((SignedUp.Unconfirmed) signUps.signUp(new SignUp(address, null, PASSWORD, Map.of()), null, client))
                .user();
    }

    private AccountLab.Letter newest() {
        return AccountLab.letters(email).get(0);
    }

    private static SessionView session(Verified verified) {
        return ((Verified.SignedIn) verified).session();
    }

    private SessionView confirmed() {
        signUp(email);
        return session(mailed.openLink(VerificationType.SIGNUP, newest().parameter("token"), client));
    }

    @Test
    void aSignUpOpensByTheLinkOfItsMailAndNotBefore() {
        UserView user = signUp(email);
        assertThat(user.emailConfirmedAt()).isNull();
        assertThat(user.confirmationSentAt()).isEqualTo(lab.clock.instant());
        assertThat(user.identities()).hasSize(1);
        refusedWith("email_not_confirmed", () -> signIns.signIn(new Grant.Password(email, PASSWORD), client));

        AccountLab.Letter letter = newest();
        assertThat(letter.kind()).isEqualTo("confirmation");
        assertThat(letter.words().get("link")).startsWith("https://auth.example.test/auth/v1/verify?token=");
        assertThat(letter.parameter("type")).isEqualTo("signup");
        assertThat(letter.parameter("redirect_to")).isEqualTo(AccountLab.SITE);
        SessionView session = session(mailed.openLink(VerificationType.SIGNUP, letter.parameter("token"), client));
        assertThat(session.user().id()).isEqualTo(user.id());
        assertThat(session.user().emailConfirmedAt()).isEqualTo(lab.clock.instant());
        assertThat(session.user().identities().get(0).identityData()).containsEntry("email_verified", true);
        assertThat(signIns.signIn(new Grant.Password(email, PASSWORD), client)
                        .user()
                        .id())
                .isEqualTo(user.id());
    }

    @Test
    void aLinkWorksOnceAndNotAfterItsTimeOrAnotherOne() {
        signUp(email);
        String first = newest().parameter("token");
        lab.clock.pass(Duration.ofMinutes(1));
        mailed.resend("signup", email, HOME, client);
        String second = newest().parameter("token");
        refusedWith("otp_expired", () -> mailed.openLink(VerificationType.SIGNUP, first, client));
        refusedWith("otp_expired", () -> mailed.openLink(VerificationType.RECOVERY, second, client));
        session(mailed.openLink(VerificationType.SIGNUP, second, client));
        refusedWith("otp_expired", () -> mailed.openLink(VerificationType.SIGNUP, second, client));

        mailed.recover(email, HOME, client);
        String late = newest().parameter("token");
        lab.clock.pass(Duration.ofHours(1));
        refusedWith("otp_expired", () -> mailed.openLink(VerificationType.RECOVERY, late, client));
    }

    @Test
    void whoSignsUpWithSomebodysAddressLearnsNothingAndChangesNothing() {
        SessionView owner = confirmed();
        int letters = AccountLab.letters(email).size();
        lab.clock.pass(Duration.ofMinutes(1));
        SignUp again = new SignUp(email, null, "another horse 8", Map.of("username", "x" + email.substring(0, 8)));
        UserView answer = ((SignedUp.Unconfirmed) signUps.signUp(again, null, client)).user();

        assertThat(answer.id()).isNotEqualTo(owner.user().id());
        assertThat(answer.email()).isEqualTo(email);
        assertThat(answer.emailConfirmedAt()).isNull();
        assertThat(answer.confirmationSentAt()).isEqualTo(lab.clock.instant());
        assertThat(answer.identities()).isEmpty();
        assertThat(answer.appMetadata()).containsKeys("provider", "providers", "aura_id", "organization_id");
        assertThat(AccountLab.letters(email)).hasSize(letters);
        refusedWith("invalid_credentials", () -> signIns.signIn(new Grant.Password(email, "another horse 8"), client));
    }

    @Test
    void aForgottenPasswordIsRecoveredByLinkOrByCode() {
        UUID owner = confirmed().user().id();
        mailed.recover(email, HOME, client);
        AccountLab.Letter letter = newest();
        assertThat(letter.kind()).isEqualTo("recovery");
        assertThat(letter.code()).matches("\\d{6}");
        assertThat(session(mailed.showToken(VerificationType.RECOVERY, letter.parameter("token"), client))
                        .user()
                        .id())
                .isEqualTo(owner);
        refusedWith("otp_expired", () -> mailed.showCode(VerificationType.RECOVERY, email, letter.code(), client));

        lab.clock.pass(Duration.ofMinutes(1));
        mailed.recover(email, HOME, client);
        assertThat(session(mailed.showCode(VerificationType.EMAIL, email, newest().code(), client))
                        .user()
                        .recoverySentAt())
                .isEqualTo(lab.clock.instant());
    }

    @Test
    void whoProvesTheAddressOfAnUnconfirmedAccountIsNotLetInBesideWhoeverMadeIt() {
        signUp(email);
        lab.clock.pass(Duration.ofMinutes(1));
        mailed.signInLink(email, true, null, HOME, client);
        session(mailed.openLink(VerificationType.MAGICLINK, newest().parameter("token"), client));
        refusedWith("invalid_credentials", () -> signIns.signIn(new Grant.Password(email, PASSWORD), client));
    }

    @Test
    void aCodeToSignInMakesAnAccountWhereItIsWanted() {
        refusedWith("otp_disabled", () -> mailed.signInLink(email, false, null, HOME, client));
        assertThat(AccountLab.letters(email)).isEmpty();
        lab.clock.pass(Duration.ofMinutes(1));
        mailed.signInLink(email, true, Map.of("name", "Ada"), HOME, client);
        SessionView session = session(mailed.showCode(VerificationType.EMAIL, email, newest().code(), client));
        assertThat(session.user().userMetadata()).containsEntry("name", "Ada");
        assertThat(session.user().emailConfirmedAt()).isNotNull();
        lab.clock.pass(Duration.ofMinutes(1));
        mailed.signInLink(email, true, null, HOME, client);
        assertThat(newest().kind()).isEqualTo("magic_link");
        assertThat(session(mailed.showCode(VerificationType.EMAIL, email, newest().code(), client))
                        .user()
                        .id())
                .isEqualTo(session.user().id());
    }

    @Test
    void nobodysAddressIsAnsweredLikeSomebodys() {
        mailed.recover(email, HOME, client);
        refusedWith("over_email_send_rate_limit", () -> mailed.recover(email, HOME, client));
        mailed.resend("signup", email, HOME, client);
        mailed.resend("email_change", email, HOME, client);
        refusedWith("otp_expired", () -> mailed.showCode(VerificationType.EMAIL, email, "123456", client));
        assertThat(AccountLab.letters(email)).isEmpty();
    }

    /** As while the mail server is away. */
    @Test
    void whoseMailsWaitIsAnsweredLikeNobodyAndLosesNoneOfThem() {
        confirmed();
        int asked = 12;
        for (int i = 0; i < asked; i++) {
            mailed.recover(email, HOME, IdentityLab.somewhere());
            lab.clock.pass(Duration.ofMinutes(1));
        }
        List<AccountLab.Letter> letters = AccountLab.letters(email);
        assertThat(letters).hasSizeLessThan(asked);
        mailed.resend("email_change", email, HOME, IdentityLab.somewhere());
        lab.clock.pass(Duration.ofMinutes(1));
        mailed.signInLink(email, true, null, HOME, IdentityLab.somewhere());
        assertThat(signUp(email).email()).isEqualTo(email);
        assertThat(AccountLab.letters(email)).hasSameSizeAs(letters);
        assertThat(session(mailed.openLink(
                                VerificationType.RECOVERY, letters.get(0).parameter("token"), client))
                        .user()
                        .email())
                .isEqualTo(email);
    }

    @Test
    void oneMailOfAKindGoesToAnAddressInAMinute() {
        confirmed();
        mailed.recover(email, HOME, client);
        int letters = AccountLab.letters(email).size();
        refusedWith("over_email_send_rate_limit", () -> mailed.recover(email, HOME, IdentityLab.somewhere()));
        assertThat(AccountLab.letters(email)).hasSize(letters);
        lab.clock.pass(Duration.ofMinutes(1));
        mailed.recover(email, HOME, client);
        assertThat(AccountLab.letters(email)).hasSize(letters + 1);
    }

    @Test
    void wrongCodesAreFewAndTheLinkWorksOn() {
        signUp(email);
        AccountLab.Letter letter = newest();
        String wrong = letter.code().equals("000000") ? "000001" : "000000";
        for (int i = 0; i < 10; i++) {
            refusedWith(
                    "otp_expired",
                    () -> mailed.showCode(VerificationType.SIGNUP, email, wrong, IdentityLab.somewhere()));
        }
        refusedWith(
                "rate_limited",
                () -> mailed.showCode(VerificationType.SIGNUP, email, letter.code(), IdentityLab.somewhere()));
        session(mailed.openLink(VerificationType.SIGNUP, letter.parameter("token"), client));
    }

    @Test
    void aClientThatWaitsGetsItsSessionWithACodeAndTheVerifierOnce() throws Exception {
        confirmed();
        String verifier = "v".repeat(56);
        String challenge = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        mailed.recover(email, new ReturnPath("https://x.example.org/reset", challenge, "s256"), client);
        AccountLab.Letter letter = newest();
        assertThat(letter.parameter("redirect_to")).isEqualTo("https://x.example.org/reset");
        assertThat(letter.parameter("token")).startsWith(MailedSignIns.PKCE_PREFIX);
        Verified verified = mailed.openLink(VerificationType.RECOVERY, letter.parameter("token"), client);
        String code = ((Verified.ForClient) verified).code();

        refusedWith("bad_code_verifier", () -> signIns.signIn(new Grant.AuthCode(code, "w".repeat(56)), client));
        refusedWith("flow_state_not_found", () -> signIns.signIn(new Grant.AuthCode("x" + code, verifier), client));
        SessionView session = signIns.signIn(new Grant.AuthCode(code, verifier), client);
        assertThat(session.user().email()).isEqualTo(email);
        refusedWith("flow_state_not_found", () -> signIns.signIn(new Grant.AuthCode(code, verifier), client));
    }

    @Test
    void aCodeForAClientIsWorthFiveMinutes() {
        confirmed();
        String verifier = "v".repeat(56);
        mailed.recover(email, new ReturnPath(null, verifier, "plain"), client);
        lab.clock.pass(Duration.ofMinutes(59));
        Verified verified = mailed.openLink(VerificationType.RECOVERY, newest().parameter("token"), client);
        String code = ((Verified.ForClient) verified).code();
        lab.clock.pass(Duration.ofMinutes(5));
        refusedWith("flow_state_expired", () -> signIns.signIn(new Grant.AuthCode(code, verifier), client));
    }

    @Test
    void nobodyIsSentToAPageThatTheOperatorDoesNotKnow() {
        confirmed();
        mailed.recover(email, new ReturnPath("https://evil.example.com/", null, null), client);
        assertThat(newest().parameter("redirect_to")).isEqualTo(AccountLab.SITE);
    }

    @Test
    void whatIsWrongWithARequestIsSaid() {
        refusedWith("validation_failed", () -> mailed.recover(null, HOME, client));
        refusedWith("validation_failed", () -> mailed.recover("no address", HOME, client));
        refusedWith("validation_failed", () -> mailed.resend("recovery", email, HOME, client));
        refusedWith("validation_failed", () -> mailed.recover(email, new ReturnPath(null, "short", "s256"), client));
        refusedWith(
                "validation_failed", () -> mailed.recover(email, new ReturnPath(null, "v".repeat(43), "sha1"), client));
        refusedWith(
                "validation_failed", () -> mailed.recover(email, new ReturnPath(null, "v".repeat(43), null), client));
        refusedWith("validation_failed", () -> VerificationType.of("sms"));
    }

    @Test
    void bannedPeopleGetNoMailAndOldLinksDoNotLetThemIn() {
        SessionView session = confirmed();
        mailed.recover(email, HOME, client);
        String token = newest().parameter("token");
        int letters = AccountLab.letters(email).size();
        IdentityLab.inTransaction(em -> {
            TenancyContext.enterAsService(em);
            em.find(User.class, session.user().id())
                    .ban(lab.clock.instant().plus(Duration.ofHours(2)), lab.clock.instant());
            return true;
        });
        refusedWith("user_banned", () -> mailed.openLink(VerificationType.RECOVERY, token, client));
        lab.clock.pass(Duration.ofMinutes(1));
        mailed.recover(email, HOME, client);
        assertThat(AccountLab.letters(email)).hasSize(letters);
        lab.clock.pass(Duration.ofHours(2));
        assertThat(signIns.signIn(new Grant.Password(email, PASSWORD), client)).isNotNull();
    }

    @Test
    void oneMaySignInAsNobodyWhereTheOperatorLetsOne() {
        SessionView nobody = ((SignedUp.Open)
                        signUps.signUp(new SignUp(null, null, null, Map.of("color", "red")), null, client))
                .session();
        assertThat(nobody.user().isAnonymous()).isTrue();
        assertThat(nobody.user().email()).isEmpty();
        assertThat(nobody.user().identities()).isEmpty();
        assertThat(nobody.user().userMetadata()).containsEntry("color", "red");
        assertThat(lab.sessions.user(nobody.accessToken()).isAnonymous()).isTrue();
        Map<String, Integer> outcomes = new HashMap<>();
        ClientAddress crowd = IdentityLab.somewhere();
        for (int i = 0; i < 31; i++) {
            try {
                signUps.signUp(new SignUp(null, null, null, null), null, crowd);
                outcomes.merge("made", 1, Integer::sum);
            } catch (RefusedException refused) {
                outcomes.merge(refused.refusal().code(), 1, Integer::sum);
            }
        }
        assertThat(outcomes).isEqualTo(Map.of("made", 30, "rate_limited", 1));
    }

    @Test
    void nothingThatLetsSomebodyInPrintsItself() {
        confirmed();
        mailed.recover(email, HOME, client);
        Verified verified = mailed.openLink(VerificationType.RECOVERY, newest().parameter("token"), client);
        assertThat(List.of(
                                verified.toString(),
                                new Verified.ForClient("secret").toString(),
                                new Grant.AuthCode("secret", "secret").toString())
                        .toString())
                .doesNotContain(
                        "secret",
                        session(verified).accessToken(),
                        session(verified).refreshToken());
    }

    private static void refusedWith(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo(code));
    }
}
