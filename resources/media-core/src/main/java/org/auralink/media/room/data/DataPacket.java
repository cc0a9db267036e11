package org.auralink.media.room.data;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.room.model.ParticipantSid;
import org.jspecify.annotations.Nullable;

/**
 * LiveKit's {@code DataPacket} as a client sent it. Only what a room routes by is read; the rest is passed on as it is,
 * also what is newer than us or encrypted (ADR 8).
 */
public final class DataPacket {
    private static final int KIND = 1;
    private static final int USER = 2;
    private static final int IDENTITY = 4;
    private static final int DESTINATIONS = 5;
    private static final int TRANSCRIPTION = 7;
    private static final int METRICS = 8;
    private static final int RPC_REQUEST = 10;
    private static final int RPC_ACK = 11;
    private static final int RPC_RESPONSE = 12;
    private static final int STREAM_HEADER = 13;
    private static final int SEQUENCE = 16;
    private static final int SID = 17;

    /** Fields of {@code UserPacket}. */
    private static final int USER_SID = 1;

    private static final int USER_PAYLOAD = 2;
    private static final int USER_DESTINATION_SIDS = 3;
    private static final int USER_TOPIC = 4;
    private static final int USER_IDENTITY = 5;
    private static final int USER_DESTINATIONS = 6;
    private static final int USER_NONCE = 11;

    /** Fields of {@code RpcRequest}, and its only version. */
    private static final int RPC_ID = 1;

    private static final int RPC_METHOD = 2;
    private static final int RPC_PAYLOAD = 3;
    private static final int RPC_TIMEOUT = 4;
    private static final int RPC_VERSION = 5;
    private static final int VERSION = 1;

    private static final int NONCE_BYTES = 16;

    /** Receivers that a packet may name: as many as a large room has. Each is looked up. */
    private static final int MAX_DESTINATIONS = 1_000;

    private final byte[] buf;
    private final int offset;
    private final int size;
    private final List<String> identities = new ArrayList<>();
    private final List<String> sids = new ArrayList<>();
    private int value;
    private int valueFrom;
    private int valueSize;
    private long sequence;
    private String author = "";
    private @Nullable Nonce nonce;

    /** What all repetitions of one message have in common: 16 bytes that its sender drew. */
    public record Nonce(long high, long low) {}

    private DataPacket(byte[] buf, int from, int size) {
        this.buf = buf;
        this.offset = from;
        this.size = size;
    }

    /** Reads one; null when it is none. The array has to stay as it is while this is used. */
    public static @Nullable DataPacket read(byte[] buf, int from, int size) {
        var packet = new DataPacket(buf, from, size);
        return packet.read() ? packet : null;
    }

    private boolean read() {
        var reader = new WireReader(buf, offset, size);
        while (reader.next()) {
            switch (reader.field()) {
                case IDENTITY -> author = reader.isDelimited() ? reader.text() : "";
                case DESTINATIONS -> {
                    if (reader.isDelimited()) {
                        identities.add(reader.text());
                    }
                }
                case SEQUENCE -> sequence = reader.number() & 0xffff_ffffL;
                case KIND, SID -> {
                    // Which channel it came on and who sent it is known better.
                }
                case USER -> {
                    value = USER;
                    if (!reader.isDelimited() || !readUser(reader.from(), reader.end() - reader.from())) {
                        return false;
                    }
                }
                default -> {
                    if (reader.isDelimited()) {
                        value = reader.field();
                        valueFrom = reader.from();
                        valueSize = reader.end() - reader.from();
                    }
                }
            }
            if (identities.size() + sids.size() > MAX_DESTINATIONS) {
                return false;
            }
        }
        return !reader.isBroken() && value != 0;
    }

    /** Older clients name the receivers here. */
    private boolean readUser(int from, int length) {
        var reader = new WireReader(buf, from, length);
        while (reader.next()) {
            if (reader.isDelimited() && reader.field() == USER_DESTINATIONS) {
                identities.add(reader.text());
            } else if (reader.isDelimited() && reader.field() == USER_DESTINATION_SIDS) {
                sids.add(reader.text());
            } else if (reader.field() == USER_NONCE) {
                readNonce(reader);
            }
            if (identities.size() + sids.size() > MAX_DESTINATIONS) {
                return false;
            }
        }
        return !reader.isBroken();
    }

    private void readNonce(WireReader reader) {
        if (reader.isDelimited() && reader.end() - reader.from() == NONCE_BYTES) {
            var bytes = ByteBuffer.wrap(buf, reader.from(), NONCE_BYTES);
            nonce = new Nonce(bytes.getLong(), bytes.getLong());
        }
    }

    /** By which repetitions of user data are noticed; null when its sender does not say. */
    public @Nullable Nonce nonce() {
        return nonce;
    }

    /** Number of a reliable packet among those of its sender, from 1 on; 0 from clients that do not count. */
    public long sequence() {
        return sequence;
    }

    /** Whether it is meant for everybody. */
    public boolean isForAll() {
        return identities.isEmpty() && sids.isEmpty();
    }

    /** Whether it is meant for this participant. */
    public boolean isFor(ParticipantIdentity identity, ParticipantSid sid) {
        return isForAll() || identities.contains(identity.value()) || sids.contains(sid.value());
    }

    /** Whether it transcribes speech, which only an agent may do in somebody's name. */
    public boolean isTranscription() {
        return value == TRANSCRIPTION;
    }

    /** What it answers to a call; null when it is something else. */
    public @Nullable RpcAnswer rpcAnswer() {
        return value == RPC_ACK || value == RPC_RESPONSE
                ? RpcAnswer.read(value == RPC_ACK, buf, valueFrom, valueSize)
                : null;
    }

    /** The stream that it begins; null when it is something else. */
    public @Nullable StreamHeader streamHeader() {
        return value == STREAM_HEADER ? StreamHeader.read(buf, valueFrom, valueSize) : null;
    }

    /** How many receivers it names; 0 when it is for everybody. */
    public int receivers() {
        return identities.size() + sids.size();
    }

    /** Whether it is a client's measurements, which are for the server. */
    public boolean isMetrics() {
        return value == METRICS;
    }

    /**
     * The packet as the receivers get it: its sender is who really sent it, whatever it says.
     *
     * @param agent whether the sender is an agent, which may speak in somebody else's name
     */
    public byte[] sentBy(ParticipantSid sid, ParticipantIdentity identity, boolean agent) {
        String name = agent && !author.isEmpty() ? author : identity.value();
        var out = new WireWriter(size + 128);
        var reader = new WireReader(buf, offset, size);
        while (reader.next()) {
            switch (reader.field()) {
                case IDENTITY, SID -> {
                    // Said below.
                }
                case USER -> out.bytes(USER, user(reader.from(), reader.end() - reader.from(), sid, name));
                default -> out.fields(buf, reader.start(), reader.end());
            }
        }
        return out.text(IDENTITY, name).text(SID, sid.value()).toBytes();
    }

    /** Clients of before 2024 read the sender here. */
    private byte[] user(int from, int length, ParticipantSid sid, String name) {
        var out = new WireWriter(length + 128);
        var reader = new WireReader(buf, from, length);
        while (reader.next()) {
            if (reader.field() != USER_SID && reader.field() != USER_IDENTITY) {
                out.fields(buf, reader.start(), reader.end());
            }
        }
        return out.text(USER_SID, sid.value()).text(USER_IDENTITY, name).toBytes();
    }

    /** The packet that carries bytes which came on a channel of the client's own, as LiveKit wraps them. */
    public static byte[] raw(byte[] buf, int from, int size, ParticipantSid sid, ParticipantIdentity identity) {
        byte[] payload = Arrays.copyOfRange(buf, from, from + size);
        byte[] user = new WireWriter(size + 128)
                .bytes(USER_PAYLOAD, payload)
                .text(USER_SID, sid.value())
                .text(USER_IDENTITY, identity.value())
                .toBytes();
        return new WireWriter(user.length + 128)
                .bytes(USER, user)
                .text(IDENTITY, identity.value())
                .text(SID, sid.value())
                .toBytes();
    }

    /**
     * The packet that carries what an application sends by the server API.
     *
     * @param topic may be null
     * @param nonce of 16 bytes, by which rooms notice repetitions; may be empty
     */
    public static byte[] fromServer(byte[] payload, @Nullable String topic, byte[] nonce, List<String> receivers) {
        var user = new WireWriter(payload.length + 64).bytes(USER_PAYLOAD, payload);
        if (topic != null) {
            user.text(USER_TOPIC, topic);
        }
        if (nonce.length > 0) {
            user.bytes(USER_NONCE, nonce);
        }
        var out = new WireWriter(payload.length + 128).bytes(USER, user.toBytes());
        receivers.forEach(identity -> out.text(DESTINATIONS, identity));
        return out.toBytes();
    }

    /**
     * The packet by which an application calls a method of a participant. It comes from nobody, whom the participant
     * answers.
     */
    public static byte[] call(String id, String method, String payload, int timeoutMillis, String receiver) {
        byte[] request = new WireWriter(payload.length() + 128)
                .text(RPC_ID, id)
                .text(RPC_METHOD, method)
                .text(RPC_PAYLOAD, payload)
                .number(RPC_TIMEOUT, timeoutMillis)
                .number(RPC_VERSION, VERSION)
                .toBytes();
        return new WireWriter(request.length + 128)
                .bytes(RPC_REQUEST, request)
                .text(DESTINATIONS, receiver)
                .toBytes();
    }
}
