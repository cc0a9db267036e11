package org.auralink.identity.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.shared.limits.ClientAddress;
import org.junit.jupiter.api.Test;

class PasswordHasherTest {
    private static final Applicant SOMEBODY = Applicant.at(ClientAddress.NONE);

    private final PasswordHasher hasher = new PasswordHasher(Limits.standard().hashing());

    @Test
    void hashesVerifyAndAreSalted() {
        String hash = hasher.hash("correct horse 7", SOMEBODY);
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(hasher.hash("correct horse 7", SOMEBODY)).isNotEqualTo(hash);
        assertThat(hasher.verify("correct horse 7", hash, SOMEBODY)).isTrue();
        assertThat(hasher.verify("correct horse 8", hash, SOMEBODY)).isFalse();
    }

    @Test
    void hashesOfOtherParametersVerify() {
        // Made with the reference implementation: argon2 somesalt -id -t 2 -k 256 -p 1 -l 32, password "password"
        // (the test vectors of github.com/P-H-C/phc-winner-argon2).
        assertThat(hasher.verify(
                        "password",
                        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
                        SOMEBODY))
                .isTrue();
    }

    @Test
    void nobodysPasswordIsNeverRight() {
        assertThat(hasher.verifyForNobody("", SOMEBODY)).isFalse();
    }

    @Test
    void whoWaitsTooLongIsAskedToComeBack() {
        assertRefused(new PasswordHasher(limits(0, 1, Duration.ofMillis(1))));
    }

    @Test
    void whoComesWhenManyWaitIsAskedToComeBackAtOnce() throws Exception {
        // Nobody's turn ever comes, so all who may wait do.
        PasswordHasher busy = new PasswordHasher(limits(0, 2, Duration.ofDays(1)));
        List<Thread> waiting =
                List.of(new Thread(() -> busy.hash("x", SOMEBODY)), new Thread(() -> busy.hash("x", SOMEBODY)));
        try {
            waiting.forEach(Thread::start);
            for (Thread thread : waiting) {
                while (thread.getState() != Thread.State.TIMED_WAITING) {
                    Thread.onSpinWait();
                }
            }
            assertRefused(busy);
        } finally {
            waiting.forEach(Thread::interrupt);
        }
        for (Thread thread : waiting) {
            thread.join();
        }
    }

    @Test
    void aPlaceIsFreeAgainAfterEachPassword() {
        PasswordHasher narrow = new PasswordHasher(limits(1, 0, Duration.ofSeconds(5)));
        for (int i = 0; i < 3; i++) {
            assertThat(narrow.verifyForNobody("x", SOMEBODY)).isFalse();
        }
    }

    private static Limits.Hashing limits(int hashing, int queue, Duration wait) {
        return new Limits.Hashing(hashing, queue, wait);
    }

    private static void assertRefused(PasswordHasher hasher) {
        assertThatThrownBy(() -> hasher.hash("x", SOMEBODY))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isInstanceOf(Refusal.RateLimited.class));
    }
}
