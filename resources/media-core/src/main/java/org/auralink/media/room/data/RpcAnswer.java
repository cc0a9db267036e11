package org.auralink.media.room.data;

import org.jspecify.annotations.Nullable;

/**
 * What a participant answers to a call: LiveKit's {@code RpcAck}, then its {@code RpcResponse}.
 *
 * @param request id of the call
 * @param acknowledgement whether it only says that the call has come
 * @param payload of a call that was done
 * @param failure of one that was not; null otherwise
 */
public record RpcAnswer(
        String request,
        boolean acknowledgement,
        String payload,
        @Nullable RpcFailure failure) {
    private static final int REQUEST = 1;
    private static final int PAYLOAD = 2;
    private static final int FAILURE = 3;

    private static final int CODE = 1;
    private static final int MESSAGE = 2;
    private static final int DATA = 3;

    /** Reads one; a payload that is compressed, which nobody asked for, counts as none. */
    static RpcAnswer read(boolean acknowledgement, byte[] buf, int from, int size) {
        String request = "";
        String payload = "";
        RpcFailure failure = null;
        var reader = new WireReader(buf, from, size);
        while (reader.next()) {
            if (!reader.isDelimited()) {
                continue;
            }
            switch (reader.field()) {
                case REQUEST -> request = reader.text();
                case PAYLOAD -> payload = reader.text();
                case FAILURE -> failure = failure(buf, reader.from(), reader.end() - reader.from());
                default -> {
                    // Newer than us.
                }
            }
        }
        return new RpcAnswer(request, acknowledgement, payload, failure);
    }

    private static RpcFailure failure(byte[] buf, int from, int size) {
        long code = 0;
        String message = "";
        String data = "";
        var reader = new WireReader(buf, from, size);
        while (reader.next()) {
            switch (reader.field()) {
                case CODE -> code = reader.number();
                case MESSAGE -> message = reader.isDelimited() ? reader.text() : "";
                case DATA -> data = reader.isDelimited() ? reader.text() : "";
                default -> {
                    // Newer than us.
                }
            }
        }
        return new RpcFailure((int) code, message, data);
    }

    @Override
    public String toString() {
        return "RpcAnswer[" + request + "]";
    }
}
