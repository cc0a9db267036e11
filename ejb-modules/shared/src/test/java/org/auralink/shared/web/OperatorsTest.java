package org.auralink.shared.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.UUID;
import org.auralink.shared.Caller;
import org.auralink.shared.OrganizationId;
import org.auralink.shared.Refusal;
import org.auralink.shared.RefusedException;
import org.auralink.shared.UserId;
import org.junit.jupiter.api.Test;

class OperatorsTest {
    private final UserId ada = new UserId(UUID.randomUUID());

    private Caller caller(String claims) {
        return new Caller(ada, new OrganizationId(UUID.randomUUID()), claims);
    }

    @Test
    void operatorsAreListedByIdOrByAddressInAnyCase() {
        Caller member = caller("{\"email\":\"ada@example.org\"}");
        assertThat(new Operators(Set.of(ada.value().toString().toUpperCase(java.util.Locale.ROOT))).includes(member))
                .isTrue();
        assertThat(new Operators(Set.of("Ada@Example.org")).includes(member)).isTrue();
        new Operators(Set.of("ada@example.org")).require(member);
    }

    @Test
    void whoIsNotListedIsRefusedAndNobodyIsByDefault() {
        for (String claims :
                new String[] {"{}", "{\"email\":null}", "{\"email\":\"\"}", "{\"email\":\"eve@example.org\"}"}) {
            for (Operators operators : new Operators[] {new Operators(), new Operators(Set.of("ada@example.org"))}) {
                assertThatThrownBy(() -> operators.require(caller(claims)))
                        .isInstanceOfSatisfying(
                                RefusedException.class,
                                refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.Forbidden.class));
            }
        }
    }
}
