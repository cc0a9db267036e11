package org.auralink.media.node.protocol;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.OptionalInt;
import livekit.LivekitRtc.SignalRequest;

/**
 * Requests to store something at the server, and to get it, by which LiveKit's newest clients describe the data of their
 * tracks. They are newer than the generated classes, and no server stores anything unless it is set up to.
 */
public final class DataBlobs {
    /** What who asks is told; LiveKit's reason with it is {@code NOT_ALLOWED}. */
    public static final String REFUSAL = "data blobs are not stored by this server";

    /** {@code store_data_blob_request}, {@code get_data_blob_request}. */
    private static final List<Integer> REQUESTS = List.of(22, 23);

    private static final int REQUEST_ID = 1;

    private DataBlobs() {}

    /** The id of such a request, by which its client knows the answer; empty for any other message. */
    public static OptionalInt request(SignalRequest message) {
        for (int field : REQUESTS) {
            List<ByteString> found = message.getUnknownFields().getField(field).getLengthDelimitedList();
            if (!found.isEmpty()) {
                return OptionalInt.of(SafeProtobuf.number(found.get(found.size() - 1), REQUEST_ID));
            }
        }
        return OptionalInt.empty();
    }
}
