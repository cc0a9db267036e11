package org.auralink.calls.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.auralink.shared.RefusedException;
import org.junit.jupiter.api.Test;

class GuestKeyTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @Test
    void aBrowserIsTheSameGuestOfACallAndAnotherOneInEveryOtherCall() {
        GuestKey key = GuestKey.fresh(RANDOM);
        String identity = key.identityIn("0123456789012345678901");
        assertThat(identity).matches("guest_[0-9A-Za-z]{12}");
        assertThat(GuestKey.of(key.value(), RANDOM).identityIn("0123456789012345678901"))
                .isEqualTo(identity);
        assertThat(key.identityIn("0123456789012345678902")).isNotEqualTo(identity);
        assertThat(GuestKey.of(null, RANDOM).identityIn("0123456789012345678901"))
                .isNotEqualTo(identity);
        assertThat(key).asString().doesNotContain(key.value());
    }

    @Test
    void whatIsNoKeyIsRefusedByName() {
        for (String text : new String[] {"", "short", "0123456789012345678901x", "012345678901234567890-"}) {
            assertThatThrownBy(() -> GuestKey.of(text, RANDOM))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused -> assertThat(refused.refusal().detail()).startsWith("The field key must"));
        }
    }
}
