package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.auralink.media.room.model.ParticipantIdentity;
import org.auralink.media.room.model.Permission;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.model.TrackSource;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.room.signal.SessionDescription;
import org.auralink.media.rtp.RtpPacket;
import org.auralink.media.transport.TransportState;
import org.junit.jupiter.api.Test;

/** A microphone whose packets repeat what came before (RFC 2198). */
class RoomRedundancyTest {
    private static final int RED = 63;
    private static final int OPUS = 111;
    /** A block of two bytes, repeated, and one of three. */
    private static final byte[] BLOCKS = {(byte) 0xEF, 0x0F, 0x00, 2, 0x6F, 1, 2, 7, 8, 9};

    private final TestRoom test = new TestRoom();
    private final TestClient alice = test.connected("alice");
    private final TestClient bob = test.connected("bob");
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
