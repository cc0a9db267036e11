package org.auralink.media.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chunks in any order become messages (RFC 9260 6.5, 6.6, 6.9). */
class ReassemblyTest {
    private final List<String> delivered = new ArrayList<>();
    private final Reassembly messages = new Reassembly(
            SctpLimits.DEFAULT,
            (stream, ppid, buf, from, size) -> delivered.add(stream + ":" + new String(buf, from, size)));

    private record Part(long tsn, int stream, int ssn, int flags, String text) {}

    private boolean add(Part part) {
        return messages.add(part.tsn, Chunks.data(part.tsn, part.stream, part.ssn, part.flags, part.text.getBytes()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anyOrderOfArrivalIsPutInOrder(long seed) {
        Random random = new Random(seed);
        List<Part> parts = new ArrayList<>();
        List<List<String>> expected = List.of(new ArrayList<>(), new ArrayList<>());
        long tsn = 0xffff_fff0L;
        int[] ssns = new int[2];
        for (int n = 0; n < 60; n++) {
            int stream = random.nextInt(2);
            int count = 1 + random.nextInt(5);
            boolean unordered = random.nextInt(4) == 0;
            StringBuilder whole = new StringBuilder();
            for (int part = 0; part < count; part++) {
                int flags = (part == 0 ? DataChunk.FIRST : 0)
                        | (part == count - 1 ? DataChunk.LAST : 0)
                        | (unordered ? DataChunk.UNORDERED : 0);
                String text = n + "." + part + " ";
                parts.add(new Part(tsn++, stream, unordered ? 0 : ssns[stream], flags, text));
                whole.append(text);
            }
            if (!unordered) {
                ssns[stream]++;
                expected.get(stream).add(stream + ":" + whole);
            }
        }
        Collections.shuffle(parts, random);
        parts.forEach(part -> assertThat(add(part)).isTrue());
        assertThat(delivered).hasSize(60).doesNotHaveDuplicates();
        assertThat(delivered).containsSubsequence(expected.get(0)).containsSubsequence(expected.get(1));
        assertThat(messages.kept()).isZero();
    }

    @Test
    void aMessageThatNeverEndsIsRefusedAtTheLimit() {
        byte[] part = new byte[1_000];
        assertThat(messages.add(1, Chunks.data(1, 0, 0, DataChunk.FIRST, part))).isTrue();
        long tsn = 2;
        while (messages.add(tsn, Chunks.data(tsn, 0, 0, 0, part))) {
            tsn++;
        }
        assertThat(tsn).isEqualTo(66);
        assertThat(messages.kept()).isLessThan(2 * 65_536);
    }

    @Test
    void aMessageThatNeverEndsIsRefusedInReverseOrderToo() {
        byte[] part = new byte[1_000];
        for (long tsn = 100; tsn > 1; tsn--) {
            assertThat(messages.add(tsn, Chunks.data(tsn, 0, 0, 0, part))).isTrue();
        }
        assertThat(messages.add(1, Chunks.data(1, 0, 0, DataChunk.FIRST, part))).isFalse();
    }

    @Test
    void partsThatDoNotBelongTogetherAreNotJoined() {
        add(new Part(1, 0, 0, DataChunk.FIRST, "a"));
        add(new Part(2, 1, 0, DataChunk.LAST, "b"));
        add(new Part(3, 0, 1, DataChunk.LAST, "c"));
        assertThat(delivered).isEmpty();
        messages.skipTo(3);
        assertThat(messages.kept()).isZero();
    }

    @Test
    void whatIsSkippedIsForgottenAndWhatCameIsDelivered() {
        int whole = DataChunk.FIRST | DataChunk.LAST;
        add(new Part(2, 0, 1, whole, "one"));
        add(new Part(3, 0, 2, DataChunk.FIRST, "two-"));
        add(new Part(5, 0, 3, whole, "three"));
        messages.skipTo(4);
        messages.skipTo(0, 2);
        assertThat(delivered).containsExactly("0:one", "0:three");
        messages.skipTo(0, 1);
        assertThat(messages.kept()).isZero();
        add(new Part(6, 0, 4, whole, "four"));
        assertThat(delivered).hasSize(3);
    }

    @Test
    void aMessageThatGoesOnBehindASkipIsNotLost() {
        add(new Part(5, 0, 0, DataChunk.FIRST, "a"));
        add(new Part(6, 0, 0, 0, "b"));
        messages.skipTo(5);
        add(new Part(7, 0, 0, DataChunk.LAST, "c"));
        assertThat(delivered).containsExactly("0:abc");
    }

    @Test
    void aStreamBeginsAnew() {
        int whole = DataChunk.FIRST | DataChunk.LAST;
        add(new Part(1, 3, 0, whole, "x"));
        add(new Part(2, 3, 5, whole, "waits"));
        messages.reset(3);
        assertThat(messages.kept()).isZero();
        add(new Part(3, 3, 0, whole, "y"));
        assertThat(delivered).containsExactly("3:x", "3:y");
    }
}
