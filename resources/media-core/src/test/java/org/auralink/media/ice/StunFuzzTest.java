package org.auralink.media.ice;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Datagrams that claim to be checks, before anything about their sender is known. */
class StunFuzzTest {
    private static final IceCredentials LOCAL = new IceCredentials("evtj", "VOkJxbRl1RmTxUk/WvJxBt");
    private static final InetSocketAddress SOURCE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 4_000);

    @FuzzTest(maxDuration = "2m")
    void anyDatagramIsReadOrRefused(byte[] datagram) {
        StunRequest request = StunRequest.parse(datagram, 0, datagram.length);
        if (request == null) {
            return;
        }
        assertThat(StunRequest.isStun(datagram, 0, datagram.length)).isTrue();
        assertThat(request.receiverUfrag()).doesNotContain(":");
        IceLiteAgent.Result result = new IceLiteAgent(LOCAL).onRequest(request, SOURCE);
        boolean answered = result.outcome() != IceLiteAgent.Outcome.UNAUTHENTICATED;
        assertThat(result.answer() != null).isEqualTo(answered);
    }
}
