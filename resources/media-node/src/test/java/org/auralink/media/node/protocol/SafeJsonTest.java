package org.auralink.media.node.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.MethodDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import livekit.LivekitRoom;
import livekit.LivekitRtc.SignalRequest;
import org.auralink.media.node.protocol.InputException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeJsonTest {
    private static final InputLimits LIMITS = InputLimits.SIGNAL_JSON;

    private static SignalRequest read(String text) throws InputException {
        var request = SignalRequest.newBuilder();
        SafeJson.merge(text, request, LIMITS);
        return request.build();
    }

    private static Kind refused(String text) {
        InputException refusal = catchThrowableOfType(InputException.class, () -> read(text));
        assertThat(refusal)
                .as("refusal of %s", text.substring(0, Math.min(60, text.length())))
                .isNotNull();
        return refusal.kind();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"addTrack\":{\"source\":\"SCREN_SHARE\"}}",
                "{\"addTrack\":{\"source\":\"camera\"}}",
                "{\"addTrack\":{\"audioFeatures\":[\"TF_STEREO\",\"TF_NEWER\"]}}"
            })
    void aNameThatAListOfNamesDoesNotHaveIsRefusedAndNotLeftOut(String text) {
        assertThat(refused(text)).isEqualTo(Kind.MALFORMED);
    }

    static List<String> numbersThatCostMoreThanTheirLength() {
        String digits = "9".repeat(60_000);
        return List.of(
                "{\"pingReq\":{\"timestamp\":\"" + digits + "\"}}",
                "{\"ping_req\":{\"timestamp\":\"-" + digits + "\"}}",
                "{\"ping\":" + digits.substring(0, 65) + "}",
                "{\"ping\":\"0." + "0".repeat(100) + "1\"}",
                // Java's numbers may have the digits of any script.
                "{\"ping\":\"" + "\u0669".repeat(20_000) + "\"}",
                "{\"addTrack\":{\"width\":1e999999999}}",
                "{\"addTrack\":{\"width\":\"1E+999999999\"}}",
                "{\"addTrack\":{\"width\":\"1e-999999999\"}}",
                "{\"addTrack\":{\"layers\":[{\"bitrate\":\"1e99999\"}]}}",
                "{\"trackSetting\":{\"quality\":\"" + digits + "\"}}",
                "{\"trackSetting\":{\"quality\":\"1e999999999\"}}",
                "{\"addTrack\":{\"audioFeatures\":[\"" + digits + "\"]}}",
                "{\"newerThanUs\":{\"x\":[1e999999999]}}");
    }

    @ParameterizedTest
    @MethodSource("numbersThatCostMoreThanTheirLength")
    void aNumberThatCostsMoreThanItsLengthIsRefused(String text) {
        assertThat(refused(text)).isEqualTo(Kind.TOO_MUCH);
    }

    @Test
    void aTextMayConsistOfDigits() throws Exception {
        assertThat(read("{\"addTrack\":{\"cid\":\"" + "7".repeat(1_000) + "\",\"name\":\"12e34567\"}}")
                        .getAddTrack()
                        .getName())
                .isEqualTo("12e34567");
        assertThat(read("{\"updateMetadata\":{\"attributes\":{\"1e9999\":\"1e9999\"}}}")
                        .getUpdateMetadata()
                        .getAttributesMap())
                .containsEntry("1e9999", "1e9999");
    }

    @Test
    void numbersAreReadInEveryFormThatProtobufKnows() throws Exception {
        assertThat(read("{\"ping\":\"9223372036854775807\"}").getPing()).isEqualTo(Long.MAX_VALUE);
        assertThat(read("{\"ping\":1e3}").getPing()).isEqualTo(1_000);
        assertThat(read("{\"trackSetting\":{\"quality\":\"HIGH\"}}")
                        .getTrackSetting()
                        .getQualityValue())
                .isEqualTo(2);
        assertThat(read("{\"track_setting\":{\"quality\":2}}").getTrackSetting().getQualityValue())
                .isEqualTo(2);
    }

    @Test
    void integersThatTakeAnExceptionToReadCountTenfold() throws Exception {
        String plain = "1,".repeat(4_000) + "1";
        assertThat(read("{\"addTrack\":{\"audioFeatures\":[" + plain + "]}}")
                        .getAddTrack()
                        .getAudioFeaturesValueList())
                .hasSize(4_001);
        assertThat(refused("{\"addTrack\":{\"audioFeatures\":[" + plain.replace("1", "1e0") + "]}}"))
                .isEqualTo(Kind.TOO_MUCH);
    }

    @Test
    void depthEntriesAndLengthAreBounded() {
        assertThat(refused("{\"x\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}"))
                .isEqualTo(Kind.TOO_MUCH);
        assertThat(refused("{\"x\":".repeat(10_000) + "1" + "}".repeat(10_000))).isEqualTo(Kind.TOO_MUCH);
        assertThat(refused("{\"x\":[" + "0,".repeat(20_000) + "0]}")).isEqualTo(Kind.TOO_MUCH);
        assertThat(refused("{\"x\":\"" + "a".repeat(64 * 1024) + "\"}")).isEqualTo(Kind.TOO_MUCH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "1",
                "{",
                "{}{}",
                "{} x",
                "{\"ping\":}",
                "{'ping':1}",
                "{ping:1}",
                "{\"ping\":1,\"ping\":2}",
                "{\"updateMetadata\":{\"attributes\":{\"a\":\"1\",\"\\u0061\":\"2\"}}}",
                "{\"ping\":NaN}",
                "{\"ping\":01}",
                "{\"leave\":[]}",
                "{\"ping\":{}}",
                "{\"addTrack\":{\"width\":\"\"}}",
                "\u0000",
            })
    void whatIsNoJsonOfTheMessageIsRefused(String text) {
        assertThat(refused(text)).isEqualTo(Kind.MALFORMED);
    }

    @Test
    void textThatIsNoUtf8IsRefused() {
        byte[] text = "{\"newer\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
        InputException refusal =
                catchThrowableOfType(InputException.class, () -> SafeJson.object(text, InputLimits.TOKEN));
        assertThat(refusal).hasMessage("expected UTF-8");
    }

    @Test
    void theLimitsHoldEveryMessageOfTheProtocol() {
        Map<Descriptor, Integer> reached = new LinkedHashMap<>();
        reach(SignalRequest.getDescriptor(), 1, reached);
        reach(LivekitRoom.RoomConfiguration.getDescriptor(), 1, reached);
        for (MethodDescriptor method :
                LivekitRoom.getDescriptor().findServiceByName("RoomService").getMethods()) {
            reach(method.getInputType(), 1, reached);
        }
        assertThat(reached.values()).allMatch(depth -> depth <= LIMITS.depth());
        // Their forms in JSON are others, and would need bounds of their own.
        assertThat(reached.keySet()).noneMatch(type -> type.getFullName().startsWith("google."));
        List<String> names = new ArrayList<>();
        for (Descriptor type : reached.keySet()) {
            for (FieldDescriptor field : type.getFields()) {
                if (field.getJavaType() == JavaType.ENUM) {
                    names.addAll(field.getEnumType().getValues().stream()
                            .map(EnumValueDescriptor::getName)
                            .collect(Collectors.toList()));
                }
            }
        }
        assertThat(names).isNotEmpty().allMatch(name -> name.length() <= LIMITS.number());
    }

    /** Notes how deep each type of message stands at least once, lists counted too. */
    private static void reach(Descriptor type, int depth, Map<Descriptor, Integer> reached) {
        if (reached.getOrDefault(type, 0) >= depth) {
            return;
        }
        reached.put(type, depth);
        for (FieldDescriptor field : type.getFields()) {
            if (field.getJavaType() == JavaType.MESSAGE) {
                reach(field.getMessageType(), depth + (field.isRepeated() && !field.isMapField() ? 2 : 1), reached);
            }
        }
    }
}
