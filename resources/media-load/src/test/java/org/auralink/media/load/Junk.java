package org.auralink.media.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** What one datagram of a flood is. Each writes into one and the same buffer, so that the attacker makes no garbage. */
enum Junk {
    STRANGE_MEDIA("media of strange streams") {
        @Override
        void write(ByteBuffer to, Random random, int n, String ufrag) {
            rtp(to.limit(SIZE), random, random.nextInt(), n);
        }
    },
    OWN_MEDIA("media of its own stream, wrong tags") {
        @Override
        void write(ByteBuffer to, Random random, int n, String ufrag) {
            rtp(to.limit(SIZE), random, STREAM, 2 + n % 100);
        }
    },
    FEEDBACK("feedback, wrong tags") {
        @Override
        void write(ByteBuffer to, Random random, int n, String ufrag) {
            to.limit(1000);
            to.put((byte) 0x80).put((byte) 201).putShort((short) 7).putInt(1).putInt(random.nextInt());
            to.putInt(996, 0x80000000 | random.nextInt(1000));
        }
    },
    CHECKS("checks, wrong password") {
        @Override
        void write(ByteBuffer to, Random random, int n, String ufrag) {
            byte[] user = (ufrag + ":nobody").getBytes(StandardCharsets.US_ASCII);
            int padded = (user.length + 3) / 4 * 4;
            to.limit(20 + 4 + padded + 24);
            to.putShort((short) 1).putShort((short) (to.limit() - 20)).putInt(0x2112A442);
            to.putLong(random.nextLong()).putInt(random.nextInt());
            to.putShort((short) 6).putShort((short) user.length).put(user).position(24 + padded);
            to.putShort((short) 8).putShort((short) 20);
        }
    },
    RECORDS("handshake records") {
        @Override
        void write(ByteBuffer to, Random random, int n, String ufrag) {
            to.limit(13 + 1000);
            to.put((byte) 22).putShort((short) 0xFEFD).putShort((short) 1);
            to.putLong(4, random.nextLong() >>> 8).putShort(3, (short) 1).putShort(11, (short) 1000);
        }
    },
    /** From a socket that never was a client's. */
    STRANGER("media from an unknown address") {
        @Override
        void write(ByteBuffer to, Random random, int n, String ufrag) {
            rtp(to.limit(SIZE), random, STREAM, 2 + n % 100);
        }
    };

    /** What the attacker sends one genuine packet of, so that the node knows it. */
    static final int STREAM = 4711;

    private static final int SIZE = 1200;
    final String words;

    Junk(String words) {
        this.words = words;
    }

    /** Writes the {@code n}th from 0 up to the limit that it sets; what it does not write keeps old bytes. */
    abstract void write(ByteBuffer to, Random random, int n, String ufrag);

    static void rtp(ByteBuffer to, Random random, int ssrc, int sequence) {
        to.put((byte) 0x80).put((byte) 111).putShort((short) sequence).putInt(960 * sequence);
        to.putInt(ssrc).putInt(random.nextInt());
    }
}
