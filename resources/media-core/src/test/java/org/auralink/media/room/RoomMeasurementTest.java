package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.auralink.media.room.data.StreamHeader;
import org.auralink.media.room.model.DisconnectReason;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.sctp.channel.ChannelOptions;
import org.auralink.media.transport.TransportState;
import org.junit.jupiter.api.Test;

/** What rooms tell those who count. */
class RoomMeasurementTest {
    private final TestRoom test = new TestRoom();

    private long count(String what) {
        return test.measured.stream().filter(what::equals).count();
    }

    @Test
    void whatSomebodyReceivesIsCountedUntilItIsNotReceivedAnyMore() {
        TestClient ada = test.connected("ada");
        TestClient bob = test.connected("bob");
        TrackSid voice = ada.publishMicrophone();
        assertThat(count("subscribed AUDIO")).isZero();
        bob.renegotiate();
        assertThat(count("attempt")).isOne();
        assertThat(count("subscribed AUDIO")).isOne();

        bob.signal(new ClientSignal.UpdateSubscription(List.of(voice), false));
        assertThat(count("unsubscribed AUDIO")).isOne();
        bob.renegotiate();
        bob.signal(new ClientSignal.UpdateSubscription(List.of(voice), true));
        bob.signal(new ClientSignal.UpdateSubscription(List.of(voice), false));
        assertThat(count("attempt")).isEqualTo(2);
        assertThat(count("cancel")).isOne();
        assertThat(count("subscribed AUDIO")).isOne();
        assertThat(count("unsubscribed AUDIO")).isOne();
    }

    @Test
    void whoLeavesReceivesNothingAnyMore() {
        TestClient ada = test.connected("ada");
        TestClient bob = test.connected("bob");
        ada.publishMicrophone();
        bob.renegotiate();
        bob.signal(new ClientSignal.Leave(DisconnectReason.CLIENT_INITIATED));
        assertThat(count("subscribed AUDIO")).isOne();
        assertThat(count("unsubscribed AUDIO")).isOne();
    }

    @Test
    void eachConnectionComesUpOnceHoweverOftenItComesBack() {
        TestClient ada = test.connected("ada");
        ada.receiving().become(test.now, TransportState.DISCONNECTED, null);
        ada.receiving().become(test.now, TransportState.CONNECTED, null);
        assertThat(count("up SUBSCRIBER")).isOne();
        assertThat(count("up PUBLISHER")).isZero();
    }

    @Test
    void streamsOfMediaAreMeasuredInBothDirections() {
        TestClient ada = test.connected("ada");
        TestClient bob = test.connected("bob");
        ada.publishMicrophone();
        bob.renegotiate();
        test.pass(6_000);
        assertThat(test.measured).contains("media of MICROPHONE after 0");
        assertThat(test.healths).containsOnlyKeys("of MICROPHONE", "to MICROPHONE");
        assertThat(test.healths.get("of MICROPHONE").lost()).isZero();
    }

    @Test
    void textAndByteStreamsAreToldByWhatTheirSenderSaysOfThem() {
        TestClient ada = test.joinSingle("ada");
        ada.offer();
        ada.sending().become(test.now, TransportState.CONNECTED, null);
        var data = new DataPeer(test, ada.sending());
        data.open("_reliable", ChannelOptions.RELIABLE);
        // {stream_header: {mime_type: "text/plain", total_length: 300, text_header: {}}}
        data.send("_reliable", HexFormat.of().parseHex("6a11" + "220a" + text("text/plain") + "28ac02" + "4a00"));
        // {stream_header: {mime_type: "of-my-own", byte_header: {}}}
        data.send("_reliable", HexFormat.of().parseHex("6a0d" + "2209" + text("of-my-own") + "5200"));
        assertThat(test.streams)
                .containsExactly(
                        new StreamHeader(StreamHeader.Content.TEXT, "text", 300),
                        new StreamHeader(StreamHeader.Content.BYTES, "", -1));
    }

    private static String text(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
