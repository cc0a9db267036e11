package org.auralink.media.node.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ada",
                "",
                "\u0625\u0628\u0631\u0627\u0647\u064a\u0645", // Arabic needs no marks to be read from the right
                "\u05d0\u05d1",
                "\u0646\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", // Persian with a zero-width non-joiner
                "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67", // a family joined of three
                "\ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc7f", // a flag spelled in tags
                "\u65e5\u672c\u8a9e",
                "e\u0301",
                "!",
                "\u00a0x\u3000",
            })
    void namesThatPeopleHaveAreTaken(String name) {
        assertThat(PlainText.faultOfName(name)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83c", "party \ud83c", "\udc00x", "a\udc00\ud83c"})
    void halvesOfCharactersAreRefusedInNamesAndTexts(String text) {
        assertThat(PlainText.faultOfName(text)).contains("half of a character");
        assertThat(PlainText.faultOfText(text)).contains("half of a character");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0", "\u001b[2J", "a\u0085b", "a\u2028b", "a\u2029", "\u007f"})
    void controlCharactersAreRefusedInNamesAndTexts(String text) {
        assertThat(PlainText.faultOfName(text)).startsWith("control characters (U+");
        assertThat(PlainText.faultOfText(text)).startsWith("control characters (U+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u202eb", "\u2066a\u2069", "a\u200f", "\u061ca", "\u202aa"})
    void bidirectionalControlsAreRefusedInNamesAndTexts(String text) {
        assertThat(PlainText.faultOfName(text)).startsWith("bidirectional");
        assertThat(PlainText.faultOfText(text)).startsWith("bidirectional");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "\u00a0",
                "\u200b\u200b",
                "\u2800",
                "\u3164",
                "\uffa0\u115f",
                "\u2060\ufeff",
                "\u00ad",
                "\ufe0f",
                "\u034f",
                "\udb40\udc41",
                "\u0301",
                "\u180e\u3000"
            })
    void namesOfWhichNothingCanBeSeenAreRefused(String name) {
        assertThat(PlainText.faultOfName(name)).isEqualTo("nothing of it can be seen");
        assertThat(PlainText.faultOfText(name)).isNull();
    }

    @Test
    void textsMayHaveLinesAndTabsAndNamesMayNot() {
        assertThat(PlainText.faultOfText("{\r\n\t\"a\": 1\n}")).isNull();
        assertThat(PlainText.faultOfName("a\nb")).isNotNull();
        assertThat(PlainText.faultOfName("a\tb")).isNotNull();
    }

    @Test
    void whatIsTakenIsWhatIsStored() {
        var random = new Random(5);
        for (int round = 0; round < 20_000; round++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(6); i >= 0; i--) {
                text.append((char) random.nextInt(0x10000));
            }
            String name = text.toString();
            if (PlainText.faultOfText(name) == null) {
                byte[] stored = name.getBytes(java.nio.charset.StandardCharsets.UTF_8);
                assertThat(new String(stored, java.nio.charset.StandardCharsets.UTF_8))
                        .isEqualTo(name);
            }
        }
    }
}
