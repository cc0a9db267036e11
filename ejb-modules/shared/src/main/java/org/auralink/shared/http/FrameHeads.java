package org.auralink.shared.http;

import java.nio.ByteBuffer;

/**
 * Finds the heads of HTTP/2's frames (RFC 9113, 4.1) in what one side of a connection sends, in whatever pieces it comes.
 * What frames carry is skipped. Not for several threads at once.
 */
final class FrameHeads {
    static final int DATA = 0x0;
    static final int HEADERS = 0x1;
    static final int RST_STREAM = 0x3;
    static final int WINDOW_UPDATE = 0x8;
    static final int CONTINUATION = 0x9;

    /** Of DATA and HEADERS: nothing of the stream follows. */
    static final int END_STREAM = 0x1;

    /** RFC 9113, 3.4: what a client sends before its first frame. */
    static final int CLIENT_PREFACE = 24;

    private static final int HEAD = 9;
    private static final int TYPE = 3;
    private static final int FLAGS = 4;

    /** Told of each frame. */
    interface Frame {
        /**
         * @param length of what it carries, in bytes
         * @return whether to go on
         */
        boolean begins(int type, int flags, int length);
    }

    private final byte[] head = new byte[HEAD];
    private final Frame frames;
    private int known;
    private int skipped;

    /** @param preface bytes before the first frame */
    FrameHeads(int preface, Frame frames) {
        this.skipped = preface;
        this.frames = frames;
    }

    /** Whether all frames that begin in these bytes were taken; nothing is read behind one that was not. */
    boolean read(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            int over = Math.min(skipped, bytes.remaining());
            bytes.position(bytes.position() + over);
            skipped -= over;
            while (skipped == 0 && known < HEAD && bytes.hasRemaining()) {
                head[known++] = bytes.get();
            }
            if (known == HEAD) {
                known = 0;
                skipped = (head[0] & 0xFF) << 16 | (head[1] & 0xFF) << 8 | head[2] & 0xFF;
                if (!frames.begins(head[TYPE] & 0xFF, head[FLAGS] & 0xFF, skipped)) {
                    return false;
                }
            }
        }
        return true;
    }
}
