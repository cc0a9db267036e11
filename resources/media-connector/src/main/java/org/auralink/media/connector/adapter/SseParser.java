package org.auralink.media.connector.adapter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a byte stream into server-sent events (WHATWG HTML, section 9.2). Bytes come in pieces of any size. Comments
 * and the field {@code retry} are read over.
 */
final class SseParser {

    private final int mostBytes;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private String event = "";
    private String id = "";
    private boolean afterCarriageReturn;
    private int held;

    /** @param mostBytes the longest event that is accepted, in bytes of its lines */
    SseParser(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    /**
     * Takes the next bytes.
     *
     * @return the events that are complete now, in order
     * @throws IOException when an event grows beyond the limit
     */
    List<SseMessage> feed(ByteBuffer bytes) throws IOException {
        List<SseMessage> complete = new ArrayList<>();
        while (bytes.hasRemaining()) {
            byte b = bytes.get();
            if (b == '\n' && afterCarriageReturn) {
                afterCarriageReturn = false;
                continue;
            }
            afterCarriageReturn = b == '\r';
            if (b == '\n' || b == '\r') {
                endOfLine(complete);
            } else {
                line.write(b);
                if (++held > mostBytes) {
                    throw new IOException("an event is longer than " + mostBytes + " bytes");
                }
            }
        }
        return complete;
    }

    private void endOfLine(List<SseMessage> complete) {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (text.isEmpty()) {
            if (data.length() > 0) {
                complete.add(new SseMessage(event, id, data.substring(0, data.length() - 1)));
            }
            data.setLength(0);
            event = "";
            held = 0;
        } else if (text.charAt(0) == ':') {
            held = data.length();
        } else {
            field(text);
        }
    }

    private void field(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        String value = colon < 0 ? "" : text.substring(colon + 1);
        if (value.startsWith(" ")) {
            value = value.substring(1);
        }
        switch (name) {
            case "event" -> event = value;
            case "data" -> data.append(value).append('\n');
            case "id" -> id = value.indexOf('\0') < 0 ? value : id;
            default -> {
                // The specification asks to ignore fields that are not known.
            }
        }
    }
}
