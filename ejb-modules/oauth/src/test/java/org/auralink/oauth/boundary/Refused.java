package org.auralink.oauth.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;

/** What a refused attempt says. */
final class Refused {
    private Refused() {}

    static Refusal with(String code, ThrowingCallable attempt) {
        RefusedException refused = catchThrowableOfType(RefusedException.class, attempt);
        assertThat(refused).as("refused with " + code).isNotNull();
        assertThat(refused.refusal().code()).as(refused.refusal().detail()).isEqualTo(code);
        return refused.refusal();
    }
}
