package org.auralink.media.node.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.util.List;
import livekit.LivekitModels.VideoLayer;
import livekit.LivekitRtc.AddTrackRequest;
import livekit.LivekitRtc.SignalRequest;
import livekit.LivekitRtc.UpdateTrackSettings;
import org.auralink.media.node.protocol.InputException.Kind;
import org.junit.jupiter.api.Test;

class SafeProtobufTest {
    private static final InputLimits LIMITS = InputLimits.SIGNAL;

    private static SignalRequest read(byte[] message) throws InputException {
        var request = SignalRequest.newBuilder();
        SafeProtobuf.merge(message, request, LIMITS);
        return request.build();
    }

    private static Kind refused(byte[] message) {
        InputException refusal = catchThrowableOfType(InputException.class, () -> read(message));
        assertThat(refusal).isNotNull();
        return refusal.kind();
    }

    @Test
    void aMessageIsReadWithWhatIsNewerThanUs() throws Exception {
        var newer = UnknownFieldSet.newBuilder()
                .mergeVarintField(900, 1)
                .mergeLengthDelimitedField(901, ByteString.copyFrom(new byte[100_000]))
                .build();
        var request = SignalRequest.newBuilder()
                .setTrackSetting(UpdateTrackSettings.newBuilder().addTrackSids("TR_1"))
                .setUnknownFields(newer)
                .build();
        assertThat(read(request.toByteArray())).isEqualTo(request);
    }

    @Test
    void aMessageThatListsTooMuchIsRefusedBeforeAnythingIsMadeOfIt() {
        var settings = UpdateTrackSettings.newBuilder();
        var layers = AddTrackRequest.newBuilder();
        var packed = AddTrackRequest.newBuilder();
        var unknown = UnknownFieldSet.newBuilder();
        for (int i = 0; i <= LIMITS.entries(); i++) {
            settings.addTrackSids("");
            layers.addLayers(VideoLayer.getDefaultInstance());
            packed.addAudioFeaturesValue(1);
            unknown.mergeVarintField(900 + i, 1);
        }
        for (var flood : List.of(
                SignalRequest.newBuilder().setTrackSetting(settings),
                SignalRequest.newBuilder().setAddTrack(layers),
                SignalRequest.newBuilder().setAddTrack(packed),
                SignalRequest.newBuilder().setUnknownFields(unknown.build()))) {
            assertThat(refused(flood.build().toByteArray())).isEqualTo(Kind.TOO_MUCH);
        }
    }

    @Test
    void aMessageLargerThanAnyIsRefused() {
        assertThat(refused(new byte[LIMITS.length() + 1])).isEqualTo(Kind.TOO_MUCH);
    }

    @Test
    void groupsWithinEachOtherAreRefused() {
        byte[] groups = new byte[10_000];
        // Field 1, which begins a group.
        java.util.Arrays.fill(groups, (byte) 0x0b);
        assertThat(refused(groups)).isEqualTo(Kind.MALFORMED);
    }

    @Test
    void lengthsThatLieAreRefused() {
        for (byte[] lie : List.of(
                new byte[] {0x0a, 0x7f},
                new byte[] {0x0a, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f},
                new byte[] {0x0a, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x07},
                new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, 1, 2, 3},
                new byte[] {0x0a, 0x02, 0x0a, 0x05})) {
            assertThat(refused(lie)).isEqualTo(Kind.MALFORMED);
        }
    }
}
