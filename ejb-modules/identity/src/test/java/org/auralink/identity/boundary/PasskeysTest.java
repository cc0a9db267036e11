package org.auralink.identity.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.auralink.identity.control.Totp;
import org.auralink.identity.entity.PublicKeyCredential;
import org.auralink.shared.RefusedException;
import org.auralink.shared.limits.ClientAddress;
import org.junit.jupiter.api.Test;

class PasskeysTest {
    private static final String PASSWORD = "correct horse 7";
    private final IdentityLab lab = new IdentityLab();
    private final IdentityLab.Door signIns = lab.signIns(true);
    private final FactorLab factorLab = new FactorLab(lab);
    private final PasskeySignIns passkeys = factorLab.passkeySignIns();
    private final SecondFactors factors = factorLab.secondFactors();
    private final String email = UUID.randomUUID() + "@example.test";
    private final SessionView session = signIns.signUp(new SignUp(email, null, PASSWORD, null));
    private final ClientAddress here = IdentityLab.somewhere();
    private final SoftwareAuthenticator phone = new SoftwareAuthenticator();

    @Test
    void aPasskeySignsInByItself() throws Exception {
        PasskeyView passkey = register(phone);
        assertThat(passkey.lastUsedAt()).isNull();
        SessionView signedIn = signIn(phone);
        assertThat(signedIn.user().id()).isEqualTo(session.user().id());
        Map<String, Object> claims =
                SignedJWT.parse(signedIn.accessToken()).getJWTClaimsSet().getClaims();
        assertThat(claims).containsEntry("aal", "aal1");
        assertThat(claims.get("amr").toString()).contains("passkey");
        assertThat(passkeys.list(session.accessToken()))
                .singleElement()
                .satisfies(it -> assertThat(it.lastUsedAt()).isEqualTo(lab.clock.instant()));
    }

    @Test
    void theBrowserIsToldWhatToAskFor() {
        PasskeyOptions options = passkeys.startRegistration(session.accessToken());
        assertThat(options.options())
                .containsKeys("rp", "user", "challenge", "pubKeyCredParams", "excludeCredentials", "timeout")
                .containsEntry("attestation", "none");
        assertThat(options.options().get("authenticatorSelection").toString())
                .contains("residentKey=required", "userVerification=required");
        assertThat(options.expiresAt())
                .isEqualTo(lab.clock.instant().plusSeconds(300).getEpochSecond());
        register(phone);
        assertThat(passkeys.startRegistration(session.accessToken())
                        .options()
                        .get("excludeCredentials")
                        .toString())
                .contains(SoftwareAuthenticator.text(phone.credentialId), "internal")
                .doesNotContain("no such thing");
        assertThat(passkeys.startSignIn(here).options())
                .containsEntry("rpId", "example.test")
                .containsEntry("userVerification", "required")
                .containsEntry("allowCredentials", List.of());
    }

    @Test
    void aForgedRegistrationMakesNothing() {
        refusedRegistration(it -> it.origin = "https://call.example.test.evil.test");
        refusedRegistration(it -> it.origin = "http://call.example.test");
        refusedRegistration(it -> it.domain = "evil.test");
        refusedRegistration(it -> it.verifiesUser = false);
        refusedRegistration(it -> it.present = false);
        assertThat(passkeys.list(session.accessToken())).isEmpty();
    }

    @Test
    void aForgedAnswerSignsNobodyIn() {
        register(phone);
        refusedSignIn(it -> it.origin = "https://evil.test");
        phone.origin = FactorLab.ORIGIN;
        refusedSignIn(it -> it.domain = "evil.test");
        phone.domain = FactorLab.DOMAIN;
        refusedSignIn(it -> it.verifiesUser = false);
        phone.verifiesUser = true;
        String mine = phone.userHandle;
        refusedSignIn(it -> it.userHandle =
                SoftwareAuthenticator.text(UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8)));
        phone.userHandle = mine;
        SoftwareAuthenticator thief = new SoftwareAuthenticator();
        thief.credentialId = phone.credentialId;
        thief.userHandle = phone.userHandle;
        refusedWith("webauthn_verification_failed", () -> signIn(thief));
        assertThat(signIn(phone).user().id()).isEqualTo(session.user().id());
    }

    @Test
    void aPasskeyThatNobodyRegisteredIsRefusedAlike() {
        phone.userHandle =
                SoftwareAuthenticator.text(session.user().id().toString().getBytes(StandardCharsets.UTF_8));
        refusedWith("webauthn_verification_failed", () -> signIn(phone));
    }

    @Test
    void anAnswerFitsItsOwnQuestionOnce() {
        register(phone);
        PasskeyOptions first = passkeys.startSignIn(here);
        PasskeyOptions second = passkeys.startSignIn(here);
        PublicKeyCredential answer = phone.get(first.options());
        refusedWith("webauthn_verification_failed", () -> passkeys.signIn(answer(second, answer), here));
        passkeys.signIn(answer(first, answer), here);
        refusedWith("webauthn_challenge_not_found", () -> passkeys.signIn(answer(first, answer), here));
        lab.clock.pass(Duration.ofSeconds(300));
        refusedWith(
                "webauthn_challenge_expired", () -> passkeys.signIn(answer(second, phone.get(second.options())), here));
    }

    @Test
    void aRegistrationOfSomebodyElseIsNotThere() {
        PasskeyOptions mine = passkeys.startRegistration(session.accessToken());
        PasskeyAnswer answer = answer(mine, phone.create(mine.options()));
        SessionView stranger = signIns.signUp(new SignUp("x" + email, null, PASSWORD, null));
        refusedWith("webauthn_challenge_not_found", () -> passkeys.register(stranger.accessToken(), answer));
        refusedWith("webauthn_challenge_not_found", () -> passkeys.signIn(answer, here));
        PasskeyView registered = passkeys.register(session.accessToken(), answer);
        refusedWith(
                "validation_failed",
                () -> passkeys.rename(stranger.accessToken(), registered.id(), new PasskeyChange("x")));
        refusedWith("validation_failed", () -> passkeys.remove(stranger.accessToken(), registered.id()));
        PasskeyOptions theirs = passkeys.startRegistration(stranger.accessToken());
        refusedWith(
                "webauthn_credential_exists",
                () -> passkeys.register(stranger.accessToken(), answer(theirs, phone.create(theirs.options()))));
    }

    @Test
    void anAuthenticatorThatCountsBackIsACopy() {
        phone.signCount = 7;
        register(phone);
        signIn(phone);
        phone.signCount = 3;
        refusedWith("webauthn_verification_failed", () -> signIn(phone));
        phone.signCount = 8;
        signIn(phone);
    }

    @Test
    void itsOwnerNamesAndRemovesIt() {
        PasskeyView passkey = register(phone);
        assertThat(passkeys.rename(session.accessToken(), passkey.id(), new PasskeyChange("phone"))
                        .friendlyName())
                .isEqualTo("phone");
        refusedWith(
                "validation_failed",
                () -> passkeys.rename(session.accessToken(), passkey.id(), new PasskeyChange("x".repeat(121))));
        refusedWith(
                "validation_failed",
                () -> passkeys.rename(session.accessToken(), passkey.id(), new PasskeyChange(" ")));
        passkeys.remove(session.accessToken(), passkey.id());
        assertThat(passkeys.list(session.accessToken())).isEmpty();
        refusedWith("webauthn_verification_failed", () -> signIn(phone));
    }

    @Test
    void anAdministratorSeesAndRemovesIt() {
        FactorAdministration administration = factorLab.administration();
        UUID user = session.user().id();
        PasskeyView passkey = register(phone);
        assertThat(administration.passkeys(user))
                .singleElement()
                .matches(it -> it.id().equals(passkey.id()));
        refusedWith("validation_failed", () -> administration.removePasskey(user, UUID.randomUUID()));
        administration.removePasskey(user, passkey.id());
        assertThat(administration.passkeys(user)).isEmpty();
    }

    @Test
    void aPersonHasTenAtMost() {
        for (int i = 0; i < 10; i++) {
            lab.clock.pass(Duration.ofSeconds(10));
            register(new SoftwareAuthenticator());
        }
        refusedWith("too_many_passkeys", () -> passkeys.startRegistration(session.accessToken()));
    }

    @Test
    void whatIsMalformedIsNamed() {
        PasskeyOptions options = passkeys.startSignIn(here);
        refusedWith("validation_failed", () -> passkeys.signIn(new PasskeyAnswer(null, null), here));
        refusedWith("validation_failed", () -> passkeys.signIn(new PasskeyAnswer("x", null), here));
        refusedWith(
                "validation_failed",
                () -> passkeys.signIn(new PasskeyAnswer(options.challengeId().toString(), null), here));
        PublicKeyCredential right = phone.create(options(session));
        PublicKeyCredential noise = new PublicKeyCredential(
                right.id(),
                new PublicKeyCredential.Response("bm9pc2U", "bm9pc2U", null, "bm9pc2U", "bm9pc2U", "bm9pc2U"));
        PasskeyOptions mine = passkeys.startRegistration(session.accessToken());
        refusedWith(
                "webauthn_verification_failed", () -> passkeys.register(session.accessToken(), answer(mine, noise)));
        refusedWith(
                "validation_failed",
                () -> passkeys.register(session.accessToken(), answer(mine, new PublicKeyCredential("x", null))));
    }

    @Test
    void whoHasASecondFactorShowsItBeforePasskeysChange() {
        PasskeyView passkey = register(phone);
        SessionView raised = withTotp(session);
        SessionView later = signIns.signIn(new Grant.Password(email, PASSWORD));
        refusedWith("insufficient_aal", () -> passkeys.startRegistration(later.accessToken()));
        refusedWith("insufficient_aal", () -> passkeys.remove(later.accessToken(), passkey.id()));
        passkeys.remove(raised.accessToken(), passkey.id());
    }

    @Test
    void anAuthenticatorIsASecondFactor() throws Exception {
        phone.verifiesUser = false;
        EnrolledFactor factor = factors.enroll(session.accessToken(), new NewFactor("key", "webauthn", null));
        assertThat(factor.totp()).isNull();
        FactorChallengeView challenge = factors.challenge(session.accessToken(), factor.id(), here);
        assertThat(challenge.webauthn()).isNotNull();
        assertThat(challenge.webauthn().type()).isEqualTo("create");
        PublicKeyCredential made =
                phone.create(challenge.webauthn().credentialOptions().publicKey());
        SessionView raised = prove(session, factor, challenge, made);
        assertThat(claims(raised)).containsEntry("aal", "aal2");
        assertThat(claims(raised).get("amr").toString()).contains("mfa/webauthn");

        SessionView later = signIns.signIn(new Grant.Password(email, PASSWORD));
        FactorChallengeView again = factors.challenge(later.accessToken(), factor.id(), here);
        assertThat(again.webauthn()).isNotNull();
        assertThat(again.webauthn().type()).isEqualTo("request");
        Map<String, Object> options = again.webauthn().credentialOptions().publicKey();
        assertThat(options.get("allowCredentials").toString()).contains(SoftwareAuthenticator.text(phone.credentialId));
        refusedWith(
                "webauthn_verification_failed",
                () -> prove(later, factor, again, new SoftwareAuthenticator().get(options)));
        refusedWith(
                "validation_failed",
                () -> factors.verify(
                        later.accessToken(),
                        factor.id(),
                        new FactorProof(again.id().toString(), "123456", null),
                        here));
        PublicKeyCredential answer = phone.get(options);
        assertThat(claims(prove(later, factor, again, answer))).containsEntry("aal", "aal2");
        refusedWith("mfa_factor_not_found", () -> prove(later, factor, again, answer));
    }

    @Test
    void theKeyOfASecondFactorDoesNotSignInByItself() {
        EnrolledFactor factor = factors.enroll(session.accessToken(), new NewFactor("key", "webauthn", null));
        FactorChallengeView challenge = factors.challenge(session.accessToken(), factor.id(), here);
        assertThat(challenge.webauthn()).isNotNull();
        prove(
                session,
                factor,
                challenge,
                phone.create(challenge.webauthn().credentialOptions().publicKey()));
        refusedWith("webauthn_verification_failed", () -> signIn(phone));
    }

    private SessionView withTotp(SessionView who) {
        EnrolledFactor factor = factors.enroll(who.accessToken(), new NewFactor("app", "totp", null));
        EnrolledFactor.Totp totp = factor.totp();
        assertThat(totp).isNotNull();
        UUID challenge = factors.challenge(who.accessToken(), factor.id(), here).id();
        String code = Totp.code(SecondFactorsTest.secret(totp.secret()), lab.clock.instant());
        return factors.verify(who.accessToken(), factor.id(), new FactorProof(challenge.toString(), code, null), here);
    }

    private SessionView prove(
            SessionView who, EnrolledFactor factor, FactorChallengeView challenge, PublicKeyCredential answer) {
        return factors.verify(
                who.accessToken(),
                factor.id(),
                new FactorProof(challenge.id().toString(), null, new FactorProof.WebAuthn(answer)),
                here);
    }

    private Map<String, Object> options(SessionView who) {
        return passkeys.startRegistration(who.accessToken()).options();
    }

    private PasskeyView register(SoftwareAuthenticator authenticator) {
        PasskeyOptions options = passkeys.startRegistration(session.accessToken());
        return passkeys.register(session.accessToken(), answer(options, authenticator.create(options.options())));
    }

    private SessionView signIn(SoftwareAuthenticator authenticator) {
        PasskeyOptions options = passkeys.startSignIn(here);
        return passkeys.signIn(answer(options, authenticator.get(options.options())), here);
    }

    private void refusedRegistration(Consumer<SoftwareAuthenticator> forgery) {
        SoftwareAuthenticator forger = new SoftwareAuthenticator();
        forgery.accept(forger);
        refusedWith("webauthn_verification_failed", () -> register(forger));
    }

    private void refusedSignIn(Consumer<SoftwareAuthenticator> forgery) {
        forgery.accept(phone);
        refusedWith("webauthn_verification_failed", () -> signIn(phone));
    }

    private static PasskeyAnswer answer(PasskeyOptions options, PublicKeyCredential credential) {
        return new PasskeyAnswer(options.challengeId().toString(), credential);
    }

    private static Map<String, Object> claims(SessionView session) throws Exception {
        return SignedJWT.parse(session.accessToken()).getJWTClaimsSet().getClaims();
    }

    private static void refusedWith(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo(code));
    }
}
