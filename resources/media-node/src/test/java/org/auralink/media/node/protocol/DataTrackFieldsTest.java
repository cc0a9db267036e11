package org.auralink.media.node.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.util.HexFormat;
import livekit.LivekitRtc.PublishDataTrackRequest;
import org.auralink.media.room.model.DataTrackFormat;
import org.auralink.media.room.model.DataTrackFormat.Encoding;
import org.auralink.media.room.model.DataTrackFormat.Schema;
import org.auralink.media.room.model.DataTrackInfo;
import org.auralink.media.room.model.TrackSid;
import org.junit.jupiter.api.Test;

class DataTrackFieldsTest {
    /** As protobuf's own encoder writes {well_known: JSON}, and {name: "position", encoding: {custom: "cddl"}}. */
    private static final String JSON = "0807";

    private static final String POSITION = "0a08706f736974696f6e1206120463" + "64646c";

    private static ByteString bytes(String hex) {
        return ByteString.copyFrom(HexFormat.of().parseHex(hex));
    }

    private static DataTrackFormat read(String encoding, String schema) {
        return DataTrackFields.format(PublishDataTrackRequest.newBuilder()
                .setPubHandle(1)
                .setName("gps")
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(
                                4,
                                Field.newBuilder()
                                        .addLengthDelimited(bytes(encoding))
                                        .build())
                        .addField(
                                5,
                                Field.newBuilder()
                                        .addLengthDelimited(bytes(schema))
                                        .build())
                        .build())
                .build());
    }

    @Test
    void whatAPublisherSaysOfItsFramesIsReadAndTold() {
        DataTrackFormat format = read(JSON, POSITION);
        assertThat(format)
                .isEqualTo(new DataTrackFormat(new Encoding(7, null), new Schema("position", new Encoding(0, "cddl"))));
        UnknownFieldSet told = Models.dataTrack(new DataTrackInfo(1, new TrackSid("DTR_1"), "gps", 0, format))
                .getUnknownFields();
        assertThat(told.getField(5).getLengthDelimitedList()).containsExactly(bytes(JSON));
        assertThat(told.getField(6).getLengthDelimitedList()).containsExactly(bytes(POSITION));
    }

    @Test
    void whatIsNotSaidIsNotTold() {
        DataTrackFormat format = DataTrackFields.format(PublishDataTrackRequest.getDefaultInstance());
        assertThat(format).isEqualTo(DataTrackFormat.UNKNOWN);
        assertThat(Models.dataTrack(new DataTrackInfo(1, new TrackSid("DTR_1"), "gps", 0, format))
                        .getUnknownFields()
                        .asMap())
                .isEmpty();
    }

    @Test
    void whatCannotBeReadIsNoFormatThatARoomTakes() {
        assertThat(read("ff", POSITION).isValid()).isFalse();
        assertThat(read(JSON, "0aff").isValid()).isFalse();
        assertThat(read(JSON, "12021205").isValid()).isFalse();
        assertThat(read("00".repeat(4_000), POSITION).isValid()).isFalse();
    }
}
