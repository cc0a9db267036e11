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

    static byte[] pictureLoss() {
        var packet = new PictureLossIndication(1, 2);
        byte[] out = new byte[packet.size()];
        packet.write(out, 0);
        return out;
    }
}
