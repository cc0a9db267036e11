package org.auralink.media.node.protocol;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import java.util.List;
import java.util.Map;
import livekit.LivekitRoom.RoomConfiguration;

/**
 * Fields of LiveKit's messages that are newer than the generated classes. They travel as unknown fields; JSON gets to them
 * by {@link NewerSchema}.
 */
public final class NewerFields {
    /** Number of {@code RoomConfiguration.tags}, a map of texts that the generated classes know. */
    private static final int TAGS = 12;

    /** A map of texts is read within these; what it is part of was read within others. */
    private static final InputLimits MAP = new InputLimits(1024 * 1024, 3, 3_000, 64);

    private NewerFields() {}

    /** The last text with this number; empty when there is none, or it is no UTF-8. */
    public static String text(Message message, int number) {
        List<ByteString> values = values(message, number);
        ByteString last = values.isEmpty() ? ByteString.EMPTY : values.get(values.size() - 1);
        return last.isValidUtf8() ? last.toStringUtf8() : "";
    }

    /**
     * The map of texts with this number.
     *
     * @throws InputException when it is not that
     */
    public static Map<String, String> texts(Message message, int number) throws InputException {
        List<ByteString> values = values(message, number);
        if (values.isEmpty()) {
            return Map.of();
        }
        var tags = RoomConfiguration.newBuilder();
        SafeProtobuf.merge(
                UnknownFieldSet.newBuilder()
                        .addField(TAGS, field(values))
                        .build()
                        .toByteArray(),
                tags,
                MAP);
        return Map.copyOf(tags.getTagsMap());
    }

    /** Adds a text, unless it is empty. */
    public static void addText(Message.Builder to, int number, String text) {
        if (!text.isEmpty()) {
            add(to, number, List.of(ByteString.copyFromUtf8(text)));
        }
    }

    /** Adds a map of texts. */
    public static void addTexts(Message.Builder to, int number, Map<String, String> texts) {
        if (!texts.isEmpty()) {
            var tags = RoomConfiguration.newBuilder().putAllTags(texts).build();
            add(to, number, entries(tags));
        }
    }

    /** Each entry of the map as it stands on the wire. */
    private static List<ByteString> entries(RoomConfiguration tags) {
        var field = RoomConfiguration.getDescriptor().findFieldByNumber(TAGS);
        return ((List<?>) tags.getField(field))
                .stream().map(entry -> ((Message) entry).toByteString()).toList();
    }

    private static List<ByteString> values(Message message, int number) {
        return message.getUnknownFields().getField(number).getLengthDelimitedList();
    }

    private static void add(Message.Builder to, int number, List<ByteString> values) {
        to.setUnknownFields(UnknownFieldSet.newBuilder(to.getUnknownFields())
                .mergeField(number, field(values))
                .build());
    }

    private static UnknownFieldSet.Field field(List<ByteString> values) {
        var field = UnknownFieldSet.Field.newBuilder();
        values.forEach(field::addLengthDelimited);
        return field.build();
    }
}
