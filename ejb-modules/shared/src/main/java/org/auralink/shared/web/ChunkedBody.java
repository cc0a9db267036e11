package org.auralink.shared.web;

/**
 * A body in chunks, taken out of them (RFC 9112, 7.1). Extensions and trailers are passed over. Lines end with CR LF and
 * nothing else: what reads them otherwise than a proxy before it sees a request where there is none.
 */
final class ChunkedBody extends Framing {
    private static final int HEX = 16;

    private enum At {
        SIZE,
        EXTENSION,
        SIZE_END,
        DATA,
        DATA_END,
        DATA_LINE_END,
        TRAILER_START,
        TRAILER,
        TRAILER_END,
        LAST_END,
        COMPLETE,
        MALFORMED
    }

    private At at;
    private int digits;
    private int missing;
    private int extra;

    /** @param alone whether chunks are all that the body is coded in; nothing else is read */
    ChunkedBody(boolean alone) {
        this.at = alone ? At.SIZE : At.MALFORMED;
    }

    @Override
    boolean isComplete() {
        return at == At.COMPLETE;
    }

    @Override
    boolean isMalformed() {
        return at == At.MALFORMED;
    }

    @Override
    int content(byte[] piece, int length) {
        int content = 0;
        int i = 0;
        while (i < length && at != At.COMPLETE && at != At.MALFORMED) {
            if (at == At.DATA) {
                int part = Math.min(missing, length - i);
                System.arraycopy(piece, i, piece, content, part);
                content += part;
                i += part;
                missing -= part;
                at = missing == 0 ? At.DATA_END : At.DATA;
            } else {
                at = after(piece[i]);
                i++;
            }
        }
        return content;
    }

    private At after(byte next) {
        return switch (at) {
            case SIZE -> size(next);
            case EXTENSION -> line(next, At.SIZE_END, At.EXTENSION);
            case SIZE_END -> next == '\n' ? begin() : At.MALFORMED;
            case DATA_END -> next == '\r' ? At.DATA_LINE_END : At.MALFORMED;
            case DATA_LINE_END -> next == '\n' ? At.SIZE : At.MALFORMED;
            case TRAILER_START -> line(next, At.LAST_END, At.TRAILER);
            case TRAILER -> line(next, At.TRAILER_END, At.TRAILER);
            case TRAILER_END -> next == '\n' ? At.TRAILER_START : At.MALFORMED;
            case LAST_END -> next == '\n' ? At.COMPLETE : At.MALFORMED;
            case DATA, COMPLETE, MALFORMED -> at;
        };
    }

    private At size(byte next) {
        int digit = Character.digit(next, HEX);
        if (digit >= 0 && digits < Limits.CHUNK_SIZE_DIGITS) {
            digits++;
            missing = missing * HEX + digit;
            return At.SIZE;
        }
        if (digits == 0) {
            return At.MALFORMED;
        }
        return switch (next) {
            case '\r' -> At.SIZE_END;
            case ';', ' ', '\t' -> At.EXTENSION;
            default -> At.MALFORMED;
        };
    }

    /** What nobody reads, up to the end of its line. */
    private At line(byte next, At end, At same) {
        if (next == '\r') {
            return end;
        }
        extra++;
        return next == '\n' || extra > Limits.CHUNK_EXTRA_BYTES ? At.MALFORMED : same;
    }

    private At begin() {
        digits = 0;
        return missing == 0 ? At.TRAILER_START : At.DATA;
    }
}
