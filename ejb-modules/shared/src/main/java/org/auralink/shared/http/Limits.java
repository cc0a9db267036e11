package org.auralink.shared.http;

import java.time.Duration;

/** What a connection may bring before it is a request, with reasons. */
final class Limits {
    /** Of a request's line and fields. The server itself takes 8192, and what it refuses it refuses in its own shape. */
    static final int HEAD_BYTES = 8000;

    /** Fields of a request; as many as the server takes. Browsers send some twenty, proxies add ten. */
    static final int FIELDS = 99;

    /** Of a head above its limit, read on and thrown away, so that the client has sent all before it is refused. */
    static final int FORGOTTEN_BYTES = 1 << 20;

    /** Of a body's declared length: eighteen digits are more than there is memory on earth, and a {@code long} holds them. */
    static final int LENGTH_DIGITS = 18;

    /** Of a chunk's size in hexadecimal digits: seven are 256 MiB, more than is read of any body. */
    static final int CHUNK_SIZE_DIGITS = 7;

    /** Of a line with a chunk's size and extensions, and of all trailers together. Nobody here reads either. */
    static final int CHUNK_LINE_BYTES = 1024;

    /** Empty lines before a request: what old clients send behind a body (RFC 9112, 2.2). */
    static final int EMPTY_LINES = 2;

    /**
     * Requests that came before the answer to the one before was taken, served at once by the whole server. Two take all of
     * a small machine's processors while nobody else wants them, and no more of them than two other clients otherwise.
     */
    static final int IN_ADVANCE_AT_ONCE = 2;

    /** Connections with such requests that wait. Each holds what was read of it, 16 kB or so. */
    static final int IN_ADVANCE_WAITING = 512;

    /** With a client that takes nothing of its answers meanwhile. Threads wait for it as long, see the port's settings. */
    static final Duration IN_ADVANCE_PATIENCE = Duration.ofSeconds(5);

    /** Of HTTP/2's frames; what the server announces (RFC 9113, 4.2: no one may announce less). */
    static final int FRAME_BYTES = 16_384;

    /** Of a header block over all its frames, compressed: twice what a head of HTTP/1.1 may have. */
    static final int HEADER_BLOCK_BYTES = 16_384;

    /** Streams that end by a reset at once, and each second: who leaves a page takes back what it still waits for. */
    static final int STREAM_RESETS = 100;

    static final int STREAM_RESETS_PER_SECOND = 10;

    /** Frames that the server answers or keeps and that carry no request: browsers send a few when they connect. */
    static final int CONTROL_FRAMES = 100;

    static final int CONTROL_FRAMES_PER_SECOND = 10;

    private Limits() {}
}
