package org.auralink.media.node.protocol;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;

/** The two JSON dialects of LiveKit's server side: they differ in field names and in whether defaults are written. */
public final class ProtoJson {
    private static final JsonFormat.Printer TWIRP = JsonFormat.printer()
            .preservingProtoFieldNames()
            .alwaysPrintFieldsWithNoPresence()
            .omittingInsignificantWhitespace();
    private static final JsonFormat.Printer PLAIN = JsonFormat.printer().omittingInsignificantWhitespace();

    private ProtoJson() {}

    /** Server API answers: snake_case, defaults written. */
    public static String twirp(Message message) {
        return print(TWIRP, message);
    }

    /** Webhook events and text frames of the signalling: camelCase, defaults omitted. */
    public static String plain(Message message) {
        return print(PLAIN, message);
    }

    private static String print(JsonFormat.Printer printer, Message message) {
        try {
            Descriptor newer = NewerSchema.of(message.getDescriptorForType());
            if (newer == null) {
                return printer.print(message);
            }
            var whole = DynamicMessage.newBuilder(newer);
            SafeProtobuf.convert(message, whole);
            return printer.print(whole);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("only google.protobuf.Any can be unprintable, and none is used", e);
        }
    }
}
