package org.auralink.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.auralink.media.node.protocol.PlainText;
import org.junit.jupiter.api.Test;

/**
 * The control plane and the media node know nothing of each other, and each has its rule of which texts are taken. A name
 * that one takes and the other does not is a ticket that opens nothing, or a name that cannot be stored.
 */
class OneRuleOfTextTest {
    @Test
    void bothPlanesTakeTheSameNames() {
        assertThat(charactersWhere(character -> {
                    String alone = Character.toString(character);
                    return isNameOfAPerson(alone) != (PlainText.faultOfName(alone) == null)
                            || isNameOfAPerson("a" + alone) != (PlainText.faultOfName("a" + alone) == null);
                }))
                .isEmpty();
    }

    @Test
    void bothPlanesTakeTheSameTextsOfSeveralLines() {
        assertThat(charactersWhere(character -> {
                    String text = "a" + Character.toString(character) + "b";
                    boolean taken = org.auralink.shared.PlainText.objectionToLines(text) == null;
                    return taken != (PlainText.faultOfText(text) == null);
                }))
                .isEmpty();
    }

    private static boolean isNameOfAPerson(String text) {
        return org.auralink.shared.PlainText.objectionToLine(text) == null
                && org.auralink.shared.PlainText.isVisible(text);
    }

    private static List<String> charactersWhere(IntPredicate differ) {
        return IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(differ)
                .mapToObj("U+%04X"::formatted)
                .limit(20)
                .toList();
    }
}
