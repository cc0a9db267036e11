package org.auralink.shared.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.auralink.shared.http.ChunkLines.MalformedChunks;
import org.auralink.shared.http.RequestHead.RefusedHead;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one connection, one after the other: where each begins and ends, until one is refused. Not for several
 * threads at once.
 */
final class RequestStream {
    private static final byte CR = '\r';
    private static final byte LF = '\n';
    private static final int EMPTY_LINE = 2;

    private enum At {
        HEAD,
        DATA,
        CHUNK_LINE,
        ENDLESS_HEAD,
        REFUSED
    }

    private At at = At.HEAD;
    private volatile String path = "/";
    private volatile boolean headAlone;
    private @Nullable Refused refused;

    /** Bytes of the present line of chunks or head that were looked at before. */
    private int scanned;

    private boolean lineIsSound;
    private int emptyLines;

    /** Of data until the next line, or the end. */
    private long missing;

    private @Nullable ChunkLines chunks;
    private int forgotten;
    private int endOfHead;
    private boolean headPassed;
    private boolean brokeInBody;

    /**
     * What to do with the first bytes of those that were asked about.
     *
     * @param skipped at the beginning, not to be passed on
     * @param passed behind those, all of one request
     * @param ended whether that request ends there; otherwise the rest is to be shown again with what follows it
     */
    record Step(int skipped, int passed, boolean ended) {}

    /** Path of the last request, which is being answered. */
    String path() {
        return path;
    }

    /** Whether the last request, which is being answered, takes no body. */
    boolean asksForHeadAlone() {
        return headAlone;
    }

    /** Why nothing that came since is read; null as long as everything is sound. */
    @Nullable
    Refused refused() {
        return refused;
    }

    /** Whether the last step passed the beginning of a request. */
    boolean headPassed() {
        return headPassed;
    }

    /** Whether the request was passed on before it turned out to be none. */
    boolean brokeInBody() {
        return brokeInBody;
    }

    private boolean isInBody() {
        return at == At.DATA || at == At.CHUNK_LINE;
    }

    /**
     * Looks at what has arrived. With {@link #refused} set afterwards, only what the step passes is of use.
     *
     * @param in not changed
     */
    Step next(ByteBuffer in) {
        int start = in.position();
        int here = start;
        int skipped = 0;
        headPassed = false;
        try {
            if (at == At.HEAD) {
                skipped = emptyLines(in);
                here = head(in, start + skipped);
                if (here < 0) {
                    return new Step(skipped, 0, false);
                }
                if (at == At.HEAD) {
                    return new Step(skipped, here - start - skipped, true);
                }
            }
            while (isInBody() && here < in.limit()) {
                int next = at == At.DATA ? data(in, here) : chunkLine(in, here);
                if (next < 0) {
                    break;
                }
                here = next;
            }
        } catch (RefusedHead e) {
            refuse(e.refused());
            return new Step(in.remaining(), 0, false);
        } catch (MalformedChunks e) {
            // What was never passed on is refused like a head.
            brokeInBody = !headPassed;
            refuse(Refused.malformed("The chunks of the body do not follow RFC 9112, 7.1.", path));
            return new Step(skipped, here - start - skipped, false);
        }
        if (at == At.ENDLESS_HEAD) {
            forget(in, here);
        }
        return at == At.ENDLESS_HEAD || at == At.REFUSED
                ? new Step(in.remaining(), 0, false)
                : new Step(skipped, here - start - skipped, at == At.HEAD);
    }

    private void refuse(Refused why) {
        refused = why;
        at = At.REFUSED;
    }

    private int emptyLines(ByteBuffer in) throws RefusedHead {
        int here = in.position();
        while (here + 1 < in.limit() && in.get(here) == CR && in.get(here + 1) == LF) {
            here += EMPTY_LINE;
            scanned = 0;
            if (++emptyLines > Limits.EMPTY_LINES) {
                throw new RefusedHead(Refused.malformed("A request begins with a line that is not empty.", "/"));
            }
        }
        return here - in.position();
    }

    /** @return where the head ends; -1 when more has to come */
    private int head(ByteBuffer in, int start) throws RefusedHead {
        for (int i = start + scanned; i < in.limit(); i++) {
            if (i - start >= Limits.HEAD_BYTES) {
                return tooLong(in, start);
            }
            if (in.get(i) != LF) {
                continue;
            }
            if (i == start || in.get(i - 1) != CR) {
                throw new RefusedHead(Refused.malformed("Every line must end with CR LF.", pathOf(in, start, i)));
            }
            if (!lineIsSound) {
                RequestHead.requireLine(text(in, start, i - 1));
                lineIsSound = true;
            }
            if (in.get(i - EMPTY_LINE) == LF) {
                return begin(RequestHead.of(text(in, start, i + 1)), i + 1);
            }
        }
        scanned = in.limit() - start;
        return -1;
    }

    private int begin(RequestHead head, int end) {
        path = head.path();
        headAlone = head.forHeadAlone();
        headPassed = true;
        scanned = 0;
        lineIsSound = false;
        emptyLines = 0;
        if (head.length() == RequestHead.CHUNKED) {
            chunks = new ChunkLines();
            at = At.CHUNK_LINE;
        } else {
            chunks = null;
            missing = head.length();
            at = missing > 0 ? At.DATA : At.HEAD;
        }
        return end;
    }

    private int data(ByteBuffer in, int here) {
        int part = (int) Math.min(missing, in.limit() - here);
        missing -= part;
        if (missing == 0) {
            at = chunks == null ? At.HEAD : At.CHUNK_LINE;
        }
        return here + part;
    }

    /** @return where the line ends; -1 when more has to come */
    private int chunkLine(ByteBuffer in, int here) throws MalformedChunks {
        for (int i = here + scanned; i < in.limit(); i++) {
            if (i - here >= Limits.CHUNK_LINE_BYTES) {
                throw new MalformedChunks();
            }
            if (in.get(i) == LF) {
                if (i == here || in.get(i - 1) != CR) {
                    throw new MalformedChunks();
                }
                return afterLine(text(in, here, i - 1), i + 1);
            }
        }
        scanned = in.limit() - here;
        return -1;
    }

    private int afterLine(String line, int end) throws MalformedChunks {
        scanned = 0;
        ChunkLines lines = chunks;
        if (lines == null) {
            throw new IllegalStateException("no chunks are expected");
        }
        missing = lines.take(line);
        at = lines.isComplete() ? At.HEAD : missing > 0 ? At.DATA : At.CHUNK_LINE;
        return end;
    }

    private int tooLong(ByteBuffer in, int start) {
        at = At.ENDLESS_HEAD;
        // As much as it takes to know, however much of it has come.
        String where = pathOf(in, start, start + Limits.HEAD_BYTES);
        refused = lineIsSound
                ? new Refused(
                        Refused.FIELDS_TOO_LARGE,
                        "headers_too_large",
                        "The request line and headers may have " + Limits.HEAD_BYTES + " bytes together.",
                        where)
                : new Refused(
                        Refused.URI_TOO_LONG,
                        "uri_too_long",
                        "The request line and headers may have " + Limits.HEAD_BYTES + " bytes together.",
                        where);
        return start;
    }

    /** Until the head ends after all, or nobody would send as much who waits for an answer. */
    private void forget(ByteBuffer in, int start) {
        for (int i = start; i < in.limit() && at == At.ENDLESS_HEAD; i++) {
            byte next = in.get(i);
            endOfHead = next == LF ? endOfHead + 1 : next == CR ? endOfHead : 0;
            if (endOfHead == EMPTY_LINE || ++forgotten > Limits.FORGOTTEN_BYTES) {
                at = At.REFUSED;
            }
        }
    }

    /** Whether what is refused has been read, so that it can be answered. */
    boolean isToBeAnswered() {
        return at == At.REFUSED;
    }

    private static String pathOf(ByteBuffer in, int from, int to) {
        String[] words = text(in, from, to).split("[ \r\n]", 3);
        return words.length > 1 ? Target.path(words[1]) : "/";
    }

    private static String text(ByteBuffer in, int from, int to) {
        byte[] bytes = new byte[to - from];
        in.get(from, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
