package org.auralink.media.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.auralink.media.connector.MediaEvent;
import org.auralink.media.connector.MediaEvent.Kind;
import org.auralink.media.connector.StreamPosition;
import org.auralink.media.entity.Limits;
import org.junit.jupiter.api.Test;

class ReadOverTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final String CALL = UUID.randomUUID().toString();

    private final ReadOver readOver = new ReadOver();

    private static MediaEvent event(String node, long sequence, Kind kind, String room) {
        return new MediaEvent(node, "ND_1", new StreamPosition("b", sequence), kind, START, room, "RM_1", null);
    }

    private static MediaEvent aborted(String node, long sequence) {
        return event(node, sequence, Kind.PARTICIPANT_CONNECTION_ABORTED, CALL);
    }

    @Test
    void aFloodOfEventsThatChangeNothingCostsOneTransactionForHundreds() {
        int transactions = 0;
        long moved = 0;
        for (long sequence = 1; sequence <= 10_000; sequence++) {
            var due = readOver.next(aborted("a", sequence), START);
            if (due.isPresent()) {
                transactions++;
                moved = due.get().position().sequence();
            }
        }
        assertThat(transactions).isEqualTo(10_000 / Limits.EVENTS_READ_OVER);
        assertThat(moved).isEqualTo(10_000);
    }

    @Test
    void thePositionIsNotBehindForLongAndEachNodeHasItsOwn() {
        assertThat(readOver.next(aborted("a", 1), START)).isEmpty();
        assertThat(readOver.next(aborted("b", 7), START.plus(Limits.READING_OVER)))
                .isEmpty();
        assertThat(readOver.next(aborted("a", 2), START.plus(Limits.READING_OVER)))
                .contains(aborted("a", 2));
        assertThat(readOver.pending("a")).isEmpty();
        assertThat(readOver.pending("b")).contains(aborted("b", 7));
        assertThat(readOver.pending("b")).isEmpty();
    }
}
