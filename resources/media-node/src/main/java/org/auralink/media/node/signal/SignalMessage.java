package org.auralink.media.node.signal;

import livekit.LivekitRtc.SignalResponse;
import org.auralink.media.node.protocol.ProtoJson;
import org.jspecify.annotations.Nullable;

/** A message to clients and its forms on the wire, each made once however many clients get it. For any thread. */
final class SignalMessage {
    private final SignalResponse response;
    private volatile byte @Nullable [] binary;
    private volatile @Nullable String text;

    SignalMessage(SignalResponse response) {
        this.response = response;
    }

    /** What it says. */
    SignalResponse response() {
        return response;
    }

    /** As protobuf; the same array for all, not to be changed. */
    byte[] binary() {
        byte[] made = binary;
        if (made == null) {
            made = response.toByteArray();
            binary = made;
        }
        return made;
    }

    /** As protojson. */
    String text() {
        String made = text;
        if (made == null) {
            made = ProtoJson.plain(response);
            text = made;
        }
        return made;
    }
}
