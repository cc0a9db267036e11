package org.auralink.media.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopBatchTest {
    private final LoopBatch batch = new LoopBatch();
    private final List<String> done = new ArrayList<>();

    @Test
    void whatWasPutOffIsDoneAtTheEndInItsOrderAndOnce() {
        batch.begin();
        batch.add(now -> done.add("first at " + now));
        batch.add(now -> done.add("second at " + now));
        assertThat(done).isEmpty();
        batch.end(7);
        batch.begin();
        batch.end(8);
        assertThat(done).containsExactly("first at 7", "second at 7");
    }

    @Test
    void nothingCanBePutOffUnlessABatchIsRead() {
        assertThat(batch.isOpen()).isFalse();
        batch.begin();
        assertThat(batch.isOpen()).isTrue();
        batch.end(0);
        assertThat(batch.isOpen()).isFalse();
        assertThat(ReadBatch.NONE.isOpen()).isFalse();
    }

    @Test
    void aPartThatFailsKeepsNoOtherFromItsWork() {
        batch.begin();
        batch.add(now -> {
            throw new IllegalStateException("broken");
        });
        batch.add(now -> done.add("whole"));
        assertThatThrownBy(() -> batch.end(0)).hasMessage("broken");
        assertThat(done).containsExactly("whole");
        assertThat(batch.isOpen()).isFalse();
    }
}
