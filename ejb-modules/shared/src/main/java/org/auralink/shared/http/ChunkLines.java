package org.auralink.shared.http;

/**
 * Where a body in chunks ends (RFC 9112, 7.1), line by line. Sizes are hexadecimal digits, lines end with CR LF and nothing
 * else: what somebody on the way reads otherwise would hide a request.
 */
final class ChunkLines {
    private enum At {
        SIZE,
        DATA_END,
        TRAILER,
        COMPLETE
    }

    private At at = At.SIZE;
    private int trailers;

    boolean isComplete() {
        return at == At.COMPLETE;
    }

    /**
     * Takes a line.
     *
     * @param line without CR LF
     * @return how many bytes of data, which are no lines, follow it
     * @throws MalformedChunks when it is not what has to stand there
     */
    int take(String line) throws MalformedChunks {
        switch (at) {
            case SIZE -> {
                int size = size(line);
                at = size == 0 ? At.TRAILER : At.DATA_END;
                return size;
            }
            case DATA_END -> {
                require(line.isEmpty());
                at = At.SIZE;
            }
            case TRAILER -> {
                trailers += line.length();
                require(line.isEmpty() || RequestHead.fieldFault(line) == null);
                require(trailers <= Limits.CHUNK_LINE_BYTES);
                at = line.isEmpty() ? At.COMPLETE : At.TRAILER;
            }
            case COMPLETE -> throw new IllegalStateException("the body has ended");
        }
        return 0;
    }

    private static int size(String line) throws MalformedChunks {
        int end = line.indexOf(';');
        // Blanks before an extension are allowed for (RFC 9112, 7.1.1), before and after the digits alone they are not.
        String digits = end < 0 ? line : line.substring(0, end).stripTrailing();
        require(digits.matches("[0-9A-Fa-f]{1," + Limits.CHUNK_SIZE_DIGITS + "}"));
        require(line.chars().noneMatch(c -> c < ' ' && c != '\t' || c == 0x7F));
        return Integer.parseInt(digits, 16);
    }

    private static void require(boolean fulfilled) throws MalformedChunks {
        if (!fulfilled) {
            throw new MalformedChunks();
        }
    }

    /** Never leaves this package. */
    static final class MalformedChunks extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedChunks() {
            super("malformed chunks", null, false, false);
        }
    }
}
