package org.auralink.identity.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.auralink.identity.entity.EmailAddress;
import org.auralink.shared.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReservedNamesTest {
    private static final EmailAddress SOMEBODY = EmailAddress.of("x@example.org");
    private final ReservedNames names = new ReservedNames(Set.of("acme"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "admin",
                "Root",
                "support",
                "SYSTEM",
                "www",
                "auralink",
                "auralink-team",
                "the.AuraL1nk",
                "acme",
                "ad-min",
                "_admin_",
                "admin2",
                "Adm1n",
                "supp0rt",
                "5ecurity",
                "mailer.daemon",
                "a d m i n",
                "ａｄｍｉｎ",
                "ADMİN",
                "\u24d0dmin"
            })
    void whatSpeaksForTheServiceIsRefused(String wish) {
        assertThatThrownBy(() -> names.choose(wish, SOMEBODY))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.refusal().detail()).contains("data.username"));
    }

    @ParameterizedTest
    @CsvSource({"administratrix", "rooty", "supporter", "ada", "1234", "wwwanda", "teamwork"})
    void otherNamesAreNot(String wish) {
        assertThat(names.choose(wish, SOMEBODY).value()).isEqualTo(wish);
    }

    @Test
    void whoseAddressSuggestsAReservedNameGetsAnotherOne() {
        assertThat(names.choose(null, EmailAddress.of("admin@example.org")).auraId())
                .isEqualTo("@user.aura");
        assertThat(names.choose("", EmailAddress.of("ada@example.org")).auraId())
                .isEqualTo("@ada.aura");
    }
}
