package org.auralink.identity.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.auralink.shared.RefusedException;
import org.auralink.shared.persistence.TenancyContext;
import org.junit.jupiter.api.Test;

/** Passwords that came from elsewhere, and accounts whose passwords are guessed. */
class StoredPasswordsTest {
    private static final String PASSWORD = "correct horse 7";
    private final IdentityLab lab = new IdentityLab();
    private final IdentityLab.Door signIns = lab.signIns(true);
    private final String email = UUID.randomUUID() + "@example.test";
    private final SessionView session = signIns.signUp(new SignUp(email, null, PASSWORD, null));

    @Test
    void aBcryptHashIsReplacedAtTheFirstSignIn() {
        // "U*U", of the test of Openwall's crypt_blowfish.
        store("$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW");
        refusedWith("invalid_credentials", () -> signIns.signIn(new Grant.Password(email, "U*V")));
        assertThat(stored()).startsWith("$2a$");
        SessionView signedIn = signIns.signIn(new Grant.Password(email, "U*U"));
        assertThat(IdentityLab.hasher().isCurrent(stored())).isTrue();
        assertThat(signIns.signIn(new Grant.Password(email, "U*U")).user().id())
                .isEqualTo(signedIn.user().id());
    }

    @Test
    void aPasswordThatWouldNotBeTakenTodayStillSignsInAndIsNamed() {
        store("$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW");
        SessionView.WeakPassword weak =
                signIns.signIn(new Grant.Password(email, "U*U")).weakPassword();
        assertThat(weak).isNotNull();
        assertThat(weak.reasons()).isEqualTo(List.of("length"));
        assertThat(session.weakPassword()).isNull();
    }

    @Test
    void aHashOfOursStaysAsItIs() {
        String before = stored();
        signIns.signIn(new Grant.Password(email, PASSWORD));
        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void whosePasswordIsGuessedGetsAWayBackByMailOnceAnHour() {
        IdentityLab.Door elsewhere = signIns.from(IdentityLab.somewhere());
        guess(elsewhere);
        refusedWith("rate_limited", () -> elsewhere.signIn(new Grant.Password(email, PASSWORD)));
        refusedWith("rate_limited", () -> elsewhere.signIn(new Grant.Password(email, PASSWORD)));
        List<String> links = links();
        assertThat(links).hasSize(1);
        assertThat(links.get(0)).contains("/auth/v1/unlock?token=");

        String token = links.get(0).substring(links.get(0).indexOf('=') + 1);
        lab.unlocks.lift(token, elsewhere.client());
        assertThat(elsewhere.signIn(new Grant.Password(email, PASSWORD)).user().id())
                .isEqualTo(session.user().id());
        refusedWith("otp_expired", () -> lab.unlocks.lift(token, elsewhere.client()));
        refusedWith(
                "rate_limited",
                () -> signIns.from(IdentityLab.somewhere()).signIn(new Grant.Password(email, PASSWORD)));
        assertThat(links()).hasSize(1);
    }

    @Test
    void anAddressThatNobodyHasGetsNoMailAndTheSameAnswer() {
        String nobody = "x" + email;
        for (int i = 0; i < 5; i++) {
            refusedWith("invalid_credentials", () -> signIns.signIn(new Grant.Password(nobody, "wrong horse 7")));
        }
        refusedWith("rate_limited", () -> signIns.signIn(new Grant.Password(nobody, "wrong horse 7")));
        assertThat(links()).isEmpty();
    }

    @Test
    void aLinkIsGoodForAnHour() {
        IdentityLab.Door elsewhere = signIns.from(IdentityLab.somewhere());
        guess(elsewhere);
        refusedWith("rate_limited", () -> elsewhere.signIn(new Grant.Password(email, PASSWORD)));
        String link = links().get(0);
        lab.clock.pass(Duration.ofHours(1));
        refusedWith("otp_expired", () -> lab.unlocks.lift(link.substring(link.indexOf('=') + 1), elsewhere.client()));
    }

    private void guess(IdentityLab.Door door) {
        for (int i = 0; i < 5; i++) {
            refusedWith("invalid_credentials", () -> door.signIn(new Grant.Password(email, "wrong horse 7")));
        }
    }

    private List<String> links() {
        return IdentityLab.inTransaction(em -> {
            TenancyContext.enterAsService(em);
            return em
                    .createNativeQuery(
                            "select content ->> 'link' from auth.mails where recipient = ?1 and kind like 'unlock%'",
                            String.class)
                    .setParameter(1, email)
                    .getResultList()
                    .stream()
                    .map(String::valueOf)
                    .toList();
        });
    }

    private void store(String hash) {
        IdentityLab.inTransaction(em -> {
            TenancyContext.enterAsService(em);
            return em.createNativeQuery("update auth.credentials set password_hash = ?1 where user_id = ?2")
                    .setParameter(1, hash)
                    .setParameter(2, session.user().id())
                    .executeUpdate();
        });
    }

    private String stored() {
        return IdentityLab.inTransaction(em -> {
            TenancyContext.enterAsService(em);
            return (String)
                    em.createNativeQuery("select password_hash from auth.credentials where user_id = ?1", String.class)
                            .setParameter(1, session.user().id())
                            .getSingleResult();
        });
    }

    private static void refusedWith(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo(code));
    }
}
