package org.auralink.identity.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.auralink.shared.limits.ClientAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {
    private static final Applicant SOMEBODY = Applicant.at(ClientAddress.NONE);
    private static final String SALT_AND_TAG = "$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";

    private final PasswordHasher hasher = new PasswordHasher(Limits.standard().hashing());

    @ParameterizedTest
    @ValueSource(strings = {"a", "b", "y"})
    void bcryptOfEachVariantVerifies(String variant) {
        // Of the test of Openwall's crypt_blowfish.
        String hash = "$2" + variant + "$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";
        assertThat(hasher.verify("U*U", hash, SOMEBODY)).isTrue();
        assertThat(hasher.verify("U*V", hash, SOMEBODY)).isFalse();
    }

    @Test
    void argon2iVerifies() {
        byte[] salt = "somesalt".getBytes(StandardCharsets.US_ASCII);
        var hash = new PasswordHash.Argon2(
                false, 256, 2, 1, salt, PasswordHash.Argon2.tag(false, "password", salt, 256, 2, 1, 32));
        assertThat(hash.matches("password")).isTrue();
        assertThat(hash.matches("passwore")).isFalse();
        assertThat(PasswordHash.parse("$argon2i$v=19$m=256,t=2,p=1" + SALT_AND_TAG))
                .get()
                .isInstanceOfSatisfying(
                        PasswordHash.Argon2.class, it -> assertThat(it.id()).isFalse());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$argon2id$v=19$m=131073,t=1,p=1",
                "$argon2id$v=19$m=9999999,t=1,p=1",
                "$argon2id$v=19$m=131072,t=9,p=1",
                "$argon2id$v=19$m=256,t=21,p=1",
                "$argon2id$v=19$m=256,t=0,p=1",
                "$argon2id$v=19$m=256,t=2,p=17",
                "$argon2id$v=19$m=256,t=2,p=0",
                "$argon2id$v=19$m=7,t=2,p=1",
                "$argon2d$v=19$m=256,t=2,p=1",
                "$argon2id$v=16$m=256,t=2,p=1",
                "$argon2id$m=256,t=2,p=1"
            })
    void whatWouldCostTooMuchOrIsUnknownIsNotTried(String parameters) {
        assertThat(PasswordHasher.canVerify(parameters + SALT_AND_TAG)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "password",
                "$2a$15$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "$2x$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOe",
                "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$eA",
                "$argon2id$v=19$m=256,t=2,p=1$eA$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"
            })
    void whatIsNoHashIsNone(String text) {
        assertThat(PasswordHasher.canVerify(text)).isFalse();
    }

    @Test
    void onlyHashesOfTodaysParametersAreCurrent() {
        assertThat(hasher.isCurrent(hasher.hash("correct horse 7", SOMEBODY))).isTrue();
        assertThat(hasher.isCurrent("$argon2id$v=19$m=256,t=2,p=1" + SALT_AND_TAG))
                .isFalse();
        assertThat(hasher.isCurrent("$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"))
                .isFalse();
    }
}
