package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import org.auralink.media.room.model.CodecInfo;
import org.auralink.media.room.model.TrackInfo;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.model.TrackSource;
import org.auralink.media.room.model.VideoLayer;
import org.auralink.media.room.model.VideoQuality;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.room.signal.ServerSignal.DemandedAudio;
import org.auralink.media.room.signal.ServerSignal.DemandedVideo;
import org.auralink.media.room.signal.ServerSignal.RequestReason;
import org.auralink.media.room.signal.SessionDescription;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.transport.TransportState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A camera in VP9 that can be had in VP8 too, by those who do not take VP9; and a telephone's sound that can be had in Opus.
 */
class RoomBackupCodecTest {
    private static final int PUBLISHED_VP9 = 98;
    private static final int VP9 = 102;
    private static final int VP8 = 96;
    private static final int PCMU = 0;
    private static final byte[] VP9_KEY = {0x0C, 1, 2};

    private final TestRoom test = new TestRoom();
    private final TestClient alice = test.connected("alice");
    private final TestClient bob = test.connected("bob");
    private final TestClient carol = test.connected("carol");

    private TrackSid publish(boolean together) {
        alice.signal(announcement(
                "cam", null, together, new ClientSignal.Codec("vp9", "cam"), new ClientSignal.Codec("vp8", "")));
        alice.descriptions.send("video", "cam");
        offer();
        alice.sending().become(test.now, TransportState.CONNECTED, null);
        alice.sendRtp(PUBLISHED_VP9, "cam", VP9_KEY, -1);
        test.pass(50);
        return alice.sid("cam");
    }

    private static ClientSignal.AddTrack announcement(
            String cid, TrackSid sid, boolean together, ClientSignal.Codec... codecs) {
        return announcement(TrackSource.CAMERA, cid, sid, together, codecs);
    }

    private static ClientSignal.AddTrack announcement(
            TrackSource source, String cid, TrackSid sid, boolean together, ClientSignal.Codec... codecs) {
        return new ClientSignal.AddTrack(
                cid,
                "",
                source == TrackSource.CAMERA ? TrackKind.VIDEO : TrackKind.AUDIO,
                source,
                1_280,
                720,
                false,
                List.of(),
                List.of(codecs),
                sid,
                false,
                false,
                false,
                0,
                "camera",
                List.of(),
                together);
    }

    /** Sections have VP9 and VP8, Opus and PCMU, as browsers offer them. */
    private void offer() {
        String sdp = alice.descriptions
                .offer()
                .replace("m=video 9 UDP/TLS/RTP/SAVPF 96 97", "m=video 9 UDP/TLS/RTP/SAVPF 96 97 98")
                .replace("a=rtpmap:96 VP8/90000", "a=rtpmap:98 VP9/90000\r\na=rtpmap:96 VP8/90000")
                .replace("m=audio 9 UDP/TLS/RTP/SAVPF 111", "m=audio 9 UDP/TLS/RTP/SAVPF 111 0")
                .replace("a=rtpmap:111", "a=rtpmap:0 PCMU/8000\r\na=rtpmap:111");
        alice.signal(ClientSignal.offer(new SessionDescription(sdp, 7, Map.of())));
    }

    private void publishBackup(TrackSid sid) {
        alice.signal(announcement("cam-vp8", sid, false, new ClientSignal.Codec("vp8", "cam-vp8")));
        alice.descriptions.send("video", "cam-vp8");
        offer();
        alice.sendRtp(VP8, "cam-vp8", TestClient.keyFrame(), -1);
        test.pass(50);
    }

    /** Answers what was offered, but for VP9. */
    private static void answerWithoutVp9(TestClient client) {
        answer(client, "video", "96 97");
    }

    /** Answers what was offered, but of one kind these formats only. */
    private static void answer(TestClient client, String kind, String formats) {
        SessionDescription offer = client.last(ServerSignal.Offer.class).description();
        String sdp = client.descriptions
                .answer(offer.sdp())
                .replaceAll("(m=" + kind + " \\d+ \\S+) [0-9 ]+", "$1 " + formats);
        client.signal(ClientSignal.answer(new SessionDescription(sdp, offer.id(), Map.of())));
    }

    private List<DemandedVideo> demanded() {
        return alice.last(ServerSignal.VideoDemanded.class).codecs();
    }

    private static DemandedVideo codec(String name, VideoQuality highest) {
        return new DemandedVideo(name, highest);
    }

    private static List<Integer> types(TestClient client) {
        return client.receiving().rtp.stream()
                .map(RtpPacket::payloadType)
                .distinct()
                .toList();
    }

    @Test
    void whoTakesTheFirstCodecGetsItAndTheSecondIsNotAskedFor() {
        publish(false);
        bob.answer();
        carol.answer();
        test.pass(50);
        alice.sendRtp(PUBLISHED_VP9, "cam", VP9_KEY, -1);
        assertThat(types(bob)).containsExactly(VP9);
        assertThat(demanded()).containsExactly(codec("vp9", VideoQuality.HIGH), codec("vp8", VideoQuality.OFF));
        assertThat(alice.last(ServerSignal.Answer.class).description().sdp())
                .contains("m=video 9 UDP/TLS/RTP/SAVPF 98 96 97");
    }

    @Test
    void bothCodecsAreToldFromTheBeginningAndWhereTheSecondIsOnceItComes() {
        var large = new VideoLayer(VideoQuality.HIGH, 1_280, 720, 900_000);
        alice.signal(announcement(
                "cam",
                null,
                true,
                new ClientSignal.Codec("vp9", "cam"),
                new ClientSignal.Codec("vp8", "", List.of(large), 0)));
        TrackInfo announced = alice.last(ServerSignal.TrackPublished.class).track();
        assertThat(announced.codecs())
                .containsExactly(
                        new CodecInfo("video/VP9", "", "cam", List.of(), CodecInfo.SEVERAL_LAYERS_PER_STREAM),
                        new CodecInfo("video/VP8", "", "", List.of(large), CodecInfo.ONE_LAYER_PER_STREAM));
        alice.descriptions.send("video", "cam");
        offer();
        alice.sending().become(test.now, TransportState.CONNECTED, null);
        alice.sendRtp(PUBLISHED_VP9, "cam", VP9_KEY, -1);
        answerWithoutVp9(carol);
        test.pass(50);
        publishBackup(announced.sid());
        assertThat(alice.participant.info().tracks()).hasSize(1).allSatisfy(track -> {
            assertThat(track.mimeType()).isEqualTo("video/VP9");
            assertThat(track.codecs())
                    .extracting(CodecInfo::mimeType, CodecInfo::mid, CodecInfo::cid)
                    .containsExactly(tuple("video/VP9", "0", "cam"), tuple("video/VP8", "1", "cam-vp8"));
        });
    }

    @Test
    void theSecondCodecIsAskedForWhenSomebodyTakesNoOther() {
        TrackSid sid = publish(true);
        bob.answer();
        answerWithoutVp9(carol);
        test.pass(50);
        assertThat(demanded()).containsExactly(codec("vp9", VideoQuality.HIGH), codec("vp8", VideoQuality.HIGH));
        publishBackup(sid);
        assertThat(alice.last(ServerSignal.TrackPublished.class).cid()).isEqualTo("cam-vp8");
        assertThat(alice.last(ServerSignal.TrackPublished.class).track().sid()).isEqualTo(sid);
        assertThat(alice.last(ServerSignal.Answer.class).description().midToTrackId())
                .containsExactlyInAnyOrderEntriesOf(Map.of("0", sid.value(), "1", sid.value()));
        alice.sendRtp(VP8, "cam-vp8", TestClient.keyFrame(), -1);
        alice.sendRtp(PUBLISHED_VP9, "cam", VP9_KEY, -1);
        assertThat(types(carol)).containsExactly(VP8);
        assertThat(types(bob)).containsExactly(VP9);
        assertThat(carol.all(ServerSignal.SubscriptionFailed.class)).isEmpty();
    }

    @Test
    void whereCodecsAreNotSentTogetherTheSecondReplacesTheFirstOnceItComes() {
        TrackSid sid = publish(false);
        bob.answer();
        answerWithoutVp9(carol);
        test.pass(50);
        alice.sendRtp(PUBLISHED_VP9, "cam", VP9_KEY, -1);
        assertThat(types(bob)).as("until it comes").containsExactly(VP9);
        publishBackup(sid);
        test.pass(50);
        alice.sendRtp(VP8, "cam-vp8", TestClient.keyFrame(), -1);
        assertThat(types(bob)).containsExactly(VP9, VP8);
        List<Integer> numbers =
                bob.receiving().rtp.stream().map(RtpPacket::sequenceNumber).toList();
        for (int i = 1; i < numbers.size(); i++) {
            assertThat(numbers.get(i)).isEqualTo(numbers.get(i - 1) + 1);
        }
        test.pass(6_000);
        assertThat(demanded()).containsExactly(codec("vp9", VideoQuality.OFF), codec("vp8", VideoQuality.HIGH));
        alice.descriptions.stop("cam-vp8");
        offer();
        test.pass(50);
        assertThat(demanded().get(0)).as("the first is there again").isEqualTo(codec("vp9", VideoQuality.HIGH));
        alice.sendRtp(PUBLISHED_VP9, "cam", VP9_KEY, -1);
        assertThat(bob.receiving().rtp.get(bob.receiving().rtp.size() - 1).payloadType())
                .isEqualTo(VP9);
    }

    @Test
    void theSecondCodecEndsWithItsTrack() {
        TrackSid sid = publish(true);
        answerWithoutVp9(carol);
        publishBackup(sid);
        alice.descriptions.stop("cam");
        offer();
        test.pass(50);
        int received = carol.receiving().rtp.size();
        alice.sendRtp(VP8, "cam-vp8", TestClient.keyFrame(), -1);
        assertThat(carol.receiving().rtp).hasSize(received);
        assertThat(alice.participant.info().tracks()).isEmpty();
    }

    @Test
    void aMutedTrackIsMutedInBothCodecs() {
        TrackSid sid = publish(true);
        answerWithoutVp9(carol);
        publishBackup(sid);
        alice.signal(new ClientSignal.Mute(sid, true));
        int received = carol.receiving().rtp.size();
        alice.sendRtp(VP8, "cam-vp8", TestClient.keyFrame(), -1);
        assertThat(carol.receiving().rtp).hasSize(received);
    }

    @Test
    void whatWasNotAnnouncedWithASecondCodecGetsNone() {
        TrackSid sid = alice.publishCamera();
        alice.signal(announcement("other", sid, false, new ClientSignal.Codec("vp9", "other")));
        ServerSignal.RequestAnswered told = alice.last(ServerSignal.RequestAnswered.class);
        assertThat(told.reason()).isEqualTo(RequestReason.UNSUPPORTED_TYPE);
        assertThat(told.message()).startsWith("sid: ");
        bob.signal(announcement("mine", sid, false, new ClientSignal.Codec("vp8", "mine")));
        assertThat(bob.last(ServerSignal.RequestAnswered.class).message())
                .as("of somebody else")
                .startsWith("sid: ");
    }

    @Test
    void whoReceivesOverTheConnectionOnWhichItPublishesGetsTheSecondCodecToo() {
        TrackSid sid = publish(true);
        TestClient dave = test.joinSingle("dave");
        dave.descriptions.receive("video", 1);
        dave.offer();
        dave.sending().become(test.now, TransportState.CONNECTED, null);
        test.pass(50);
        dave.offer();
        test.pass(50);
        assertThat(demanded().get(1)).isEqualTo(codec("vp8", VideoQuality.HIGH));
        publishBackup(sid);
        alice.sendRtp(VP8, "cam-vp8", TestClient.keyFrame(), -1);
        assertThat(dave.sending().rtp).extracting(RtpPacket::payloadType).containsOnly(VP8);
    }

    /** Nobody who has the first is given the second: streams of sound cost little, and their clocks differ. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void soundThatSomebodyTakesInItsSecondCodecOnlyIsSentInBoth(boolean together) {
        ClientSignal.Codec telephone = new ClientSignal.Codec("pcmu", "mic");
        ClientSignal.Codec opus = new ClientSignal.Codec("opus", "mic-opus");
        alice.signal(announcement(TrackSource.MICROPHONE, "mic", null, together, telephone, opus));
        alice.descriptions.send("audio", "mic");
        offer();
        alice.sending().become(test.now, TransportState.CONNECTED, null);
        alice.sendRtp(PCMU, "mic", new byte[160], -1);
        test.pass(50);
        TrackSid sid = alice.sid("mic");
        assertThat(alice.participant.info().tracks().get(0).mimeType()).isEqualTo("audio/PCMU");
        assertThat(bob.last(ServerSignal.Offer.class).description().sdp())
                .contains("m=audio 9 UDP/TLS/RTP/SAVPF 0 111\r\n", "a=rtpmap:0 PCMU/8000\r\n");
        bob.answer();
        answer(carol, "audio", "111");
        test.pass(50);
        assertThat(alice.last(ServerSignal.AudioDemanded.class).codecs())
                .containsExactly(new DemandedAudio("pcmu", true), new DemandedAudio("opus", true));

        alice.signal(announcement(TrackSource.MICROPHONE, "mic-opus", sid, false, opus));
        alice.descriptions.send("audio", "mic-opus");
        offer();
        for (int n = 0; n < 5; n++) {
            alice.sendRtp(PCMU, "mic", new byte[160], -1);
            alice.sendRtp(TestClient.OPUS, "mic-opus", new byte[] {1, 2, 3}, -1);
            test.pass(50);
        }
        assertThat(types(bob)).containsExactly(PCMU);
        assertThat(types(carol)).containsExactly(TestClient.OPUS);
        assertThat(carol.receiving().rtp.get(0).payloadLength()).isEqualTo(3);
    }

    @Test
    void theSecondCodecKeepsTimeByItsOwnClock() {
        soundThatSomebodyTakesInItsSecondCodecOnlyIsSentInBoth(true);
        TrackSid sid = alice.sid("mic");
        RtpPacket before = carol.receiving().rtp.get(carol.receiving().rtp.size() - 1);
        alice.signal(new ClientSignal.Mute(sid, true));
        alice.signal(new ClientSignal.Mute(sid, false));
        test.pass(1_000);
        alice.sendRtp(TestClient.OPUS, "mic-opus", new byte[] {1, 2, 3}, -1);
        RtpPacket after = carol.receiving().rtp.get(carol.receiving().rtp.size() - 1);
        assertThat(after.timestamp() - before.timestamp()).isBetween(47_000L, 52_000L);
    }
}
