package org.auralink.media.node.protocol;

import com.google.protobuf.Message;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import livekit.LivekitRtc.JoinRequest;
import livekit.LivekitRtc.WrappedJoinRequest;

/**
 * What clients with one peer connection put into the address of their WebSocket: LiveKit's {@code JoinRequest}, as
 * base64 of protobuf, mostly compressed. The sentences of its refusals are LiveKit's.
 */
public final class WrappedJoin {
    private WrappedJoin() {}

    /**
     * Reads the value of {@code join_request}.
     *
     * @throws InputException when it is not that, or exceeds a limit
     */
    public static JoinRequest read(String value) throws InputException {
        if (value.isEmpty()) {
            throw InputException.malformed("join_request is required");
        }
        byte[] decoded;
        try {
            decoded = Base64.getUrlDecoder().decode(value);
        } catch (IllegalArgumentException e) {
            throw InputException.malformed("cannot base64 decode wrapped join request");
        }
        var wrapped = WrappedJoinRequest.newBuilder();
        merge(decoded, wrapped, InputLimits.WRAPPED_JOIN, "cannot unmarshal wrapped join request");
        byte[] plain = wrapped.getJoinRequest().toByteArray();
        if (wrapped.getCompression() == WrappedJoinRequest.Compression.GZIP) {
            plain = unzip(plain);
        }
        var request = JoinRequest.newBuilder();
        merge(plain, request, InputLimits.JOIN, "cannot unmarshal join request");
        return request.build();
    }

    private static void merge(byte[] bytes, Message.Builder into, InputLimits limits, String malformed)
            throws InputException {
        try {
            SafeProtobuf.merge(bytes, into, limits);
        } catch (InputException e) {
            throw e.kind() == InputException.Kind.TOO_MUCH
                    ? InputException.tooMuch("join request too large: " + e.getMessage())
                    : InputException.malformed(malformed);
        }
    }

    /** Never makes more of it than the limit, whatever it claims to be. */
    private static byte[] unzip(byte[] zipped) throws InputException {
        int most = InputLimits.JOIN.length();
        try (var in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            byte[] plain = in.readNBytes(most + 1);
            if (plain.length > most) {
                throw InputException.tooMuch("join request too large");
            }
            return plain;
        } catch (IOException e) {
            throw InputException.malformed("cannot read decompressed join request");
        }
    }
}
