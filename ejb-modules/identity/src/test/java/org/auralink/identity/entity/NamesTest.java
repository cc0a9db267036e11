package org.auralink.identity.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Random;
import org.auralink.shared.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b.c",
                "first.last+tag@mail.example.test",
                "A@EXAMPLE.TEST",
                " padded@example.test ",
                "o'neil@example.test",
                "x@localhost"
            })
    void addressesThatPeopleHave(String text) {
        assertThat(EmailAddress.of(text).value()).isEqualTo(text.strip().toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "a", "@", "a@", "@b", "a@b@c", "a b@c.d", "a@b..c", "a@-b.c", "a@b-.c", "a@b.c.", "a\0@b.c",
                "ä@b.c", "a@b_c.d", "<a@b.c>"
            })
    void whatIsNoAddress(String text) {
        assertThatThrownBy(() -> EmailAddress.of(text)).isInstanceOf(RefusedException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "Ada@EXAMPLE.org, ada@example.org",
        "ＡＤＡ＠ｅｘａｍｐｌｅ．ｏｒｇ, ada@example.org",
        "\u212aate@example.org, kate@example.org",
        "o\ufb03ce@example.org, office@example.org",
        "ada@BÜCHER.example, ada@xn--bcher-kva.example",
        "ada@XN--BCHER-KVA.example, ada@xn--bcher-kva.example",
        "ada@straße.example, ada@xn--strae-oqa.example",
        "ada@strasse.example, ada@strasse.example",
        "a.d.a@example.org, a.d.a@example.org",
        "ada+calls@example.org, ada+calls@example.org",
        "ada.@example.org, ada.@example.org"
    })
    void oneMailboxHasOneForm(String written, String form) {
        assertThat(EmailAddress.of(written).value()).isEqualTo(form);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "İnci@example.org", "straße@example.org", "\u0430da@example.org", "ada@example.org.",
                        "ada@example\u3002org\u3002",
                "a\u200bda@example.org", "\u202eada@example.org", "ada@a@example.org", "\ud800@example.org",
                        "ada@\ufdfa.example"
            })
    void whatOnlyLooksLikeAnAddressIsNone(String text) {
        assertThatThrownBy(() -> EmailAddress.of(text)).isInstanceOf(RefusedException.class);
    }

    @Test
    void longAddressesAreRefusedQuickly() {
        assertThatThrownBy(() -> EmailAddress.of("a".repeat(65) + "@b.c")).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> EmailAddress.of("a@" + "b.".repeat(200) + "c")).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> EmailAddress.of("a@" + "b-".repeat(500_000))).isInstanceOf(RefusedException.class);
    }

    @Test
    void addressDoesNotPrintItself() {
        assertThat(EmailAddress.of("a@b.c").toString()).doesNotContain("a@b.c");
    }

    @ParameterizedTest
    @CsvSource({
        "Ada, x@y.z, @ada.aura",
        "Ada Lovelace, x@y.z, @ada-lovelace.aura",
        "'', first.last@y.z, @first-last.aura",
        "ab, grace@y.z, @grace.aura",
        "日本, g@y.z, @userg.aura",
        "A_b-9!, x@y.z, @a_b-9.aura"
    })
    void auraIdComesFromTheWishOrTheAddress(String wish, String email, String auraId) {
        assertThat(name(wish, email).auraId()).isEqualTo(auraId);
    }

    private static AuraName name(String wish, String email) {
        return AuraName.wished(wish).orElseGet(() -> AuraName.suggestedBy(EmailAddress.of(email)));
    }

    @Test
    void everyAuraIdHasTheFormThatTheDatabaseChecks() {
        Random random = new Random(3);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder wish = new StringBuilder();
            random.ints(random.nextInt(50), 0, 0x2ff).forEach(wish::appendCodePoint);
            AuraName name = name(wish.toString(), "x@y.z");
            assertThat(name.value()).matches("[a-z0-9_-]{3,30}");
            assertThat(name.withSuffix(random.nextInt(1_000_000)).value()).matches("[a-z0-9_-]{3,30}");
        }
    }

    @Test
    void refreshTokensAreDerivedFromTokenSeedAndOrdinal() {
        byte[] seed = RefreshTokenValue.randomSeed();
        RefreshTokenValue token = RefreshTokenValue.random();
        assertThat(token.text()).matches("[a-z2-7]{32}");
        assertThat(token.child(seed, 0)).isEqualTo(token.child(seed, 0)).isNotEqualTo(token.child(seed, 1));
        assertThat(token.child(RefreshTokenValue.randomSeed(), 0)).isNotEqualTo(token.child(seed, 0));
        assertThat(token.hash()).hasSize(32);
        assertThat(token.toString()).doesNotContain(token.text());
    }
}
