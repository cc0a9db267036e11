package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.auralink.media.room.model.RoomOptions;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.model.TrackSource;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.room.signal.ServerSignal.RequestReason;
import org.auralink.media.room.signal.ServerSignal.SubscriptionError;
import org.auralink.media.room.signal.SessionDescription;
import org.auralink.media.rtcp.Nack;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.transport.TransportState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A track is taken and passed on as what it is; who cannot send or receive it so is told. */
class RoomCodecTest {
    private static final int PUBLISHED = 96;
    private static final byte[] SPS = {0x67, 0x42, (byte) 0xC0, 0x1F, 1};

    private final TestRoom test = new TestRoom();
    private final TestClient alice = test.connected("alice");
    private final TestClient bob = test.connected("bob");
    private final TestClient carol = test.connected("carol");

    private String offer(String video) {
        return alice.descriptions.offer().replace("VP8/90000\r\n", video);
    }

    private void offerCamera(String video) {
        alice.announce("cam", TrackKind.VIDEO, TrackSource.CAMERA);
        alice.descriptions.send("video", "cam");
        alice.signal(ClientSignal.offer(new SessionDescription(offer(video), 7, Map.of())));
    }

    private TrackSid publishH264(String parameters) {
        offerCamera("H264/90000\r\na=fmtp:96 " + parameters + "\r\n");
        alice.sending().become(test.now, TransportState.CONNECTED, null);
        alice.sendRtp(PUBLISHED, "cam", SPS, -1);
        test.pass(50);
        return alice.sid("cam");
    }

    private static String offered(TestClient client) {
        return client.last(ServerSignal.Offer.class).description().sdp();
    }

    /** Answers with some of what was offered for video. */
    private static void answer(TestClient client, String formats, String more) {
        SessionDescription offer = client.last(ServerSignal.Offer.class).description();
        String sdp = client.descriptions
                .answer(offer.sdp())
                .replaceAll("(m=video \\d+ \\S+) [0-9 ]+", "$1 " + formats)
                .concat(more);
        client.signal(ClientSignal.answer(new SessionDescription(sdp, offer.id(), Map.of())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "H265/90000\r\n",
                "VP9/90000\r\na=fmtp:96 profile-id=2\r\n",
                "AV1/90000\r\na=fmtp:96 profile=1\r\n",
                "H264/90000\r\na=fmtp:96 profile-level-id=64001f\r\n",
                "H264/90000\r\na=fmtp:96 packetization-mode=2;profile-level-id=42e01f\r\n",
                "H264/90000\r\na=fmtp:96 profile-level-id=zzzzzz\r\n",
                "VP8/48000\r\n",
            })
    void aTrackThatCannotBeTakenIsToldToItsPublisher(String video) {
        int heard = bob.signals.size();
        offerCamera(video);
        ServerSignal.RequestAnswered told = alice.last(ServerSignal.RequestAnswered.class);
        assertThat(told.reason()).isEqualTo(RequestReason.UNSUPPORTED_TYPE);
        assertThat(told.cid()).isEqualTo("cam");
        assertThat(told.message())
                .startsWith("section 0: none of its codecs is forwarded here: " + video.split("/", 2)[0])
                .contains("video/VP8, video/H264");
        assertThat(alice.last(ServerSignal.TrackUnpublished.class).track()).isEqualTo(alice.sid("cam"));
        SessionDescription answer = alice.last(ServerSignal.Answer.class).description();
        assertThat(answer.sdp()).contains("m=video 0 ").contains("a=group:BUNDLE d\r\n");
        assertThat(answer.midToTrackId()).isEmpty();
        assertThat(bob.signals).as("the others hear nothing of it").hasSize(heard);
        alice.announce("screen", TrackKind.VIDEO, TrackSource.SCREEN_SHARE);
        alice.descriptions.stop("cam");
        alice.descriptions.send("video", "screen");
        assertThat(alice.offer().midToTrackId())
                .containsExactlyEntriesOf(Map.of("1", alice.sid("screen").value()));
    }

    /** As clients that bundle nothing offer them: each section has credentials of its own. */
    @Test
    void aTrackWithATransportOfItsOwnIsToldToItsPublisher() {
        alice.announce("mic", TrackKind.AUDIO, TrackSource.MICROPHONE);
        alice.announce("cam", TrackKind.VIDEO, TrackSource.CAMERA);
        alice.descriptions.send("audio", "mic");
        alice.descriptions.send("video", "cam");
        String bundled = alice.descriptions.offer();
        int second = bundled.indexOf("m=video");
        String apart = bundled.substring(0, second).replaceAll("a=group:BUNDLE[^\r]*\r\n", "")
                + bundled.substring(second).replaceAll("a=ice-ufrag:[^\r]*", "a=ice-ufrag:another");
        alice.signal(ClientSignal.offer(new SessionDescription(apart, 7, Map.of())));
        ServerSignal.RequestAnswered told = alice.last(ServerSignal.RequestAnswered.class);
        assertThat(told.cid()).isEqualTo("cam");
        assertThat(told.message())
                .isEqualTo("section 1: it is not bundled with the others (a=group:BUNDLE), and there is one"
                        + " transport for all");
        SessionDescription answer = alice.last(ServerSignal.Answer.class).description();
        assertThat(answer.sdp()).contains("m=video 0 ").doesNotContain("m=audio 0 ");
        assertThat(answer.midToTrackId())
                .containsExactlyEntriesOf(Map.of("0", alice.sid("mic").value()));
    }

    @Test
    void whatIsWrongWithTheCodecIsSaid() {
        offerCamera("VP8/48000\r\n");
        assertThat(alice.last(ServerSignal.RequestAnswered.class).message()).contains("forwarded here: VP8/48000;");
    }

    @Test
    void aTrackAnnouncedAfterItsSectionWasOfferedInVainIsToldToo() {
        alice.descriptions.send("video", "cam");
        alice.signal(ClientSignal.offer(new SessionDescription(offer("H265/90000\r\n"), 7, Map.of())));
        assertThat(alice.all(ServerSignal.RequestAnswered.class)).isEmpty();
        alice.announce("cam", TrackKind.VIDEO, TrackSource.CAMERA);
        assertThat(alice.last(ServerSignal.RequestAnswered.class).reason()).isEqualTo(RequestReason.UNSUPPORTED_TYPE);
    }

    @Test
    void aTrackTakesASectionThatCanBeTakenRatherThanOneThatCannot() {
        alice.announce("anything", TrackKind.VIDEO, TrackSource.CAMERA);
        alice.descriptions.send("video", "one");
        alice.descriptions.send("video", "other");
        String sdp = alice.descriptions.offer().replaceFirst("VP8/90000", "H265/90000");
        alice.signal(ClientSignal.offer(new SessionDescription(sdp, 7, Map.of())));
        assertThat(alice.last(ServerSignal.Answer.class).description().midToTrackId())
                .containsExactlyEntriesOf(Map.of("1", alice.sid("anything").value()));
        assertThat(alice.all(ServerSignal.RequestAnswered.class)).isEmpty();
    }

    @Test
    void whatMayNotBePublishedIsNotAccepted() {
        var listener = new org.auralink.media.room.model.Permission(
                true, false, false, java.util.Set.of(), false, false, false, false, false);
        alice.descriptions.send("video", "cam");
        assertThat(alice.offer().sdp()).contains("a=recvonly");
        test.room.updateParticipant(test.now, alice.participant.identity(), null, null, Map.of(), listener);
        assertThat(alice.offer().sdp()).contains("m=video 9 ").doesNotContain("a=recvonly");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "packetization-mode=1;profile-level-id=42C028|112",
                "profile-level-id=4de01f;packetization-mode=1|112",
                "packetization-mode=1;profile-level-id=42001f|116",
                "packetization-mode=1;profile-level-id=4d401f|120",
                "profile-level-id=42e01f|114",
                "x=y|118",
            })
    void h264IsOfferedAsWhatItIs(String published, int payloadType) {
        publishH264(published);
        assertThat(offered(bob)).contains("m=video 9 UDP/TLS/RTP/SAVPF " + payloadType + " ");
        bob.answer();
        alice.sendRtp(PUBLISHED, "cam", SPS, -1);
        assertThat(bob.receiving().rtp).extracting(RtpPacket::payloadType).containsOnly(payloadType);
    }

    @ParameterizedTest
    @CsvSource({"112 113, 112", "98 99 112 113, 112", "120 121 124 125, 120", "98 99, 98"})
    void aReceiverTakesConstrainedBaselineByAnyNameItKnowsItBy(String formats, int payloadType) {
        publishH264("packetization-mode=1;profile-level-id=42e01f");
        answer(bob, formats, "");
        alice.sendRtp(PUBLISHED, "cam", SPS, -1);
        RtpPacket received = bob.receiving().rtp.get(0);
        assertThat(received.payloadType()).isEqualTo(payloadType);
        bob.receiving().arrive(test.now, new Nack(1, received.ssrc(), new int[] {received.sequenceNumber()}));
        RtpPacket repeated = bob.receiving().rtp.get(1);
        assertThat(repeated.payloadType()).isEqualTo(payloadType + 1);
        assertThat(repeated.ssrc()).isNotEqualTo(received.ssrc());
    }

    @Test
    void whoTakesNoRetransmissionStreamGetsThePacketItself() {
        publishH264("packetization-mode=1;profile-level-id=42e01f");
        answer(bob, "112", "");
        alice.sendRtp(PUBLISHED, "cam", SPS, -1);
        RtpPacket received = bob.receiving().rtp.get(0);
        bob.receiving().arrive(test.now, new Nack(1, received.ssrc(), new int[] {received.sequenceNumber()}));
        RtpPacket repeated = bob.receiving().rtp.get(1);
        assertThat(repeated.payloadType()).isEqualTo(112);
        assertThat(repeated.ssrc()).isEqualTo(received.ssrc());
        assertThat(repeated.sequenceNumber()).isEqualTo(received.sequenceNumber());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=fmtp:116 packetization-mode=1;profile-level-id=42e01f\r\n",
                "a=fmtp:116 profile-level-id=x\r\n"
            })
    void aSubscriptionThatCannotBeMadeIsToldToItsSubscriberOnly(String says) {
        TrackSid sid = publishH264("packetization-mode=1;profile-level-id=42001f");
        answer(bob, "116 117", says);
        answer(carol, "116 117", "");
        ServerSignal.SubscriptionFailed told = bob.last(ServerSignal.SubscriptionFailed.class);
        assertThat(told).isEqualTo(new ServerSignal.SubscriptionFailed(sid, SubscriptionError.CODEC_UNSUPPORTED));
        alice.sendRtp(PUBLISHED, "cam", SPS, -1);
        assertThat(bob.receiving().rtp).isEmpty();
        assertThat(carol.receiving().rtp).hasSize(1);
        for (TestClient other : java.util.List.of(alice, carol)) {
            assertThat(other.all(ServerSignal.SubscriptionFailed.class)).isEmpty();
            assertThat(other.all(ServerSignal.RequestAnswered.class)).isEmpty();
        }
    }

    @Test
    void h265IsForwardedWhereItIsEnabled() {
        var enabled = new TestRoom(new RoomOptions(300, 20, 0, List.of("video/VP8", "video/H265"), ""), 3);
        TestClient sender = enabled.connected("sender");
        TestClient receiver = enabled.connected("receiver");
        sender.announce("cam", TrackKind.VIDEO, TrackSource.CAMERA);
        sender.descriptions.send("video", "cam");
        String parameters = "level-id=93;profile-id=1;tier-flag=0;tx-mode=SRST\r\n";
        String sdp = sender.descriptions.offer().replace("VP8/90000\r\n", "H265/90000\r\na=fmtp:96 " + parameters);
        sender.signal(ClientSignal.offer(new SessionDescription(sdp, 7, Map.of())));
        assertThat(sender.last(ServerSignal.Answer.class).description().sdp()).contains("a=fmtp:96 " + parameters);
        sender.sending().become(enabled.now, TransportState.CONNECTED, null);
        byte[] sets = {0x40, 0x01, 0x0C, 1};
        sender.sendRtp(PUBLISHED, "cam", sets, -1);
        enabled.pass(50);
        assertThat(offered(receiver)).contains("m=video 9 UDP/TLS/RTP/SAVPF 108 109\r\n");
        receiver.answer();
        sender.sendRtp(PUBLISHED, "cam", sets, -1);
        assertThat(receiver.receiving().rtp).extracting(RtpPacket::payloadType).containsExactly(108);
        assertThat(sender.participant.info().tracks())
                .singleElement()
                .satisfies(track -> assertThat(track.mimeType()).isEqualTo("video/H265"));
    }
}
