package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.auralink.media.room.forward.KeyFrameSpacing;
import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.room.model.Permission;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.model.TrackSource;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.room.signal.SessionDescription;
import org.auralink.media.rtcp.Nack;
import org.auralink.media.rtcp.ReceiverReport;
import org.auralink.media.rtcp.ReportBlock;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.transport.TransportState;
import org.junit.jupiter.api.Test;

/** A microphone whose packets repeat what came before (RFC 2198). */
class RoomRedundancyTest {
    private static final int RED = 63;
    private static final int OPUS = 111;
    /** A block of two bytes, repeated, and one of three. */
    private static final byte[] BLOCKS = {(byte) 0xEF, 0x0F, 0x00, 2, 0x6F, 1, 2, 7, 8, 9};

    private TestRoom test = new TestRoom();
    private TestClient alice = test.connected("alice");
    private TestClient bob = test.connected("bob");
    private final TestClient carol = test.connected("carol");

    private String publish(boolean disableRed) {
        alice.signal(new ClientSignal.AddTrack(
                "mic",
                "",
                TrackKind.AUDIO,
                TrackSource.MICROPHONE,
                0,
                0,
                false,
                List.of(),
                List.of(),
                null,
                false,
                false,
                disableRed,
                0,
                "camera",
                List.of()));
        alice.descriptions.send("audio", "mic");
        String sdp = alice.descriptions
                .offer()
                .replace("m=audio 9 UDP/TLS/RTP/SAVPF 111", "m=audio 9 UDP/TLS/RTP/SAVPF 111 63")
                .replace("a=rtpmap:111", "a=rtpmap:63 red/48000/2\r\na=fmtp:63 111/111\r\na=rtpmap:111");
        alice.signal(ClientSignal.offer(new SessionDescription(sdp, 7, Map.of())));
        alice.sending().become(test.now, TransportState.CONNECTED, null);
        return alice.last(ServerSignal.Answer.class).description().sdp();
    }

    private void answerWith(TestClient client, String formats) {
        SessionDescription offer = client.last(ServerSignal.Offer.class).description();
        String sdp = client.descriptions.answer(offer.sdp()).replaceAll("(m=audio \\d+ \\S+) [0-9 ]+", "$1 " + formats);
        client.signal(ClientSignal.answer(new SessionDescription(sdp, offer.id(), Map.of())));
    }

    private static byte[] payload(RtpPacket packet) {
        int from = packet.payloadOffset();
        return java.util.Arrays.copyOfRange(packet.array(), from, from + packet.payloadLength());
    }

    private static String audio(TestClient client) {
        return client.last(ServerSignal.Offer.class).description().sdp();
    }

    @Test
    void itIsAskedForFirstWhereItsPublisherHasIt() {
        assertThat(publish(false)).contains("m=audio 9 UDP/TLS/RTP/SAVPF 63 111\r\n");
    }

    @Test
    void itIsNotAskedForWhereItsPublisherDoesNotWantIt() {
        assertThat(publish(true)).contains("m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n");
    }

    @Test
    void whoTakesItGetsItAndWhoDoesNotGetsTheNewestBlock() {
        publish(false);
        alice.sendRtp(RED, "mic", BLOCKS, -1);
        test.pass(50);
        assertThat(audio(bob)).contains("m=audio 9 UDP/TLS/RTP/SAVPF 106 111\r\n", "a=fmtp:106 111/111\r\n");
        bob.answer();
        answerWith(carol, "111");
        alice.sendRtp(RED, "mic", BLOCKS, -1);
        RtpPacket whole = bob.receiving().rtp.get(0);
        assertThat(whole.payloadType()).isEqualTo(106);
        assertThat(payload(whole)).containsExactly(BLOCKS);
        RtpPacket newest = carol.receiving().rtp.get(0);
        assertThat(newest.payloadType()).isEqualTo(OPUS);
        assertThat(payload(newest)).containsExactly(7, 8, 9);
        assertThat(alice.participant.info().tracks().get(0).mimeType()).isEqualTo("audio/red");
    }

    /** A packet in 20 ms, and a report of the receiver each second. */
    private void speak(TestClient receiver, int seconds, int lossPer256) {
        for (int i = 0; i < seconds * 50; i++) {
            alice.sendRtp(RED, "mic", BLOCKS, -1);
            if (i % 50 == 0 && lossPer256 >= 0) {
                int ssrc = receiver.receiving().rtp.get(0).ssrc();
                var block = new ReportBlock(ssrc, lossPer256, 0, i, 0, 0, 0);
                receiver.receiving().arrive(test.now, new ReceiverReport(1, List.of(block)));
            }
            test.pass(20);
        }
    }

    private void receive() {
        publish(false);
        alice.sendRtp(RED, "mic", BLOCKS, -1);
        test.pass(50);
        bob.answer();
        alice.sendRtp(RED, "mic", BLOCKS, -1);
    }

    private RtpPacket last() {
        List<RtpPacket> sent = bob.receiving().rtp;
        return sent.get(sent.size() - 1);
    }

    @Test
    void whoLosesNothingGetsTheNewestBlockAndAllOnceItLosesSome() {
        receive();
        speak(bob, 29, 0);
        assertThat(payload(last())).containsExactly(BLOCKS);
        speak(bob, 5, 1);
        assertThat(last().payloadType()).isEqualTo(OPUS);
        assertThat(payload(last())).containsExactly(7, 8, 9);
        speak(bob, 3, 4);
        assertThat(payload(last())).as("1.6 % are neither few nor many").containsExactly(7, 8, 9);
        speak(bob, 3, 6);
        assertThat(last().payloadType()).isEqualTo(106);
        assertThat(payload(last())).containsExactly(BLOCKS);
        List<Integer> numbers =
                bob.receiving().rtp.stream().map(RtpPacket::sequenceNumber).toList();
        for (int i = 1; i < numbers.size(); i++) {
            assertThat(numbers.get(i)).isEqualTo(numbers.get(i - 1) + 1 & 0xffff);
        }
    }

    @Test
    void whoLosesSomeNowAndThenKeepsGettingAll() {
        receive();
        for (int i = 0; i < 5; i++) {
            speak(bob, 20, 0);
            speak(bob, 2, 4);
        }
        assertThat(payload(last())).containsExactly(BLOCKS);
    }

    @Test
    void whoDoesNotReportKeepsGettingAll() {
        receive();
        speak(bob, 60, -1);
        assertThat(payload(last())).containsExactly(BLOCKS);
    }

    @Test
    void whatIsRepeatedIsWhatWasSentWhateverIsSentByNow() {
        receive();
        speak(bob, 34, 0);
        RtpPacket newest = last();
        speak(bob, 1, 20);
        alice.sendRtp(RED, "mic", BLOCKS, -1);
        assertThat(payload(last())).containsExactly(BLOCKS);
        bob.receiving().arrive(test.now, new Nack(1, newest.ssrc(), new int[] {newest.sequenceNumber()}));
        assertThat(last().sequenceNumber()).isEqualTo(newest.sequenceNumber());
        assertThat(last().payloadType()).isEqualTo(OPUS);
        assertThat(payload(last())).containsExactly(7, 8, 9);
    }

    @Test
    void anOperatorMayHaveAllSentToAll() {
        var all = new RoomTuning(
                KeyFrameSpacing.DEFAULT,
                SpeakerRule.DEFAULT,
                5_000_000_000L,
                true,
                0,
                CongestionControl.DEFAULT,
                AudioRule.EVERYTHING);
        test = new TestRoom(all);
        alice = test.connected("alice");
        bob = test.connected("bob");
        receive();
        speak(bob, 60, 0);
        assertThat(payload(last())).containsExactly(BLOCKS);
    }

    @Test
    void aPacketWithoutRedundancyIsWhatItIsForEverybody() {
        publish(false);
        alice.sendRtp(OPUS, "mic", new byte[] {4, 5, 6}, -1);
        test.pass(50);
        bob.answer();
        answerWith(carol, "111");
        alice.sendRtp(OPUS, "mic", new byte[] {4, 5, 6}, -1);
        alice.sendRtp(RED, "mic", BLOCKS, -1);
        assertThat(bob.receiving().rtp).extracting(RtpPacket::payloadType).containsExactly(OPUS, 106);
        assertThat(payload(bob.receiving().rtp.get(0))).containsExactly(4, 5, 6);
        assertThat(carol.receiving().rtp).extracting(RtpPacket::payloadType).containsExactly(OPUS, OPUS);
        assertThat(payload(carol.receiving().rtp.get(0))).containsExactly(4, 5, 6);
    }

    @Test
    void blocksThatAreCutGoToNobody() {
        publish(false);
        alice.sendRtp(RED, "mic", BLOCKS, -1);
        test.pass(50);
        bob.answer();
        answerWith(carol, "111");
        alice.sendRtp(RED, "mic", new byte[] {(byte) 0xEF, 0, 0, 9, 0x6F, 1}, -1);
        assertThat(bob.receiving().rtp).isEmpty();
        assertThat(carol.receiving().rtp).isEmpty();
    }

    @Test
    void aBrowserThatPlaysItBadlyIsNotOfferedIt() {
        publish(false);
        alice.sendRtp(RED, "mic", BLOCKS, -1);
        TestClient dave = test.join(new JoinRequest(
                new ParticipantIdentity("dave"),
                "",
                "",
                Map.of(),
                Permission.ALL,
                0,
                true,
                true,
                17,
                2,
                List.of(),
                false,
                false,
                true));
        dave.answerAndConnect();
        test.pass(50);
        assertThat(audio(dave)).contains("m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n");
        dave.answer();
        alice.sendRtp(RED, "mic", BLOCKS, -1);
        assertThat(payload(dave.receiving().rtp.get(0))).containsExactly(7, 8, 9);
    }
}
