package org.auralink.identity.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
    /** RFC 6238, appendix B. */
    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    private static final Instant NOW = Instant.ofEpochSecond(1_111_111_111);
    private static final long STEP = 1_111_111_111 / 30;

    @ParameterizedTest
    @CsvSource({"59,287082", "1111111109,081804", "1111111111,050471", "1234567890,005924", "20000000000,353130"})
    void codesAreThoseOfTheStandard(long second, String code) {
        assertThat(Totp.code(SECRET, Instant.ofEpochSecond(second))).isEqualTo(code);
    }

    @Test
    void clocksMayDifferByOneStep() {
        for (int steps = -1; steps <= 1; steps++) {
            String code = Totp.code(SECRET, NOW.plusSeconds(30L * steps));
            assertThat(Totp.stepOf(SECRET, code, NOW, Long.MIN_VALUE)).isEqualTo(OptionalLong.of(STEP + steps));
        }
        assertThat(Totp.stepOf(SECRET, Totp.code(SECRET, NOW.plusSeconds(60)), NOW, Long.MIN_VALUE))
                .isEmpty();
        assertThat(Totp.stepOf(SECRET, Totp.code(SECRET, NOW.minusSeconds(60)), NOW, Long.MIN_VALUE))
                .isEmpty();
    }

    @Test
    void neitherAUsedCodeNorAnEarlierOneIsGoodAgain() {
        assertThat(Totp.stepOf(SECRET, Totp.code(SECRET, NOW), NOW, STEP)).isEmpty();
        assertThat(Totp.stepOf(SECRET, Totp.code(SECRET, NOW.minusSeconds(30)), NOW, STEP))
                .isEmpty();
        assertThat(Totp.stepOf(SECRET, Totp.code(SECRET, NOW.plusSeconds(30)), NOW, STEP))
                .isEqualTo(OptionalLong.of(STEP + 1));
    }

    @ParameterizedTest
    @CsvSource({"''", "05047", "0504711", "०५०४७१", "'050471 '"})
    void whatIsNoCodeIsWrong(String code) {
        assertThat(Totp.stepOf(SECRET, code, NOW, Long.MIN_VALUE)).isEmpty();
    }

    @Test
    void theUriNamesIssuerAndAccount() {
        assertThat(Totp.uri(SECRET, "Acme & Co", "ada+x@example.test"))
                .isEqualTo("otpauth://totp/Acme%20%26%20Co:ada%2Bx%40example.test?algorithm=SHA1&digits=6"
                        + "&issuer=Acme%20%26%20Co&period=30&secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    }
}
