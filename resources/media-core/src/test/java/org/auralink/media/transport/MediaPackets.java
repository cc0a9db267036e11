package org.auralink.media.transport;

import java.nio.ByteBuffer;
import org.auralink.media.rtcp.PictureLossIndication;

/** Plain packets to seal. */
final class MediaPackets {
    private MediaPackets() {}

    static byte[] rtp(int sequence, int size) {
        ByteBuffer packet = ByteBuffer.allocate(size);
        packet.put((byte) 0x80).put((byte) 111).putShort((short) sequence).putInt(960 * sequence);
        packet.putInt(4711).put(size - 1, (byte) sequence);
        return packet.array();
    }

    /** With one block, as small as a client sends it. */
    static byte[] receiverReport() {
        ByteBuffer packet = ByteBuffer.allocate(32);
        packet.put((byte) 0x81).put((byte) 201).putShort((short) 7).putInt(1).putInt(2);
        return packet.array();
    }

    static byte[] pictureLoss() {
        var packet = new PictureLossIndication(1, 2);
        byte[] out = new byte[packet.size()];
        packet.write(out, 0);
        return out;
    }
}
