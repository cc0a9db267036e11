package org.auralink.media.node.twirp;

import java.util.Map;
import org.auralink.media.node.twirp.TwirpError.Code;
import org.auralink.media.room.data.RpcFailure;
import org.auralink.media.room.data.RpcFailure.BuiltIn;

/** How a call that was not done is told to who asked for it; codes and texts are LiveKit's. */
public final class RpcErrors {
    private static final Map<Integer, Code> CODES = Map.of(
            BuiltIn.UNSUPPORTED_METHOD.code(), Code.INVALID_ARGUMENT,
            BuiltIn.RECIPIENT_NOT_FOUND.code(), Code.NOT_FOUND,
            BuiltIn.REQUEST_PAYLOAD_TOO_LARGE.code(), Code.MALFORMED,
            BuiltIn.UNSUPPORTED_SERVER.code(), Code.UNIMPLEMENTED,
            BuiltIn.UNSUPPORTED_VERSION.code(), Code.UNIMPLEMENTED,
            BuiltIn.CONNECTION_TIMEOUT.code(), Code.CANCELED,
            BuiltIn.RESPONSE_TIMEOUT.code(), Code.CANCELED,
            BuiltIn.RECIPIENT_DISCONNECTED.code(), Code.UNAVAILABLE);

    private RpcErrors() {}

    /** The refusal for this failure; of an application's own the code is {@code internal}. */
    public static TwirpError of(RpcFailure failure) {
        String text = "RpcError " + Integer.toUnsignedString(failure.code()) + ": " + failure.message();
        return new TwirpError(
                CODES.getOrDefault(failure.code(), Code.INTERNAL),
                failure.data().isEmpty() ? text : text + ": " + failure.data());
    }
}
