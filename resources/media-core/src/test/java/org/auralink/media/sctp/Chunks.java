package org.auralink.media.sctp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Packets and chunks as a peer would write them. */
final class Chunks {
    private Chunks() {}

    /** A packet with what is written into it. */
    static byte[] packet(int tag, Consumer<PacketWriter> content) {
        List<byte[]> packets = new ArrayList<>();
        PacketWriter writer = new PacketWriter(Endpoint.PORT, Endpoint.PORT, 60_000);
        writer.begin((buf, from, size) -> packets.add(Arrays.copyOfRange(buf, from, from + size)), tag);
        content.accept(writer);
        writer.send();
        return packets.get(0);
    }

    static void writeData(PacketWriter packet, long tsn, int stream, int ssn, int flags, byte[] payload) {
        packet.open(ChunkType.DATA, flags);
        packet.putInt((int) tsn);
        packet.putShort(stream);
        packet.putShort(ssn);
        packet.putInt(53);
        packet.putBytes(payload, 0, payload.length);
        packet.close();
    }

    static DataChunk data(long tsn, int stream, int ssn, int flags, byte[] payload) {
        byte[] bytes = packet(1, packet -> writeData(packet, tsn, stream, ssn, flags, payload));
        PacketReader reader = new PacketReader(1);
        reader.read(bytes, 0, bytes.length);
        reader.next();
        DataChunk chunk = new DataChunk();
        chunk.read(reader);
        return chunk;
    }
}
