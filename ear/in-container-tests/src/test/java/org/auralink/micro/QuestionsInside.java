package org.auralink.micro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.auralink.media.connector.MediaNodeException;
import org.auralink.shared.policies.AwayException;
import org.junit.jupiter.api.Test;

/** Questions to a media node that does not answer as it should. */
interface QuestionsInside extends Inside {

    @Test
    default void aQuestionToANodeIsRepeatedWhenTheNodeIsUnavailable() {
        NodeScript.script("answer", "2");
        assertThat(nodes().listRooms(NodeScript.node())).isEmpty();
        assertThat(NodeScript.asked()).isEqualTo(3);
    }

    @Test
    default void aNodeThatIsSilentOrHaltsInItsAnswerIsAskedOnceAndGivenUpInTime() {
        for (String how : List.of("never", "half")) {
            NodeScript.script("answer", how);
            long begin = System.nanoTime();
            assertThatThrownBy(() -> nodes().listRooms(NodeScript.node()))
                    .as(how)
                    .isInstanceOf(MediaNodeException.Unavailable.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).as(how).isLessThan(Duration.ofMillis(4_500));
            assertThat(NodeScript.asked()).as(how).isEqualTo(1);
        }
    }

    @Test
    default void aNodeThatKeepsFailingIsNotAskedForAWhileAndThenAgain() {
        NodeScript.script("answer", "100000");
        Waiting.until("the circuit to open", this::isOpen);
        int asked = NodeScript.asked();
        assertThat(isOpen()).isTrue();
        assertThat(NodeScript.asked()).as("questions while the circuit is open").isEqualTo(asked);

        NodeScript.script("answer", "0");
        Waiting.until(
                "the circuit to close",
                () -> nodes().listRooms(NodeScript.node()).isEmpty());
    }

    private boolean isOpen() {
        try {
            nodes().listRooms(NodeScript.node());
            return false;
        } catch (AwayException e) {
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }
}
