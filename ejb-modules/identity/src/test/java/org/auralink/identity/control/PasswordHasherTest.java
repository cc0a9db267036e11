package org.auralink.identity.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.junit.jupiter.api.Test;

class PasswordHasherTest {
    private final PasswordHasher hasher = new PasswordHasher(Limits.standard());

    @Test
    void hashesVerifyAndAreSalted() {
        String hash = hasher.hash("correct horse 7");
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(hasher.hash("correct horse 7")).isNotEqualTo(hash);
        assertThat(hasher.verify("correct horse 7", hash)).isTrue();
        assertThat(hasher.verify("correct horse 8", hash)).isFalse();
    }

    @Test
    void hashesOfOtherParametersVerify() {
        // Made with the reference implementation: argon2 somesalt -id -t 2 -k 256 -p 1 -l 32, password "password"
        // (the test vectors of github.com/P-H-C/phc-winner-argon2).
        assertThat(hasher.verify(
                        "password",
                        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"))
                .isTrue();
    }

    @Test
    void nobodysPasswordIsNeverRight() {
        assertThat(hasher.verifyForNobody("")).isFalse();
    }

    @Test
    void whoWaitsTooLongIsAskedToComeBack() {
        Limits none = new Limits(6, 72, 4096, Duration.ofHours(1), Duration.ofSeconds(10), 0, Duration.ofMillis(1));
        assertThatThrownBy(() -> new PasswordHasher(none).hash("x"))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isInstanceOf(Refusal.RateLimited.class));
    }
}
