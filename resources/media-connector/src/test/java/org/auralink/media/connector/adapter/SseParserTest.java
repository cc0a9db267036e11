package org.auralink.media.connector.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.auralink.media.connector.NodeConnected;
import org.junit.jupiter.api.Test;

class SseParserTest {

    private static final String STREAM = "event: node\ndata: {\"node_id\":\"n\",\"boot_id\":\"b\"}\n\n"
            + ": keep-alive\n\n"
            + "id: b:1\r\nevent: participant_joined\r\ndata: {\"room\":{\"name\":\"r\"},\r\ndata: \"createdAt\":\"17\"}\r\n\r\n"
            + "id: b:2\revent: room_finished\rdata:{}\r\r"
            + "retry: 10\nunknown\ndata\n\n";

    private static List<SseMessage> parse(byte[] bytes, Random cuts) throws IOException {
        SseParser parser = new SseParser(10_000);
        List<SseMessage> messages = new ArrayList<>();
        for (int from = 0; from < bytes.length; ) {
            int to = Math.min(bytes.length, from + 1 + cuts.nextInt(9));
            messages.addAll(parser.feed(ByteBuffer.wrap(bytes, from, to - from)));
            from = to;
        }
        return messages;
    }

    @Test
    void eventsAreTheSameHoweverTheBytesAreCut() throws IOException {
        byte[] bytes = STREAM.getBytes(StandardCharsets.UTF_8);
        for (int seed = 0; seed < 200; seed++) {
            assertThat(parse(bytes, new Random(seed)))
                    .containsExactly(
                            new SseMessage("node", "", "{\"node_id\":\"n\",\"boot_id\":\"b\"}"),
                            new SseMessage(
                                    "participant_joined", "b:1", "{\"room\":{\"name\":\"r\"},\n\"createdAt\":\"17\"}"),
                            new SseMessage("room_finished", "b:2", "{}"),
                            new SseMessage("", "b:2", ""));
        }
    }

    @Test
    void anEventWithoutEndIsNotCollectedForever() {
        SseParser parser = new SseParser(100);
        assertThatThrownBy(() ->
                        parser.feed(ByteBuffer.wrap("data: x\n".repeat(100).getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("100 bytes");
    }

    @Test
    void manyCommentsAreNoEvent() throws IOException {
        SseParser parser = new SseParser(100);
        byte[] comments = ": keep-alive\n\n".repeat(1000).getBytes(StandardCharsets.UTF_8);
        assertThat(parser.feed(ByteBuffer.wrap(comments))).isEmpty();
    }

    @Test
    void changedBytesAreEitherReadOrRefused() {
        NodeConnected node = new NodeConnected("http://n", "n", "b", 1, 1);
        byte[] original = STREAM.getBytes(StandardCharsets.UTF_8);
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            byte[] changed = original.clone();
            for (int i = 0; i <= random.nextInt(6); i++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            try {
                for (SseMessage message : parse(changed, random)) {
                    EventJson.event(node, message, Instant.EPOCH);
                    EventJson.greeting(NodeAddress.of("http://n:1"), message);
                }
            } catch (IOException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
    }
}
