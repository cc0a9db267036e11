package org.auralink.media.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.auralink.media.node.client.MediaClient;
import org.auralink.media.node.client.ParticipantClient;

/** Sorts what arrives at participants' sockets (RFC 7983, RFC 5761 4): media, data, connectivity checks. One thread. */
final class Demultiplexer {
    /** Bytes of the largest datagram that is read; a node sends none above the path's MTU. */
    static final int DATAGRAM = 2_000;

    private static final int FIRST_DTLS = 20;
    private static final int LAST_DTLS = 63;

    private final Media listener;
    private final byte[] datagram = new byte[DATAGRAM];
    private final byte[] plain = new byte[DATAGRAM];
    private final ByteBuffer read = ByteBuffer.allocateDirect(DATAGRAM);

    /** Told of each sealed packet of the camera's payload type; retransmissions have another. */
    interface Media {
        /**
         * @param to whose socket it came to
         * @param datagram holds it from index 0 on, until this returns
         * @param size its bytes
         */
        void arrived(MediaClient to, ByteBuffer datagram, int size);
    }

    Demultiplexer(Media listener) {
        this.listener = listener;
    }

    /** Reads until nothing waits. */
    void drain(MediaClient media, DataEnd data) throws IOException {
        for (int size = next(media); size > 0; size = next(media)) {
            take(media, data, size);
        }
    }

    private int next(MediaClient media) throws IOException {
        read.clear();
        return media.channel().read(read);
    }

    private void take(MediaClient media, DataEnd data, int size) throws IOException {
        int first = read.get(0) & 0xff;
        int second = read.get(1) & 0x7f;
        if (first >= 128 && first <= 191 && (second < 64 || second > 95)) {
            if (second == ParticipantClient.VIDEO_PAYLOAD_TYPE) {
                listener.arrived(media, read, size);
            }
            return;
        }
        read.get(0, datagram, 0, size);
        if (first >= FIRST_DTLS && first <= LAST_DTLS) {
            int opened = media.openData(datagram, size, plain);
            if (opened > 0) {
                data.receive(System.nanoTime(), plain, opened);
            }
        } else if (first < FIRST_DTLS) {
            media.answer(datagram, size);
        }
    }
}
