package org.auralink.identity.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.SignedJWT;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.auralink.identity.control.EncryptionKeys;
import org.auralink.identity.control.Totp;
import org.auralink.shared.RefusedException;
import org.auralink.shared.limits.ClientAddress;
import org.junit.jupiter.api.Test;

class SecondFactorsTest {
    private static final String PASSWORD = "correct horse 7";
    private final IdentityLab lab = new IdentityLab();
    private final IdentityLab.Door signIns = lab.signIns(true);
    private final SecondFactors factors = new FactorLab(lab).secondFactors();
    private final String email = UUID.randomUUID() + "@example.test";
    private final SessionView session = signIns.signUp(new SignUp(email, null, PASSWORD, null));
    private final ClientAddress here = IdentityLab.somewhere();

    @Test
    void anEnrolledFactorWaitsForItsFirstCode() {
        EnrolledFactor enrolled = enroll(session, "phone");
        assertThat(enrolled.type()).isEqualTo("totp");
        EnrolledFactor.Totp totp = enrolled.totp();
        assertThat(totp).isNotNull();
        assertThat(totp.secret()).matches("[A-Z2-7]{32}");
        assertThat(totp.uri()).contains("secret=" + totp.secret(), "otpauth://totp/call.example.test:");
        assertThat(totp.qrCode()).startsWith("<svg");
        assertThat(lab.sessions.user(session.accessToken()).factors())
                .singleElement()
                .satisfies(factor -> {
                    assertThat(factor.id()).isEqualTo(enrolled.id());
                    assertThat(factor.status()).isEqualTo("unverified");
                    assertThat(factor.friendlyName()).isEqualTo("phone");
                    assertThat(factor.factorType()).isEqualTo("totp");
                });
    }

    @Test
    void theFirstCodeRaisesTheSessionAndARefreshKeepsIt() throws Exception {
        SessionView raised = verify(session, enroll(session, ""));
        assertThat(claims(raised)).containsEntry("aal", "aal2");
        assertThat(methods(raised)).containsExactly("totp", "password");
        assertThat(raised.user().factors())
                .singleElement()
                .matches(factor -> factor.status().equals("verified"));
        SessionView refreshed = signIns.signIn(new Grant.Refresh(raised.refreshToken()));
        assertThat(claims(refreshed)).containsEntry("aal", "aal2");
        assertThat(methods(refreshed)).containsExactly("totp", "password");
    }

    @Test
    void whoHoldsARefreshTokenFromBeforeIsNotRaisedWithIt() {
        verify(session, enroll(session, ""));
        refusedWith("refresh_token_not_found", () -> signIns.signIn(new Grant.Refresh(session.refreshToken())));
    }

    @Test
    void theFirstCodeEndsSessionsWithoutTheFactorAndOtherEnrolments() {
        SessionView other = signIns.signIn(new Grant.Password(email, PASSWORD));
        EnrolledFactor mine = enroll(session, "mine");
        enroll(session, "given up");
        SessionView raised = verify(session, mine);
        refusedWith("session_not_found", () -> lab.sessions.user(other.accessToken()));
        assertThatThrownBy(() -> lab.accessTokens().verify(other.accessToken())).isInstanceOf(RefusedException.class);
        assertThat(raised.user().factors())
                .singleElement()
                .matches(factor -> factor.id().equals(mine.id()));
    }

    @Test
    void aLaterSignInIsRaisedByTheSameFactor() throws Exception {
        EnrolledFactor factor = enroll(session, "");
        verify(session, factor);
        SessionView later = signIns.signIn(new Grant.Password(email, PASSWORD));
        assertThat(claims(later)).containsEntry("aal", "aal1");
        lab.clock.pass(Duration.ofSeconds(30));
        assertThat(claims(verify(later, factor))).containsEntry("aal", "aal2");
        assertThat(lab.sessions.user(session.accessToken()).factors()).hasSize(1);
    }

    @Test
    void aCodeIsGoodOnce() {
        EnrolledFactor factor = enroll(session, "");
        String code = code(factor);
        UUID challenge = challenge(session, factor);
        SessionView raised = factors.verify(session.accessToken(), factor.id(), proof(challenge, code), here);
        refusedWith(
                "mfa_verification_failed",
                () -> factors.verify(raised.accessToken(), factor.id(), proof(challenge(raised, factor), code), here));
    }

    @Test
    void aChallengeIsAnsweredOnceInTimeAndFromWhereItWasAsked() {
        EnrolledFactor factor = enroll(session, "");
        UUID challenge = challenge(session, factor);
        refusedWith(
                "mfa_ip_address_mismatch",
                () -> factors.verify(
                        session.accessToken(), factor.id(), proof(challenge, code(factor)), IdentityLab.somewhere()));
        refusedWith("mfa_verification_failed", () -> answer(session, factor, challenge, "000000"));
        SessionView raised = answer(session, factor, challenge, code(factor));
        lab.clock.pass(Duration.ofSeconds(60));
        refusedWith("mfa_factor_not_found", () -> answer(raised, factor, challenge, code(factor)));
        UUID late = challenge(raised, factor);
        lab.clock.pass(Duration.ofSeconds(300));
        refusedWith("mfa_challenge_expired", () -> answer(raised, factor, late, code(factor)));
        refusedWith("mfa_factor_not_found", () -> answer(raised, factor, UUID.randomUUID(), code(factor)));
    }

    @Test
    void aChallengeIsOfOneFactor() {
        EnrolledFactor first = enroll(session, "one");
        EnrolledFactor second = enroll(session, "two");
        UUID challenge = challenge(session, first);
        refusedWith("mfa_factor_not_found", () -> answer(session, second, challenge, code(second)));
    }

    @Test
    void aFactorOfSomebodyElseIsNotThere() {
        EnrolledFactor factor = enroll(session, "");
        SessionView stranger = signIns.signUp(new SignUp(UUID.randomUUID() + "@example.test", null, PASSWORD, null));
        UUID challenge = challenge(session, factor);
        refusedWith("mfa_factor_not_found", () -> challenge(stranger, factor));
        refusedWith("mfa_factor_not_found", () -> answer(stranger, factor, challenge, code(factor)));
        refusedWith("mfa_factor_not_found", () -> factors.remove(stranger.accessToken(), factor.id()));
    }

    @Test
    void aSecondFactorNeedsTheFirst() {
        EnrolledFactor first = enroll(session, "one");
        SessionView raised = verify(session, first);
        SessionView later = signIns.signIn(new Grant.Password(email, PASSWORD));
        refusedWith("insufficient_aal", () -> enroll(later, "two"));
        assertThat(enroll(raised, "two").friendlyName()).isEqualTo("two");
    }

    @Test
    void aVerifiedFactorIsRemovedWithASecondFactorOnlyAndItsSessionsFallBack() throws Exception {
        EnrolledFactor factor = enroll(session, "");
        SessionView raised = verify(session, factor);
        SessionView later = signIns.signIn(new Grant.Password(email, PASSWORD));
        refusedWith("insufficient_aal", () -> factors.remove(later.accessToken(), factor.id()));
        factors.remove(raised.accessToken(), factor.id());
        SessionView refreshed = signIns.signIn(new Grant.Refresh(raised.refreshToken()));
        assertThat(claims(refreshed)).containsEntry("aal", "aal1");
        assertThat(methods(refreshed)).containsExactly("password");
        assertThat(refreshed.user().factors()).isNull();
    }

    @Test
    void aNewPasswordNeedsTheSecondFactorThatThereIs() {
        SessionView raised = verify(session, enroll(session, ""));
        SessionView later = signIns.signIn(new Grant.Password(email, PASSWORD));
        OwnAccount own = new AccountLab(lab, true).ownAccount();
        AccountChange wish = new AccountChange(null, null, "another horse 8", null, null, null, null, null, null);
        refusedWith("insufficient_aal", () -> own.change(later.accessToken(), wish, null, here));
        assertThat(own.change(raised.accessToken(), wish, null, here).id())
                .isEqualTo(session.user().id());
    }

    @Test
    void anAnonymousPersonEnrolsNothing() {
        SignedUp signedUp = new AccountLab(lab, true).signUps().signUp(new SignUp(null, null, null, null), null, here);
        SessionView nobody = ((SignedUp.Open) signedUp).session();
        refusedWith("no_authorization", () -> enroll(nobody, "x"));
    }

    @Test
    void anUnverifiedFactorIsRemovedByItsOwner() {
        EnrolledFactor factor = enroll(session, "");
        factors.remove(session.accessToken(), factor.id());
        assertThat(lab.sessions.user(session.accessToken()).factors()).isNull();
    }

    @Test
    void namesAreTakenOnceAndGivenUpEnrolmentsGiveThemBack() {
        enroll(session, "phone");
        refusedWith("mfa_factor_name_conflict", () -> enroll(session, "phone"));
        lab.clock.pass(Duration.ofSeconds(301));
        assertThat(enroll(session, "phone").friendlyName()).isEqualTo("phone");
    }

    @Test
    void aPersonHasTenFactorsAtMost() {
        for (int i = 0; i < 10; i++) {
            enroll(session, "factor " + i);
        }
        refusedWith("too_many_enrolled_mfa_factors", () -> enroll(session, "one more"));
    }

    @Test
    void whoGuessesCodesWaits() {
        EnrolledFactor factor = enroll(session, "");
        UUID challenge = challenge(session, factor);
        for (int i = 0; i < 5; i++) {
            refusedWith("mfa_verification_failed", () -> answer(session, factor, challenge, "000000"));
        }
        refusedWith("rate_limited", () -> answer(session, factor, challenge, code(factor)));
        lab.clock.pass(Duration.ofSeconds(12));
        assertThat(answer(session, factor, challenge, code(factor)).accessToken())
                .isNotEmpty();
    }

    @Test
    void onlyTheNewestChallengesOfAFactorAreKept() {
        EnrolledFactor factor = enroll(session, "");
        UUID oldest = challenge(session, factor);
        for (int i = 0; i < 10; i++) {
            lab.clock.pass(Duration.ofSeconds(5));
            challenge(session, factor);
        }
        refusedWith("mfa_factor_not_found", () -> answer(session, factor, oldest, code(factor)));
    }

    @Test
    void wrongFieldsAreNamed() {
        refusedWith("mfa_phone_enroll_not_enabled", () -> enroll(session, "x", "phone"));
        refusedWith("validation_failed", () -> enroll(session, "x", "smoke signals"));
        refusedWith("validation_failed", () -> enroll(session, "x\n", "totp"));
        refusedWith("validation_failed", () -> enroll(session, "x".repeat(121), "totp"));
        EnrolledFactor factor = enroll(session, "x");
        refusedWith(
                "validation_failed",
                () -> factors.verify(session.accessToken(), factor.id(), new FactorProof("x", "123456", null), here));
        refusedWith(
                "validation_failed",
                () -> factors.verify(session.accessToken(), factor.id(), new FactorProof(null, "", null), here));
    }

    @Test
    void withoutAKeyThatSealsNobodyEnrolsATimeBasedCode() {
        SecondFactors without = new FactorLab(lab, EncryptionKeys.none()).secondFactors();
        refusedWith(
                "mfa_totp_enroll_not_enabled",
                () -> without.enroll(session.accessToken(), new NewFactor("x", "totp", null)));
    }

    @Test
    void anAdministratorSeesRenamesAndRemovesWhatSomebodyLost() throws Exception {
        FactorAdministration administration = new FactorLab(lab).administration();
        UUID user = session.user().id();
        EnrolledFactor factor = enroll(session, "lost");
        SessionView raised = verify(session, factor);
        assertThat(administration.list(user))
                .singleElement()
                .matches(it -> it.id().equals(factor.id()));
        assertThat(administration
                        .rename(user, factor.id(), new FactorChange("old"))
                        .friendlyName())
                .isEqualTo("old");
        refusedWith("validation_failed", () -> administration.rename(user, factor.id(), new FactorChange("x\n")));
        EnrolledFactor second = enroll(raised, "new");
        refusedWith(
                "mfa_factor_name_conflict", () -> administration.rename(user, second.id(), new FactorChange("old")));
        refusedWith("user_not_found", () -> administration.list(UUID.randomUUID()));
        refusedWith("mfa_factor_not_found", () -> administration.remove(user, UUID.randomUUID()));
        administration.remove(user, factor.id());
        assertThat(claims(signIns.signIn(new Grant.Refresh(raised.refreshToken()))))
                .containsEntry("aal", "aal1");
    }

    private EnrolledFactor enroll(SessionView who, String name) {
        return enroll(who, name, "totp");
    }

    private EnrolledFactor enroll(SessionView who, String name, String type) {
        return factors.enroll(who.accessToken(), new NewFactor(name, type, null));
    }

    private UUID challenge(SessionView who, EnrolledFactor factor) {
        return factors.challenge(who.accessToken(), factor.id(), here).id();
    }

    private SessionView verify(SessionView who, EnrolledFactor factor) {
        return answer(who, factor, challenge(who, factor), code(factor));
    }

    private SessionView answer(SessionView who, EnrolledFactor factor, UUID challenge, String code) {
        return factors.verify(who.accessToken(), factor.id(), proof(challenge, code), here);
    }

    private static FactorProof proof(UUID challenge, String code) {
        return new FactorProof(challenge.toString(), code, null);
    }

    private String code(EnrolledFactor factor) {
        EnrolledFactor.Totp totp = factor.totp();
        assertThat(totp).isNotNull();
        return Totp.code(secret(totp.secret()), lab.clock.instant());
    }

    /** What an app does with the text it is given. */
    static byte[] secret(String base32) {
        var bits = new BigInteger("0");
        for (char letter : base32.toCharArray()) {
            bits = bits.shiftLeft(5).or(BigInteger.valueOf("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter)));
        }
        byte[] bytes = bits.toByteArray();
        byte[] secret = new byte[20];
        int length = Math.min(bytes.length, secret.length);
        System.arraycopy(bytes, bytes.length - length, secret, secret.length - length, length);
        return secret;
    }

    private static Map<String, Object> claims(SessionView session) throws Exception {
        return SignedJWT.parse(session.accessToken()).getJWTClaimsSet().getClaims();
    }

    private static List<Object> methods(SessionView session) throws Exception {
        return ((List<?>) claims(session).get("amr"))
                .stream().<Object>map(it -> ((Map<?, ?>) it).get("method")).toList();
    }

    private static void refusedWith(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo(code));
    }
}
