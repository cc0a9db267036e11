package org.auralink.shared;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "\u00a0",
                "\u1680\u2003\u202f\u205f\u3000",
                "\u200b\u200d\ufeff",
                "\u00ad\u034f\u2060\u2063",
                "\u2800",
                "\u3164\uffa0\u115f\u1160",
                "\u17b4\u17b5\u180b\u180e",
                "\ufe0f\ufe00",
                "\ufffc",
                "\udb40\udc67\udb40\udc7f",
                "\udb40\udd00",
                "\u0301\u20dd",
                "\ud834\udd59",
                "\ud834\udd73",
                "\ud82f\udca0"
            })
    void aNameInWhichNothingCanBeSeenIsNotVisible(String name) {
        assertThat(PlainText.isVisible(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "7",
                "\u200bx\u200b",
                "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd",
                "\u0645\u062d\u0645\u062f",
                // Persian, with a zero-width non-joiner inside
                "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
                // a family of three, joined; a heart with a variation selector; England's flag, of tags
                "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67",
                "\u2764\ufe0f",
                "\ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc65\udb40\udc6e\udb40\udc67\udb40\udc7f",
                "\u0928\u092e\u0938\u094d\u0924\u0947",
                "e\u0301",
                "\u4e2d",
                "\u2026",
                // of Unicode 16, which this JDK does not know: a face with bags under its eyes
                "\ud83e\udee9"
            })
    void namesOfAllScriptsAndEmojiAreVisibleAndTaken(String name) {
        assertThat(PlainText.isVisible(name)).isTrue();
        assertThat(PlainText.objectionToLine(name)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000", "a\nb", "\ta", "a\u007f", "a\u0085b", "a\u009fb", "a\u2028b", "a\u2029"})
    void controlCharactersAndLineEndsAreRefused(String text) {
        assertThat(PlainText.objectionToLine(text)).isEqualTo("must not contain control characters.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u202eb", "\u202a", "\u202b", "\u202c", "\u202d", "\u2066a\u2069", "a\u200f", "\u061c"})
    void charactersThatTurnTheDirectionOfTextAreRefused(String text) {
        assertThat(PlainText.objectionToLine(text)).contains("direction");
        assertThat(PlainText.objectionToLines(text)).contains("direction");
    }

    @ParameterizedTest
    @ValueSource(strings = {"party \ud83c", "\udf89", "\udf89\ud83c", "a\ud800b"})
    void halvesOfSurrogatePairsAreRefused(String text) {
        assertThat(PlainText.objectionToLine(text)).contains("surrogate");
        assertThat(PlainText.objectionToLines(text)).contains("surrogate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uffff", "\ufffe", "\ufdd0", "\ud83f\udfff"})
    void codePointsThatAreNoCharactersAreRefused(String text) {
        assertThat(PlainText.objectionToLine(text)).contains("no characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\nlines", "two\r\nlines", "a\ttab"})
    void aTextOfSeveralLinesMayHaveLineEndsAndTabsAndNoOtherControls(String text) {
        assertThat(PlainText.objectionToLines(text)).isNull();
        assertThat(PlainText.objectionToLines(text + '\0')).isNotNull();
    }
}
