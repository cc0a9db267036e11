package org.auralink.media.srtp;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/** Keys and packets for tests. */
final class SealedPackets {
    static final int SSRC = 0xCAFEBABE;

    private SealedPackets() {}

    static SrtpKeys keys(SrtpProfile profile, long seed) {
        byte[] material = new byte[profile.keyMaterialLength()];
        new Random(seed).nextBytes(material);
        return new SrtpKeys(profile, material);
    }

    static byte[] rtp(int ssrc, int sequence, int payload) {
        ByteBuffer packet = ByteBuffer.allocate(12 + payload);
        packet.put((byte) 0x80).put((byte) 96).putShort((short) sequence).putInt(sequence * 3000);
        packet.putInt(ssrc);
        Arrays.fill(packet.array(), 12, 12 + payload, (byte) sequence);
        return packet.array();
    }

    /** A receiver report of nobody's stream. */
    static byte[] rtcp(int ssrc) {
        return ByteBuffer.allocate(8)
                .put((byte) 0x80)
                .put((byte) 201)
                .putShort((short) 1)
                .putInt(ssrc)
                .array();
    }

    static byte[] seal(SrtpSender sender, byte[] packet) {
        byte[] out = new byte[packet.length + sender.overhead()];
        int size = sender.sealRtp(packet, 0, packet.length, out);
        if (size < 0) {
            throw new AssertionError("not sealed: " + size);
        }
        return Arrays.copyOf(out, size);
    }

    static byte[] sealRtcp(SrtpSender sender, byte[] packet) {
        byte[] out = new byte[packet.length + sender.overhead()];
        int size = sender.sealRtcp(packet, 0, packet.length, out);
        if (size < 0) {
            throw new AssertionError("not sealed: " + size);
        }
        return Arrays.copyOf(out, size);
    }
}
