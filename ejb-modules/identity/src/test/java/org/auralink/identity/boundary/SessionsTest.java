package org.auralink.identity.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.auralink.identity.entity.Session;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.shared.persistence.TenancyContext;
import org.auralink.testkit.MigratedDatabase;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final String PASSWORD = "correct horse 7";
    private final IdentityLab lab = new IdentityLab();
    private final IdentityLab.Door signIns = lab.signIns(true);
    private final String email = UUID.randomUUID() + "@example.test";
    private final AccessTokens tokens = lab.accessTokens();
    private final SessionView first = signIns.signUp(new SignUp(email, null, PASSWORD, null));

    @Test
    void aRefreshTokenIsReplaced() {
        SessionView second = refresh(first.refreshToken());
        assertThat(second.refreshToken()).isNotEqualTo(first.refreshToken()).matches("[a-z2-7]{32}");
        assertThat(second.user().id()).isEqualTo(first.user().id());
    }

    @Test
    void whoLostTheAnswerGetsTheActiveTokenEvenMuchLater() {
        SessionView second = refresh(first.refreshToken());
        lab.clock.pass(Duration.ofDays(30));
        assertThat(refresh(first.refreshToken()).refreshToken()).isEqualTo(second.refreshToken());
    }

    @Test
    void aTokenUsedAgainWithinTenSecondsIsForgiven() {
        SessionView second = refresh(first.refreshToken());
        SessionView third = refresh(second.refreshToken());
        lab.clock.pass(Duration.ofSeconds(10));
        SessionView sibling = refresh(first.refreshToken());
        assertThat(sibling.refreshToken()).isNotIn(second.refreshToken(), third.refreshToken());
        assertThat(refresh(first.refreshToken()).refreshToken())
                .as("now it is the parent of the newest")
                .isEqualTo(sibling.refreshToken());
    }

    @Test
    void aTokenUsedAgainLaterEndsItsSession() {
        SessionView second = refresh(first.refreshToken());
        SessionView third = refresh(second.refreshToken());
        lab.clock.pass(Duration.ofSeconds(11));
        refusedWith("refresh_token_already_used", () -> refresh(first.refreshToken()));
        refusedWith("refresh_token_not_found", () -> refresh(third.refreshToken()));
        refusedWith("session_not_found", () -> lab.sessions.user(third.accessToken()));
        refusedWith("not_authenticated", () -> tokens.verify(third.accessToken()));
    }

    @Test
    void anotherSessionOutlivesThat() {
        SessionView other = signIns.signIn(new Grant.Password(email, PASSWORD));
        refresh(refresh(first.refreshToken()).refreshToken());
        lab.clock.pass(Duration.ofMinutes(1));
        refusedWith("refresh_token_already_used", () -> refresh(first.refreshToken()));
        assertThatCode(() -> refresh(other.refreshToken())).doesNotThrowAnyException();
    }

    @Test
    void manyRefreshesAtOnceAgreeOnOneSuccessor() throws Exception {
        ExecutorService tabs = Executors.newFixedThreadPool(8);
        try {
            Callable<String> tab = () -> refresh(first.refreshToken()).refreshToken();
            var successors = new HashSet<String>();
            for (Future<String> successor : tabs.invokeAll(Collections.nCopies(16, tab))) {
                successors.add(successor.get());
            }
            assertThat(successors).hasSize(1);
        } finally {
            tabs.shutdownNow();
        }
    }

    @Test
    void anUnknownTokenIsRefused() {
        refusedWith("refresh_token_not_found", () -> refresh("unknown"));
    }

    @Test
    void aWrongPasswordAndAnUnknownAddressAreRefusedAlike() {
        refusedWith("invalid_credentials", () -> signIns.signIn(new Grant.Password(email, "wrong horse 7")));
        refusedWith("invalid_credentials", () -> signIns.signIn(new Grant.Password("x" + email, PASSWORD)));
        refusedWith("invalid_credentials", () -> signIns.signIn(new Grant.Password("no address", PASSWORD)));
    }

    @Test
    void theAddressMayBeTypedInAnyCase() {
        assertThat(signIns.signIn(new Grant.Password(email.toUpperCase(Locale.ROOT), PASSWORD))
                        .user()
                        .id())
                .isEqualTo(first.user().id());
    }

    @Test
    void signingOutEndsTheSessionsOfItsScope() {
        SessionView phone = signIns.signIn(new Grant.Password(email, PASSWORD));
        SessionView laptop = signIns.signIn(new Grant.Password(email, PASSWORD));

        lab.sessions.end(laptop.accessToken(), LogoutScope.LOCAL);
        refusedWith("session_not_found", () -> lab.sessions.user(laptop.accessToken()));
        refusedWith("refresh_token_not_found", () -> refresh(laptop.refreshToken()));

        lab.sessions.end(phone.accessToken(), LogoutScope.OTHERS);
        refusedWith("session_not_found", () -> lab.sessions.user(first.accessToken()));
        assertThat(lab.sessions.user(phone.accessToken()).email()).isEqualTo(email);

        lab.sessions.end(phone.accessToken(), LogoutScope.GLOBAL);
        refusedWith("session_not_found", () -> lab.sessions.user(phone.accessToken()));
    }

    @Test
    void whatASignOutEndsWorksAtNoDoor() {
        SessionView phone = signIns.signIn(new Grant.Password(email, PASSWORD));
        SessionView laptop = signIns.signIn(new Grant.Password(email, PASSWORD));
        tokens.verify(laptop.accessToken());

        signIns.signOut(laptop.accessToken(), LogoutScope.LOCAL);
        refusedWith("not_authenticated", () -> tokens.verify(laptop.accessToken()));

        signIns.signOut(phone.accessToken(), LogoutScope.OTHERS);
        refusedWith("not_authenticated", () -> tokens.verify(first.accessToken()));
        assertThatCode(() -> tokens.verify(phone.accessToken())).doesNotThrowAnyException();

        signIns.signOut(phone.accessToken(), LogoutScope.GLOBAL);
        refusedWith("not_authenticated", () -> tokens.verify(phone.accessToken()));
    }

    @Test
    void fiftyRefreshesAtOnceAgreeOnOneSuccessorOrAreAskedToComeBack() throws Exception {
        ExecutorService flood = Executors.newFixedThreadPool(50);
        try {
            Callable<String> one = () -> {
                try {
                    return refresh(first.refreshToken()).refreshToken();
                } catch (RefusedException e) {
                    assertThat(e.refusal()).isInstanceOf(Refusal.RateLimited.class);
                    return "refused";
                }
            };
            var outcomes = new HashSet<String>();
            for (Future<String> outcome : flood.invokeAll(Collections.nCopies(50, one))) {
                outcomes.add(outcome.get());
            }
            outcomes.remove("refused");
            assertThat(outcomes).hasSize(1);
            assertThat(refresh(outcomes.iterator().next()).user().id())
                    .isEqualTo(first.user().id());
        } finally {
            flood.shutdownNow();
        }
    }

    @Test
    void whoFindsTheSessionInUseOnAnotherServerIsAskedToComeBack() {
        IdentityLab.inTransaction(em -> {
            TenancyContext.enterAsService(em);
            em.createQuery("select s from Session s where s.userId = :user", Session.class)
                    .setParameter("user", first.user().id())
                    .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                    .getSingleResult();
            assertThatThrownBy(() -> refresh(first.refreshToken()))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            e -> assertThat(e.refusal()).isInstanceOf(Refusal.RateLimited.class));
            return null;
        });
        assertThatCode(() -> refresh(first.refreshToken())).doesNotThrowAnyException();
    }

    @Test
    void aDeletedOrBannedPersonIsOut() {
        SessionView other = signIns.signUp(new SignUp("b" + email, null, PASSWORD, null));
        MigratedDatabase.execute("update public.users set is_active = false where user_id = '"
                + first.user().id() + "'");
        refusedWith("user_banned", () -> lab.sessions.user(first.accessToken()));
        refusedWith("user_banned", () -> refresh(first.refreshToken()));
        refusedWith("user_banned", () -> signIns.signIn(new Grant.Password(email, PASSWORD)));
        MigratedDatabase.execute(
                "delete from public.users where user_id = '" + other.user().id() + "'");
        refusedWith("user_not_found", () -> lab.sessions.user(other.accessToken()));
    }

    @Test
    void anUnconfirmedAddressDoesNotSignIn() {
        MigratedDatabase.execute("update public.users set email_confirmed_at = null where user_id = '"
                + first.user().id() + "'");
        refusedWith("email_not_confirmed", () -> signIns.signIn(new Grant.Password(email, PASSWORD)));
    }

    @Test
    void nothingPrintsAToken() {
        assertThat(first.toString()
                        + first.user()
                        + new SignUp(email, null, PASSWORD, null)
                        + new Grant.Password(email, PASSWORD)
                        + new Grant.Refresh("secret"))
                .doesNotContain(PASSWORD, "secret", email, first.accessToken(), first.refreshToken());
    }

    private SessionView refresh(String token) {
        return signIns.signIn(new Grant.Refresh(token));
    }

    private static void refusedWith(String code, ThrowingCallable attempt) {
        assertThatThrownBy(attempt)
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusal().code()).isEqualTo(code));
    }
}
