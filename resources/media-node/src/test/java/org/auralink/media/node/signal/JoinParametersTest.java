package org.auralink.media.node.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import livekit.LivekitModels.ClientInfo;
import livekit.LivekitRtc.JoinRequest;
import org.junit.jupiter.api.Test;

class JoinParametersTest {
    private static final List<String> NAMES = List.of(
            "protocol",
            "client_protocol",
            "capabilities",
            "sdk",
            "auto_subscribe",
            "adaptive_stream",
            "reconnect",
            "sid",
            "publish",
            "attributes",
            "browser");

    @Test
    void browserClientIsUnderstood() {
        JoinParameters read = JoinParameters.read(Map.of(
                "auto_subscribe",
                "1",
                "sdk",
                "js",
                "version",
                "2.23.0",
                "protocol",
                "17",
                "client_protocol",
                "2",
                "adaptive_stream",
                "1",
                "capabilities",
                "CAP_COMPRESSION_DEFLATE_RAW,CAP_FROM_THE_FUTURE"));

        assertThat(read.protocol()).isEqualTo(17);
        assertThat(read.clientProtocol()).isEqualTo(2);
        assertThat(read.capabilities()).containsExactly(2);
        assertThat(read.reconnect()).isFalse();
    }

    @Test
    void absentParametersTakeDefaults() {
        JoinParameters read = JoinParameters.read(Map.of());

        assertThat(read.autoSubscribe()).isTrue();
        assertThat(read.protocol()).isZero();
        assertThat(JoinParameters.read(Map.of("auto_subscribe", "0")).autoSubscribe())
                .isFalse();
    }

    @Test
    void attributesAreBase64Json() {
        String encoded =
                Base64.getUrlEncoder().encodeToString("{\"a\":\"b\",\"c\":{}}".getBytes(StandardCharsets.UTF_8));

        assertThat(JoinParameters.read(Map.of("attributes", encoded)).attributes())
                .containsExactly(Map.entry("a", "b"));
    }

    @Test
    void answerWaitsForAllButSdksThatAreKnownToTakeItAtOnce() {
        for (ClientInfo.SDK sdk : ClientInfo.SDK.values()) {
            if (sdk != ClientInfo.SDK.UNRECOGNIZED) {
                var request = JoinRequest.newBuilder()
                        .setClientInfo(ClientInfo.newBuilder().setSdk(sdk))
                        .build();
                assertThat(JoinParameters.of(request).answerWaits())
                        .as(sdk.name())
                        .isEqualTo(sdk != ClientInfo.SDK.JS && sdk != ClientInfo.SDK.REACT_NATIVE);
            }
        }
    }

    @Test
    void noQueryIsEverAnError() {
        var random = new Random(23);
        for (int round = 0; round < 5000; round++) {
            var query = new HashMap<String, String>();
            for (int i = random.nextInt(5); i >= 0; i--) {
                byte[] value = new byte[random.nextInt(40)];
                random.nextBytes(value);
                String text = random.nextBoolean()
                        ? new String(value, StandardCharsets.ISO_8859_1)
                        : Base64.getUrlEncoder().encodeToString(value);
                query.put(NAMES.get(random.nextInt(NAMES.size())), text);
            }
            assertThatCode(() -> JoinParameters.read(query)).doesNotThrowAnyException();
        }
    }
}
