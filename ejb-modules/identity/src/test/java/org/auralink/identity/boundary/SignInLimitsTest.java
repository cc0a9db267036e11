package org.auralink.identity.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.shared.limits.ClientAddress;
import org.junit.jupiter.api.Test;

class SignInLimitsTest {
    private static final String PASSWORD = "correct horse 7";
    private final IdentityLab lab = new IdentityLab();
    private final IdentityLab.Door home = lab.signIns(true);
    private final String email = email();
    private final UUID ada =
            home.signUp(new SignUp(email, null, PASSWORD, null)).user().id();

    @Test
    void whoFloodsFromOneAddressIsRefusedAndOthersAreNot() {
        IdentityLab.Door flood = home.from(IdentityLab.somewhere());
        assertThat(tries(40, () -> flood.signIn(new Grant.Password(email(), "wrong horse 7"))))
                .isEqualTo(
                        IdentityLab.REQUESTS.signInByAddress().quotas().get(0).requests());
        assertThat(signsIn(home.from(IdentityLab.somewhere()))).isTrue();
    }

    @Test
    void whoGuessesOnePasswordFromEverywhereWaitsAndTheOwnerAtHomeDoesNot() {
        Supplier<IdentityLab.Door> anywhere = () -> home.from(IdentityLab.somewhere());
        assertThat(tries(20, () -> anywhere.get().signIn(new Grant.Password(email, "wrong horse 7"))))
                .isEqualTo(5);
        assertThat(signsIn(home)).isTrue();

        Refusal.RateLimited refusal = refusal(() -> anywhere.get().signIn(new Grant.Password(email, PASSWORD)));
        lab.clock.pass(refusal.retryAfter());
        assertThat(signsIn(anywhere.get()))
                .as("the owner elsewhere, after the wait")
                .isTrue();
    }

    @Test
    void theOwnerSignsInFromAnAddressThatSomebodyElseFloods() {
        ClientAddress office = IdentityLab.somewhere();
        assertThat(signsIn(home.from(office))).isTrue();
        tries(100, () -> home.from(office).signIn(new Grant.Password(email(), "wrong horse 7")));
        assertThat(signsIn(home.from(office))).isTrue();
        refusal(() -> home.from(office).signIn(new Grant.Password(email(), PASSWORD)));
    }

    @Test
    void guessesFromTheOwnersAddressAreLimitedToo() {
        assertThat(tries(100, () -> home.signIn(new Grant.Password(email, "wrong horse 7"))))
                .isEqualTo(
                        IdentityLab.REQUESTS.signInFromKnown().quotas().get(0).requests());
    }

    @Test
    void successesAreNoGuesses() {
        IdentityLab.Door phone = home.from(IdentityLab.somewhere());
        for (int i = 0; i < 20; i++) {
            assertThat(signsIn(phone)).isTrue();
        }
    }

    @Test
    void anAccountThatNobodyHasIsLimitedAlike() {
        String nobody = email();
        assertThat(tries(20, () -> home.from(IdentityLab.somewhere()).signIn(new Grant.Password(nobody, PASSWORD))))
                .isEqualTo(5);
    }

    @Test
    void anUnknownAccountCostsTheTimeOfAKnownOne() {
        long known = cpuOfSignIn(email);
        long unknown = cpuOfSignIn(email());
        long malformed = cpuOfSignIn("nobody");
        // Without hashing it would be a hundredth.
        assertThat(unknown).isBetween(known / 3, known * 3);
        assertThat(malformed).isBetween(known / 3, known * 3);
    }

    @Test
    void signUpsAreLimitedByAddressAndByTheirEMailAddress() {
        IdentityLab.Door flood = home.from(IdentityLab.somewhere());
        assertThat(tries(40, () -> flood.signUp(new SignUp("no address", null, PASSWORD, null))))
                .isEqualTo(30);
        assertThat(tries(20, () -> home.from(IdentityLab.somewhere()).signUp(new SignUp(email, null, PASSWORD, null))))
                .as("attempts that are told that the account exists")
                .isEqualTo(9);
    }

    @Test
    void refreshesAreLimitedByAddressAndBySession() {
        SessionView session = home.signIn(new Grant.Password(email, PASSWORD));
        assertThat(session.user().id()).isEqualTo(ada);
        assertThat(tries(50, () -> home.signIn(new Grant.Refresh(session.refreshToken()))))
                .isEqualTo(30);
        IdentityLab.Door flood = home.from(IdentityLab.somewhere());
        assertThat(tries(
                        200,
                        () -> flood.signIn(new Grant.Refresh(UUID.randomUUID().toString()))))
                .isEqualTo(150);
    }

    @Test
    void onlySoManyNetworksAreKnown() {
        ClientAddress first = IdentityLab.somewhere();
        assertThat(signsIn(home.from(first))).isTrue();
        for (int i = 0; i < 10; i++) {
            lab.clock.pass(Duration.ofMinutes(1));
            assertThat(signsIn(home.from(IdentityLab.somewhere()))).isTrue();
        }
        tries(20, () -> home.from(IdentityLab.somewhere()).signIn(new Grant.Password(email, "wrong horse 7")));
        refusal(() -> home.from(first).signIn(new Grant.Password(email, PASSWORD)));
    }

    /** How many of the attempts were not refused by a limit. */
    private static int tries(int attempts, Runnable attempt) {
        int judged = 0;
        for (int i = 0; i < attempts; i++) {
            try {
                attempt.run();
                judged++;
            } catch (RefusedException e) {
                judged += e.refusal() instanceof Refusal.RateLimited ? 0 : 1;
            }
        }
        return judged;
    }

    private boolean signsIn(IdentityLab.Door door) {
        return door.signIn(new Grant.Password(email, PASSWORD)).user().id().equals(ada);
    }

    private static Refusal.RateLimited refusal(Runnable attempt) {
        try {
            attempt.run();
        } catch (RefusedException e) {
            if (e.refusal() instanceof Refusal.RateLimited limited) {
                return limited;
            }
            throw e;
        }
        throw new AssertionError("not refused");
    }

    private long cpuOfSignIn(String address) {
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        assertThat(tries(3, () -> home.signIn(new Grant.Password(address, "wrong horse 7"))))
                .isEqualTo(3);
        return threads.getCurrentThreadCpuTime() - before;
    }

    private static String email() {
        return UUID.randomUUID() + "@example.test";
    }
}
