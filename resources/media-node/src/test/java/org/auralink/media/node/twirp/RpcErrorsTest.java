package org.auralink.media.node.twirp;

import static org.assertj.core.api.Assertions.assertThat;

import org.auralink.media.room.data.RpcFailure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RpcErrorsTest {
    @ParameterizedTest
    @CsvSource({
        "1400,400",
        "1401,404",
        "1402,400",
        "1403,501",
        "1404,501",
        "1500,500",
        "1501,408",
        "1502,408",
        "1503,503",
        "1504,500",
        "1505,500",
        "4711,500",
        "-1,500"
    })
    void eachFailureHasTheStatusThatLiveKitGivesIt(int code, int status) {
        TwirpError error = RpcErrors.of(new RpcFailure(code, "not today", "ask tomorrow"));
        assertThat(error.code().status()).isEqualTo(status);
        assertThat(error).hasMessage("RpcError " + Integer.toUnsignedString(code) + ": not today: ask tomorrow");
    }
}
