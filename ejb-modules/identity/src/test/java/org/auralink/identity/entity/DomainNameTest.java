package org.auralink.identity.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainNameTest {
    @ParameterizedTest
    @CsvSource({
        "example.org, example.org",
        "EXAMPLE.Org, example.org",
        "bücher.example, xn--bcher-kva.example",
        "BÜCHER.example, xn--bcher-kva.example",
        "bu\u0308cher.example, xn--bcher-kva.example",
        "xn--bcher-kva.example, xn--bcher-kva.example",
        "XN--BCHER-KVA.Example, xn--bcher-kva.example",
        "ｅｘａｍｐｌｅ．ｏｒｇ, example.org",
        "example\u3002org, example.org",
        "example\uff61org, example.org",
        "straße.example, xn--strae-oqa.example",
        "STRAẞE.example, xn--strae-oqa.example",
        "strasse.example, strasse.example",
        "\u03c6\u03c9\u03c2.example, xn--3xahj.example",
        "\u03a6\u03a9\u03a3.example, xn--4xafj.example",
        "\u0130.example, xn--i-9bb.example",
        "\u212a.example, k.example",
        "例え.テスト, xn--r8jz45g.xn--zckzah",
        "xn--r8jz45g.テスト, xn--r8jz45g.xn--zckzah"
    })
    void oneDomainHasOneForm(String written, String form) {
        assertThat(DomainName.ascii(written)).contains(form);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.org.",
                ".example.org",
                "example..org",
                "",
                ".",
                "-a.example",
                "a-.example",
                "a_b.example",
                "xn--.example",
                "xn--a.example",
                "xn--strasse-.example",
                "xn--BCHER-kva-.example",
                "xn--example.org",
                "xn--99999999.example",
                "\u0308a.example",
                "a\u200db.example",
                "\ud800.example",
                "\u202ea.example",
                "☃.example",
                "ü-.example"
            })
    void whatIsNoDomainIsNone(String written) {
        assertThat(DomainName.ascii(written)).isEmpty();
    }

    @Test
    void longOnesAreRefused() {
        assertThat(DomainName.ascii("a".repeat(64) + ".example")).isEmpty();
        assertThat(DomainName.ascii("ü".repeat(60) + ".example")).isEmpty();
        assertThat(DomainName.ascii("\ufdfa".repeat(255))).isEmpty();
        assertThat(DomainName.ascii("a.".repeat(100_000))).isEmpty();
    }

    @Test
    void encodingAndDecodingAreEachOthersOpposite() {
        Random random = new Random(12);
        for (int round = 0; round < 5_000; round++) {
            StringBuilder label = new StringBuilder();
            random.ints(1 + random.nextInt(20), 0x61, 0x2ffff)
                    .filter(c -> Character.isLetterOrDigit(c))
                    .forEach(label::appendCodePoint);
            if (label.codePoints().anyMatch(c -> c >= 0x80)) {
                String encoded = Punycode.encode(label.toString()).orElseThrow();
                assertThat(encoded).matches("[\\x00-\\x7f]+");
                if (encoded.length() <= 63 && encoded.equals(encoded.toLowerCase(Locale.ROOT))) {
                    assertThat(Punycode.decode(encoded)).contains(label.toString());
                }
            }
        }
    }

    @Test
    void nothingBreaksTheReader() {
        Random random = new Random(13);
        String alphabet = "abcxyz019-\u00fc.\u3002\ud83d";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder("xn--");
            random.ints(random.nextInt(40), 0, alphabet.length()).forEach(i -> text.append(alphabet.charAt(i)));
            DomainName.ascii(text.toString())
                    .ifPresent(form -> assertThat(DomainName.ascii(form)).contains(form));
        }
    }
}
