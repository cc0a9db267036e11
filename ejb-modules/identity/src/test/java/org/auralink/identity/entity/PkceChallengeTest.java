package org.auralink.identity.entity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PkceChallengeTest {
    /** RFC 7636, appendix B. */
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    @Test
    void theExampleOfTheSpecificationHolds() {
        PkceChallenge challenge = PkceChallenge.of(CHALLENGE, "S256").orElseThrow();
        assertThat(challenge.isOf(VERIFIER)).isTrue();
        assertThat(challenge.isOf(CHALLENGE)).isFalse();
        assertThat(challenge.isOf("")).isFalse();
    }

    @Test
    void aPlainChallengeIsItsVerifier() {
        PkceChallenge challenge = PkceChallenge.of(VERIFIER, "plain").orElseThrow();
        assertThat(challenge.isOf(VERIFIER)).isTrue();
        assertThat(challenge.isOf(CHALLENGE)).isFalse();
    }

    @Test
    void withoutBothThereIsNone() {
        assertThat(PkceChallenge.of(null, null)).isEmpty();
        assertThat(PkceChallenge.of("", "")).isEmpty();
    }
}
