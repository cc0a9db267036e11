package org.auralink.shared.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.auralink.shared.http.RequestStreamTest.Fed;
import org.auralink.testkit.fuzz.MessageDoor;
import org.auralink.testkit.fuzz.MessageFuzz;
import org.junit.jupiter.api.Test;

/** Whatever a connection brings: what is passed and what is refused does not hang on where the network cuts it. */
class RequestStreamFuzzTest {
    private static final int LONGEST_CUT = 60;

    /** The whole of what a connection brings. */
    private record Connection() implements MessageDoor {
        @Override
        public String label() {
            return "connection";
        }

        @Override
        public int most() {
            return 2 * Limits.HEAD_BYTES;
        }

        @Override
        public List<byte[]> seeds() {
            String pipelined =
                    RequestStreamTest.GET + RequestStreamTest.LENGTH + RequestStreamTest.CHUNKS + RequestStreamTest.OLD;
            return List.of(bytes(pipelined), bytes(RequestStreamTest.CHUNKS), bytes(RequestStreamTest.LENGTH));
        }

        @Override
        public void read(byte[] all) {
            String text = new String(all, StandardCharsets.ISO_8859_1);
            var whole = new Fed();
            whole.feed(text);
            var cut = new Fed();
            var random = new Random(Arrays.hashCode(all));
            int from = 0;
            while (from < text.length()) {
                int to = Math.min(text.length(), from + 1 + random.nextInt(LONGEST_CUT));
                cut.feed(text.substring(from, to));
                from = to;
            }
            assertThat(cut.requests).isEqualTo(whole.requests);
            assertThat(cut.stream.refused()).isEqualTo(whole.stream.refused());
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    private final MessageFuzz fuzz = new MessageFuzz(RequestStreamFuzzTest.class, List.of(new Connection()));

    @Test
    void keptConnectionsAreReadTheSameHoweverTheyAreCut() {
        fuzz.readKept();
    }

    @Test
    void connectionsThatNobodyThoughtOfAreReadTheSameHoweverTheyAreCut() {
        fuzz.readNew();
    }
}
