package org.auralink.media.node.protocol;

import com.google.protobuf.ByteString;
import com.google.protobuf.Empty;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.util.List;
import livekit.LivekitModels;
import livekit.LivekitRtc.PublishDataTrackRequest;
import org.auralink.media.room.model.DataTrackFormat;
import org.auralink.media.room.model.DataTrackFormat.Encoding;
import org.auralink.media.room.model.DataTrackFormat.Schema;
import org.jspecify.annotations.Nullable;

/**
 * {@code frame_encoding} and {@code schema} of data tracks, which the generated classes lack: unknown fields, so that
 * clients who speak JSON neither say nor see them.
 */
final class DataTrackFields {
    private static final int REQUEST_ENCODING = 4;
    private static final int REQUEST_SCHEMA = 5;
    private static final int INFO_ENCODING = 5;
    private static final int INFO_SCHEMA = 6;
    private static final int SCHEMA_NAME = 1;
    private static final int SCHEMA_ENCODING = 2;
    private static final int WELL_KNOWN = 1;
    private static final int CUSTOM = 2;

    /** Names of a hundred characters, each in up to four bytes, and some more. */
    private static final InputLimits LIMITS = new InputLimits(2_048, 2, 16, 16);

    private DataTrackFields() {}

    /** What a publisher says. What cannot be read is an encoding without a name, which no room takes. */
    static DataTrackFormat format(PublishDataTrackRequest request) {
        UnknownFieldSet fields = request.getUnknownFields();
        ByteString schema = last(fields, REQUEST_SCHEMA);
        return new DataTrackFormat(encoding(last(fields, REQUEST_ENCODING)), schema == null ? null : schema(schema));
    }

    private static Schema schema(ByteString bytes) {
        UnknownFieldSet fields = read(bytes);
        if (fields == null) {
            return new Schema("", Encoding.NONE);
        }
        ByteString name = last(fields, SCHEMA_NAME);
        return new Schema(name == null ? "" : name.toStringUtf8(), encoding(last(fields, SCHEMA_ENCODING)));
    }

    private static @Nullable Encoding encoding(@Nullable ByteString bytes) {
        if (bytes == null) {
            return null;
        }
        UnknownFieldSet fields = read(bytes);
        if (fields == null) {
            return Encoding.NONE;
        }
        List<Long> wellKnown = fields.getField(WELL_KNOWN).getVarintList();
        ByteString custom = last(fields, CUSTOM);
        return new Encoding(
                wellKnown.isEmpty() ? 0 : wellKnown.get(wellKnown.size() - 1).intValue(),
                custom == null ? null : custom.toStringUtf8());
    }

    private static @Nullable UnknownFieldSet read(ByteString bytes) {
        var unknown = Empty.newBuilder();
        try {
            SafeProtobuf.merge(bytes.toByteArray(), unknown, LIMITS);
        } catch (InputException e) {
            return null;
        }
        return unknown.getUnknownFields();
    }

    private static @Nullable ByteString last(UnknownFieldSet fields, int number) {
        List<ByteString> values = fields.getField(number).getLengthDelimitedList();
        return values.isEmpty() ? null : values.get(values.size() - 1);
    }

    /** Tells others. */
    static void add(LivekitModels.DataTrackInfo.Builder to, DataTrackFormat format) {
        Encoding frames = format.frames();
        if (frames != null) {
            add(to, INFO_ENCODING, encoded(frames));
        }
        Schema schema = format.schema();
        if (schema != null) {
            var fields = UnknownFieldSet.newBuilder();
            fields.addField(SCHEMA_NAME, delimited(ByteString.copyFromUtf8(schema.name())));
            if (schema.encoding() != null) {
                fields.addField(SCHEMA_ENCODING, delimited(encoded(schema.encoding())));
            }
            add(to, INFO_SCHEMA, fields.build().toByteString());
        }
    }

    private static ByteString encoded(Encoding encoding) {
        var fields = UnknownFieldSet.newBuilder();
        if (encoding.custom() == null) {
            fields.addField(
                    WELL_KNOWN,
                    Field.newBuilder().addVarint(encoding.wellKnown()).build());
        } else {
            fields.addField(CUSTOM, delimited(ByteString.copyFromUtf8(encoding.custom())));
        }
        return fields.build().toByteString();
    }

    private static Field delimited(ByteString bytes) {
        return Field.newBuilder().addLengthDelimited(bytes).build();
    }

    private static void add(Message.Builder to, int number, ByteString bytes) {
        to.setUnknownFields(UnknownFieldSet.newBuilder(to.getUnknownFields())
                .addField(number, delimited(bytes))
                .build());
    }
}
