package org.auralink.media.room.data;

/**
 * Why a call was not done: LiveKit's {@code RpcError}.
 *
 * @param code one of {@link BuiltIn}, or an application's own
 * @param message for people
 * @param data an application's own; may be empty
 */
public record RpcFailure(int code, String message, String data) {
    /** Failures that everybody who calls can meet; numbers and texts are LiveKit's, because SDKs match them. */
    public enum BuiltIn {
        /** The method is not there. */
        UNSUPPORTED_METHOD(1400, "Method not supported at destination"),
        /** Nobody has this identity. */
        RECIPIENT_NOT_FOUND(1401, "Recipient not found"),
        /** The call is larger than a packet. */
        REQUEST_PAYLOAD_TOO_LARGE(1402, "Request payload too large"),
        /** The server does not pass calls on. */
        UNSUPPORTED_SERVER(1403, "RPC not supported by server"),
        /** The recipient speaks another version. */
        UNSUPPORTED_VERSION(1404, "Unsupported RPC version"),
        /** The method failed. */
        APPLICATION_ERROR(1500, "Application error in method handler"),
        /** The recipient did not say that it has the call. */
        CONNECTION_TIMEOUT(1501, "Connection timeout"),
        /** The method took too long. */
        RESPONSE_TIMEOUT(1502, "Response timeout"),
        /** The recipient left while it was called. */
        RECIPIENT_DISCONNECTED(1503, "Recipient disconnected"),
        /** The result is larger than a packet. */
        RESPONSE_PAYLOAD_TOO_LARGE(1504, "Response payload too large"),
        /** The call could not be sent. */
        SEND_FAILED(1505, "Failed to send");

        private final int code;
        private final String message;

        BuiltIn(int code, String message) {
            this.code = code;
            this.message = message;
        }

        /** The number on the wire. */
        public int code() {
            return code;
        }

        /** This failure, of a call. */
        public RpcFailure failure() {
            return new RpcFailure(code, message, "");
        }
    }

    @Override
    public String toString() {
        return "RpcFailure[" + code + "]";
    }
}
