package org.auralink.shared.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.memory.MemoryManager;

/** The answers of one connection, as they leave the server. Requests arrive on other threads than answers leave. */
final class Answers {
    /** Heads of answers are shorter; what is not found there is not ours. */
    private static final int HEAD_BYTES = 16_384;

    /**
     * From here on, an answer of the server alone is replaced. Its redirects, which all lead from a directory to the same with
     * a slash, name whatever host the client sent, and there is nothing either here or there.
     */
    private static final int MULTIPLE_CHOICES = 300;

    private enum At {
        NOTHING_ASKED,
        HEAD,
        OURS,
        REPLACED
    }

    private At at = At.NOTHING_ASKED;

    /** A request goes to the server; the next head that leaves is of the answer to it. */
    synchronized void expect() {
        at = At.HEAD;
    }

    /** An answer while the server still waits for the request's body; nothing when it has begun one. */
    synchronized byte[] instead(OwnAnswer own, RequestStream requests) {
        boolean free = at == At.HEAD;
        at = At.REPLACED;
        return free ? own.to(requests, Refused.BAD_REQUEST, true) : new byte[0];
    }

    /** Whether the server says so; it has the rest of the request then, or no use for it. */
    private static boolean closes(String head) {
        return head.toLowerCase(Locale.ROOT).contains("\r\nconnection: close");
    }

    /** What leaves instead of these bytes; the same when nothing has to be changed. */
    synchronized Buffer checked(Buffer out, OwnAnswer own, RequestStream requests, MemoryManager<?> memory) {
        if (at == At.REPLACED) {
            return Buffers.EMPTY_BUFFER;
        }
        if (at == At.OURS) {
            return out;
        }
        int from = out.position();
        String head = out.toStringContent(StandardCharsets.ISO_8859_1, from, Math.min(out.limit(), from + HEAD_BYTES));
        int end = head.indexOf("\r\n\r\n");
        if (!head.startsWith("HTTP/1.") || end < 0 || head.startsWith("100 ", "HTTP/1.1 ".length())) {
            return out;
        }
        if (own.isOurs(head.substring(0, end))) {
            at = At.OURS;
            return out;
        }
        int status = Integer.parseInt(head.substring(9, 12));
        if (status >= MULTIPLE_CHOICES) {
            at = At.REPLACED;
            int told = status < Refused.BAD_REQUEST ? Refused.NOT_FOUND : status;
            return Buffers.wrap(memory, own.to(requests, told, closes(head)));
        }
        at = At.OURS;
        byte[] headers = own.headers();
        Buffer body = out.split(from + end + 2);
        return Buffers.appendBuffers(memory, Buffers.appendBuffers(memory, out, Buffers.wrap(memory, headers)), body);
    }
}
