package org.auralink.media.room.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Data packets as clients write and read them. */
public final class Packets {
    private Packets() {}

    /** User data. @param sequence 0 for none */
    public static byte[] user(String payload, long sequence, String... destinations) {
        var out = new WireWriter(64);
        for (String destination : destinations) {
            out.text(5, destination);
        }
        byte[] user = new WireWriter(64)
                .bytes(2, payload.getBytes(StandardCharsets.UTF_8))
                .text(1, "PA_forged")
                .text(5, "forged")
                .toBytes();
        out.bytes(2, user).text(4, "forged").text(17, "PA_forged");
        return sequence == 0 ? out.toBytes() : out.number(16, sequence).toBytes();
    }

    /** As older clients name their receivers. */
    public static byte[] userTo(String payload, String sid) {
        byte[] user = new WireWriter(64)
                .bytes(2, payload.getBytes(StandardCharsets.UTF_8))
                .text(3, sid)
                .toBytes();
        return new WireWriter(64).number(1, 1).bytes(2, user).toBytes();
    }

    /** A packet whose value is this field of the message. */
    public static byte[] value(int field, String author) {
        return new WireWriter(64)
                .bytes(field, new byte[] {8, 1})
                .text(4, author)
                .toBytes();
    }

    /** Texts of a field of the packet. */
    public static List<String> texts(byte[] packet, int field) {
        List<String> texts = new ArrayList<>();
        var reader = new WireReader(packet, 0, packet.length);
        while (reader.next()) {
            if (reader.field() == field) {
                texts.add(reader.text());
            }
        }
        return texts;
    }

    /** Texts of a field of the user packet in the packet. */
    public static List<String> userTexts(byte[] packet, int field) {
        var reader = new WireReader(packet, 0, packet.length);
        while (reader.next()) {
            if (reader.field() == 2) {
                byte[] user = java.util.Arrays.copyOfRange(packet, reader.from(), reader.end());
                return texts(user, field);
            }
        }
        return List.of();
    }

    /** Its number, 0 for none. */
    public static long sequence(byte[] packet) {
        DataPacket read = read(packet);
        return read == null ? -1 : read.sequence();
    }

    public static @Nullable DataPacket read(byte[] packet) {
        return DataPacket.read(packet, 0, packet.length);
    }

    /** {@code RpcAck}. @param destination empty for none, as to the server */
    public static byte[] rpcAck(String request, String destination) {
        return to(destination)
                .bytes(11, new WireWriter(64).text(1, request).toBytes())
                .toBytes();
    }

    /** {@code RpcResponse} with a payload. */
    public static byte[] rpcResponse(String request, String payload, String destination) {
        byte[] response = new WireWriter(64).text(1, request).text(2, payload).toBytes();
        return to(destination).bytes(12, response).toBytes();
    }

    /** {@code RpcResponse} with an error. */
    public static byte[] rpcError(String request, int code, String message, String data) {
        byte[] error = new WireWriter(64)
                .number(1, code)
                .text(2, message)
                .text(3, data)
                .toBytes();
        byte[] response = new WireWriter(64).text(1, request).bytes(3, error).toBytes();
        return to("").bytes(12, response).toBytes();
    }

    private static WireWriter to(String destination) {
        return new WireWriter(64).text(5, destination);
    }

    /** Id, method, payload, time limit and version of the {@code RpcRequest} in a packet. */
    public static List<String> rpcRequest(byte[] packet) {
        List<String> fields = new ArrayList<>();
        var reader = new WireReader(packet, 0, packet.length);
        while (reader.next()) {
            if (reader.field() == 10) {
                var request = new WireReader(packet, reader.from(), reader.end() - reader.from());
                while (request.next()) {
                    fields.add(request.isDelimited() ? request.text() : Long.toString(request.number()));
                }
            }
        }
        return fields;
    }
}
