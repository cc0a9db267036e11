package org.auralink.identity.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.auralink.shared.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordPolicyTest {
    private final PasswordPolicy policy = new PasswordPolicy(Limits.standard().passwords());

    @ParameterizedTest
    @ValueSource(strings = {"password", "12345678", "Password1", "QWERTYUIOP", "iloveyou", "sunshine", "football"})
    void aCommonPasswordIsRefusedInWhateverCase(String password) {
        refused("common_password", password);
    }

    @ParameterizedTest
    @ValueSource(strings = {"123456", "short", "1234567", "\ud83d\ude00\ud83d\ude00\ud83d\ude00\ud83d\ude00"})
    void aShortPasswordIsRefusedByItsLengthInCharacters(String password) {
        refused("short_password", password);
    }

    @ParameterizedTest
    @ValueSource(strings = {"correct horse 7", "secret12", "Tr0ub4dor&3", "        x", "ääääääää"})
    void othersAreAccepted(String password) {
        assertThat(policy.accept(password)).isEqualTo(password);
    }

    @Test
    void threeThousandOfTheLengthThatMayBeChosenAreKnown() {
        CommonPasswords eight = CommonPasswords.most(3_000, 8);
        assertThat(eight.contain("greyhoun")).as("the last of them").isTrue();
        assertThat(eight.contain("123456")).isFalse();
        assertThat(CommonPasswords.most(0, 8).contain("password")).isFalse();
    }

    private void refused(String code, String password) {
        assertThatThrownBy(() -> policy.accept(password))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusal().code()).isEqualTo(code));
    }
}
