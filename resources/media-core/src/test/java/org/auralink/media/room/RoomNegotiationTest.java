package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import org.auralink.media.dtls.DtlsRole;
import org.auralink.media.dtls.Fingerprint;
import org.auralink.media.room.model.CodecInfo;
import org.auralink.media.room.model.DisconnectReason;
import org.auralink.media.room.model.LeaveAction;
import org.auralink.media.room.model.TrackInfo;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.model.TrackSource;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.room.signal.SessionDescription;
import org.junit.jupiter.api.Test;

class RoomNegotiationTest {
    private final TestRoom test = new TestRoom();
    private final TestClient alice = test.connected("alice");

    private static SessionDescription last(TestClient client) {
        return client.last(ServerSignal.Offer.class).description();
    }

    @Test
    void theFirstOfferComesAtOnceAndHasASectionThatCarriesTheConnection() {
        TestClient bob = test.join("bob");
        SessionDescription offer = last(bob);
        assertThat(offer.id()).isBetween(1, 256);
        assertThat(offer.sdp())
                .contains("m=application 9 ", "a=sctp-port:5000", "a=group:BUNDLE data\r\n")
                .doesNotContain("m=audio")
                .contains(FakeTransports.OURS.attribute());
        assertThat(offer.midToTrackId()).isEmpty();
        test.pass(5_000);
        assertThat(bob.all(ServerSignal.Offer.class)).hasSize(1);
    }

    /** RFC 8838 8.2: nothing may be trickled behind the end, and nothing needs to be. */
    @Test
    void everyDescriptionHasAllCandidatesAndSaysThatThereAreNoMore() {
        alice.publishMicrophone();
        assertThat(List.of(
                        last(alice).sdp(),
                        alice.last(ServerSignal.Answer.class).description().sdp()))
                .allSatisfy(sdp -> assertThat(sdp).contains("a=candidate:", "a=end-of-candidates"));
    }

    @Test
    void aPassiveClientIsCalledOnBothConnections() {
        TestClient bob = test.join("bob");
        bob.descriptions.bePassive();
        bob.answerAndConnect();
        assertThat(bob.receiving().role()).isEqualTo(DtlsRole.CLIENT);
        bob.publishMicrophone();
        assertThat(bob.sending().role()).isEqualTo(DtlsRole.CLIENT);
        assertThat(bob.last(ServerSignal.Answer.class).description().sdp())
                .contains("a=setup:active")
                .doesNotContain("a=setup:passive");
        assertThat(alice.receiving().role()).isEqualTo(DtlsRole.SERVER);
    }

    @Test
    void changesWhileAnOfferIsUnderWayGoIntoTheNext() {
        TestClient bob = test.join("bob");
        alice.publishMicrophone();
        alice.publishCamera();
        test.pass(1_000);
        assertThat(bob.all(ServerSignal.Offer.class)).hasSize(1);
        int first = last(bob).id();
        bob.answerAndConnect();
        test.pass(50);
        assertThat(bob.all(ServerSignal.Offer.class)).hasSize(2);
        assertThat(last(bob).id()).isEqualTo(first + 1);
        assertThat(last(bob).midToTrackId())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "0", alice.sid("mic").value(), "1", alice.sid("cam").value()));
    }

    @Test
    void answersToOtherOffersMeanNothing() {
        TestClient bob = test.join("bob");
        SessionDescription offer = last(bob);
        String answer = bob.descriptions.answer(offer.sdp());
        bob.signal(ClientSignal.answer(new SessionDescription(answer, offer.id() + 1, Map.of())));
        assertThat(bob.receiving().remote()).isNull();
        bob.answer();
        assertThat(bob.receiving().remote()).isNotNull();
        bob.answer();
        assertThat(bob.all(ServerSignal.Leave.class)).isEmpty();
    }

    @Test
    void aClientThatDoesNotAnswerConnectsAnew() {
        TestClient bob = test.connected("bob");
        alice.publishMicrophone();
        test.pass(50);
        assertThat(bob.all(ServerSignal.Offer.class)).hasSize(2);
        test.pass(14_000);
        assertThat(bob.all(ServerSignal.Leave.class)).isEmpty();
        test.pass(1_100);
        assertThat(bob.last(ServerSignal.Leave.class))
                .isEqualTo(new ServerSignal.Leave(DisconnectReason.STATE_MISMATCH, LeaveAction.RECONNECT));
        assertThat(test.events).endsWith("participantLeft bob");
    }

    @Test
    void answersCarryTheOffersIdAndTheTracksOfItsSections() {
        TrackSid sid = alice.publishMicrophone();
        SessionDescription answer = alice.last(ServerSignal.Answer.class).description();
        assertThat(answer.id()).isEqualTo(1);
        assertThat(answer.midToTrackId()).containsExactlyEntriesOf(Map.of("0", sid.value()));
        assertThat(alice.offer().id()).isEqualTo(2);
        assertThat(alice.sending().remote())
                .isEqualTo(Fingerprint.of("sha-256", "alice".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    @Test
    void anOfferMayComeBeforeItsTracksAreAnnounced() {
        alice.descriptions.send("audio", "mic");
        alice.offer();
        alice.announce("mic", TrackKind.AUDIO, TrackSource.MICROPHONE);
        alice.sendRtp(TestClient.OPUS, "mic", new byte[] {1}, -1);
        assertThat(test.events).endsWith("trackPublished alice MICROPHONE");
    }

    @Test
    void aTrackWhoseSectionNamesItOtherwiseIsTheOldestThatWaits() {
        alice.announce("one", TrackKind.AUDIO, TrackSource.MICROPHONE);
        alice.announce("two", TrackKind.AUDIO, TrackSource.SCREEN_SHARE_AUDIO);
        alice.descriptions.send("audio", "munged");
        SessionDescription answer = alice.offer();
        assertThat(answer.midToTrackId()).containsEntry("0", alice.sid("one").value());
    }

    @Test
    void aTrackIsToldByBothNamesWhereItsSectionHasAnother() {
        alice.publishMicrophone();
        alice.announce("camera", TrackKind.VIDEO, TrackSource.CAMERA);
        alice.descriptions.send("video", "munged");
        alice.offer();
        alice.sendRtp(TestClient.VP8, "munged", TestClient.keyFrame(), -1);
        assertThat(alice.participant.info().tracks())
                .flatExtracting(TrackInfo::codecs)
                .extracting(CodecInfo::cid, CodecInfo::sdpCid)
                .containsExactly(tuple("mic", ""), tuple("camera", "munged"));
    }

    @Test
    void aClientsNewCredentialsAreAnsweredWithNewOnes() {
        alice.publishMicrophone();
        String before = alice.sending().localCredentials().ufrag();
        alice.offer();
        assertThat(alice.sending().localCredentials().ufrag()).isEqualTo(before);
        alice.descriptions.restartIce();
        alice.offer();
        assertThat(alice.sending().localCredentials().ufrag()).isNotEqualTo(before);
        assertThat(test.transports.opened).hasSize(2);
    }

    @Test
    void aDescriptionThatCannotBeUsedChangesNothingAndIsExplained() {
        alice.publishMicrophone();
        for (String sdp : List.of(
                "",
                "v=0\r\n",
                "v=0\r\nm=audio\r\n",
                "nonsense",
                alice.descriptions.offer().replace("sha-256", "md5"))) {
            alice.signal(ClientSignal.offer(new SessionDescription(sdp, 9, Map.of())));
            assertThat(alice.last(ServerSignal.RequestAnswered.class).message()).startsWith("offer: ");
        }
        assertThat(test.refusedDescriptions).isEqualTo(5);
        TestClient bob = test.join("bob");
        bob.signal(
                ClientSignal.answer(new SessionDescription("nonsense", last(bob).id(), Map.of())));
        assertThat(bob.last(ServerSignal.RequestAnswered.class).message()).startsWith("answer: ");
        bob.answerAndConnect();
        assertThat(test.events).endsWith("participantJoined bob");
        alice.sendRtp(TestClient.OPUS, "mic", new byte[] {1}, -1);
        assertThat(alice.all(ServerSignal.Leave.class)).isEmpty();
    }

    @Test
    void aClientWhoseCertificateChangesConnectsAnew() {
        alice.publishMicrophone();
        String other = new ClientDescriptions("mallory").offer();
        alice.signal(ClientSignal.offer(new SessionDescription(other, 2, Map.of())));
        assertThat(alice.last(ServerSignal.Leave.class).action()).isEqualTo(LeaveAction.RECONNECT);
        assertThat(test.transports.stillOpen()).isZero();
        assertThat(test.room.participants()).isEmpty();
    }

    @Test
    void aSectionIsUsedAgainOnceTheClientKnowsThatItIsFree() {
        alice.publishMicrophone();
        TestClient bob = test.connected("bob");
        bob.renegotiate();
        String first = bob.last(ServerSignal.Offer.class).description().sdp();
        assertThat(first)
                .contains("a=msid:" + alice.participant.sid().value() + "|"
                        + alice.sid("mic").value());
        alice.descriptions.stop("mic");
        alice.offer();
        assertThat(test.events).endsWith("trackUnpublished alice MICROPHONE");
        bob.renegotiate();
        assertThat(last(bob).midToTrackId()).isEmpty();
        assertThat(last(bob).sdp()).contains("a=inactive");
        alice.announce("mic2", TrackKind.AUDIO, TrackSource.MICROPHONE);
        alice.descriptions.send("audio", "mic2");
        alice.offer();
        alice.sendRtp(TestClient.OPUS, "mic2", new byte[] {1}, -1);
        bob.renegotiate();
        assertThat(last(bob).midToTrackId())
                .containsExactlyEntriesOf(Map.of("0", alice.sid("mic2").value()));
        assertThat(last(bob).sdp().split("m=audio", -1)).hasSize(2);
    }

    @Test
    void whatAClientCannotPlayIsNotOfferedAgain() {
        alice.publishCamera();
        TestClient bob = test.join("bob");
        bob.descriptions.refuseVideo();
        bob.answerAndConnect();
        assertThat(bob.last(ServerSignal.SubscriptionFailed.class).track()).isEqualTo(alice.sid("cam"));
        bob.renegotiate();
        assertThat(last(bob).midToTrackId()).isEmpty();
        test.pass(10_000);
        assertThat(bob.all(ServerSignal.SubscriptionFailed.class)).hasSize(1);
        assertThat(alice.all(ServerSignal.TrackSubscribed.class)).isEmpty();
    }

    /** RFC 3264 6: a section at port 0 is answered at port 0, also when there is no other. */
    @Test
    void anOfferThatWantsNothingAnyMoreIsAnsweredSectionForSection() {
        TestClient alice = test.connected("alice");
        String nothing = "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"
                + "m=audio 0 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\na=inactive\r\na=rtpmap:111 opus/48000/2\r\n"
                + "m=application 0 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:d\r\n";
        alice.signal(ClientSignal.offer(new SessionDescription(nothing, 7, Map.of())));
        SessionDescription answer = alice.last(ServerSignal.Answer.class).description();
        assertThat(answer.id()).isEqualTo(7);
        assertThat(answer.sdp().lines().filter(line -> line.startsWith("m=")))
                .containsExactly("m=audio 0 UDP/TLS/RTP/SAVPF 111", "m=application 0 UDP/DTLS/SCTP webrtc-datachannel");
        assertThat(test.refusedDescriptions).isZero();

        alice.publishMicrophone();
        assertThat(test.events).contains("trackPublished alice MICROPHONE");
        alice.signal(ClientSignal.offer(new SessionDescription(nothing, 8, Map.of())));
        assertThat(test.events).contains("trackUnpublished alice MICROPHONE");
        assertThat(alice.last(ServerSignal.Answer.class).description().id()).isEqualTo(8);
    }
}
