package org.auralink.media.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.auralink.media.room.model.ParticipantInfo;
import org.auralink.media.room.model.ParticipantState;
import org.auralink.media.room.model.Permission;
import org.auralink.media.room.model.TrackKind;
import org.auralink.media.room.model.TrackSid;
import org.auralink.media.room.model.TrackSource;
import org.auralink.media.room.signal.ClientSignal;
import org.auralink.media.room.signal.ServerSignal;
import org.auralink.media.room.signal.ServerSignal.RequestReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What somebody may do holds from the moment it changes, whatever was announced, offered or asked for before. */
class RoomPermissionTest {
    private static final Permission NOTHING =
            new Permission(false, false, false, Set.of(), false, false, false, false, false);
    private static final Permission LISTENER =
            new Permission(true, false, false, Set.of(), false, false, false, false, false);
    private static final Permission HIDDEN =
            new Permission(true, true, true, Set.of(), true, false, false, false, false);

    private final TestRoom test = new TestRoom();
    private final TestClient alice = test.connected("alice");
    private final TestClient bob = test.connected("bob");

    private static Permission only(TrackSource... sources) {
        return new Permission(true, true, true, Set.of(sources), false, false, false, false, false);
    }

    private void permit(TestClient client, Permission permission) {
        test.room.updateParticipant(test.now, client.participant.identity(), null, null, Map.of(), permission);
    }

    private int heardBy(TestClient client) {
        return client.receiving().rtp.size();
    }

    private RequestReason lastReason() {
        return alice.last(ServerSignal.RequestAnswered.class).reason();
    }

    @Test
    void whoMayNoLongerPublishDoesNotPublishWhatWaited() {
        alice.publishCamera();
        bob.renegotiate();
        alice.announce("cam", TrackKind.VIDEO, TrackSource.CAMERA);
        alice.announce("cam", TrackKind.VIDEO, TrackSource.CAMERA);
        assertThat(lastReason()).isEqualTo(RequestReason.QUEUED);
        permit(alice, LISTENER);
        assertThat(lastReason()).isEqualTo(RequestReason.NOT_ALLOWED);
        assertThat(alice.all(ServerSignal.TrackPublished.class)).hasSize(1);
        int heard = heardBy(bob);
        alice.offer();
        alice.sendRtp(TestClient.VP8, "cam", TestClient.keyFrame(), -1);
        bob.renegotiate();
        alice.sendRtp(TestClient.VP8, "cam", TestClient.keyFrame(), -1);
        assertThat(heardBy(bob)).isEqualTo(heard);
        assertThat(test.events).endsWith("trackUnpublished alice CAMERA");
        assertThat(alice.participant.info().tracks()).isEmpty();
    }

    @Test
    void whatIsStillAllowedTakesItsPlaceAndWhatIsNotDoesNot() {
        alice.publishCamera();
        alice.announce("cam", TrackKind.VIDEO, TrackSource.CAMERA);
        alice.announce("cam", TrackKind.VIDEO, TrackSource.SCREEN_SHARE);
        permit(alice, only(TrackSource.SCREEN_SHARE));
        assertThat(alice.last(ServerSignal.TrackPublished.class).track().source())
                .isEqualTo(TrackSource.SCREEN_SHARE);
        assertThat(alice.all(ServerSignal.TrackPublished.class)).hasSize(2);
        assertThat(alice.all(ServerSignal.TrackUnpublished.class)).hasSize(1);
    }

    @Test
    void aTrackAnnouncedButNotYetSentIsTakenAwayToo() {
        alice.announce("mic", TrackKind.AUDIO, TrackSource.MICROPHONE);
        TrackSid sid = alice.sid("mic");
        permit(alice, only(TrackSource.CAMERA));
        assertThat(alice.last(ServerSignal.TrackUnpublished.class).track()).isEqualTo(sid);
        alice.descriptions.send("audio", "mic");
        assertThat(alice.offer().midToTrackId()).isEmpty();
        alice.sendRtp(TestClient.OPUS, "mic", new byte[] {1}, -1);
        assertThat(test.events).noneMatch(event -> event.startsWith("trackPublished"));
    }

    @Test
    void aSectionWhoseTrackWasTakenAwayCarriesNoOther() {
        alice.publishCamera();
        permit(alice, only(TrackSource.SCREEN_SHARE));
        alice.announce("screen", TrackKind.VIDEO, TrackSource.SCREEN_SHARE);
        alice.sendRtp(TestClient.VP8, "cam", TestClient.keyFrame(), -1);
        assertThat(alice.offer().midToTrackId()).isEmpty();
        alice.sendRtp(TestClient.VP8, "cam", TestClient.keyFrame(), -1);
        assertThat(test.events).endsWith("trackUnpublished alice CAMERA");
        alice.descriptions.stop("cam");
        alice.descriptions.send("video", "screen");
        assertThat(alice.offer().midToTrackId())
                .containsExactlyEntriesOf(Map.of("1", alice.sid("screen").value()));
        alice.sendRtp(TestClient.VP8, "screen", TestClient.keyFrame(), -1);
        assertThat(test.events).endsWith("trackPublished alice SCREEN_SHARE");
    }

    @Test
    void aStreamOfATrackThatWasTakenAwayDoesNotSpeakForAnother() {
        alice.publishMicrophone();
        alice.announce("tab", TrackKind.AUDIO, TrackSource.SCREEN_SHARE_AUDIO);
        alice.descriptions.send("audio", "tab");
        alice.offer();
        alice.sendRtp(TestClient.OPUS, "tab", new byte[] {1}, -1);
        bob.renegotiate();
        permit(alice, only(TrackSource.SCREEN_SHARE_AUDIO));
        bob.renegotiate();
        int heard = heardBy(bob);
        for (int i = 0; i < 5; i++) {
            alice.sendRtp(TestClient.OPUS, "mic", new byte[] {1}, -1);
        }
        assertThat(heardBy(bob)).isEqualTo(heard);
        alice.sendRtp(TestClient.OPUS, "tab", new byte[] {1}, -1);
        assertThat(heardBy(bob)).isEqualTo(heard + 1);
        alice.descriptions.stop("mic");
        alice.descriptions.declareNoSources();
        alice.offer();
        alice.sendRtp(TestClient.OPUS, "mic", new byte[] {1}, -1);
        assertThat(heardBy(bob)).as("its section is not sent any more").isEqualTo(heard + 1);
    }

    @Test
    void whoMayPublishAgainDoes() {
        alice.publishCamera();
        permit(alice, LISTENER);
        permit(alice, Permission.ALL);
        alice.announce("cam", TrackKind.VIDEO, TrackSource.CAMERA);
        alice.offer();
        alice.sendRtp(TestClient.VP8, "cam", TestClient.keyFrame(), -1);
        assertThat(test.events).endsWith("trackPublished alice CAMERA");
    }

    @ParameterizedTest
    @CsvSource({
        "MICROPHONE, VIDEO",
        "SCREEN_SHARE_AUDIO, VIDEO",
        "CAMERA, AUDIO",
        "SCREEN_SHARE, AUDIO",
    })
    void aSourceBindsTheKind(TrackSource source, TrackKind kind) {
        permit(alice, only(source));
        alice.announce("x", kind, source);
        ServerSignal.RequestAnswered answer = alice.last(ServerSignal.RequestAnswered.class);
        assertThat(answer.reason()).isEqualTo(RequestReason.NOT_ALLOWED);
        assertThat(answer.cid()).isEqualTo("x");
        assertThat(answer.message()).startsWith("type: ").contains(source.name().toLowerCase(java.util.Locale.ROOT));
        permit(alice, Permission.ALL);
        alice.announce("x", kind, source);
        assertThat(alice.all(ServerSignal.RequestAnswered.class))
                .as("without a list as well")
                .hasSize(2);
        assertThat(alice.all(ServerSignal.TrackPublished.class)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(TrackKind.class)
    void aSourceWithoutANameIsNotAmongListedOnes(TrackKind kind) {
        permit(alice, only(TrackSource.MICROPHONE, TrackSource.CAMERA, TrackSource.UNKNOWN));
        alice.announce("x", kind, TrackSource.UNKNOWN);
        assertThat(alice.last(ServerSignal.RequestAnswered.class).message())
                .startsWith("source: unknown is not among the allowed: ")
                .contains("camera, microphone");
        permit(alice, Permission.ALL);
        alice.announce("x", kind, TrackSource.UNKNOWN);
        assertThat(alice.all(ServerSignal.TrackPublished.class)).hasSize(1);
    }

    @Test
    void whoMayNoLongerSubscribeReceivesNothingWhateverItAsks() {
        TrackSid mic = alice.publishMicrophone();
        bob.renegotiate();
        permit(bob, NOTHING);
        int heard = heardBy(bob);
        bob.signal(new ClientSignal.UpdateSubscription(List.of(mic), true));
        assertThat(bob.last(ServerSignal.SubscriptionPermitted.class))
                .isEqualTo(new ServerSignal.SubscriptionPermitted(alice.participant.sid(), mic, false));
        test.room.updateSubscriptions(test.now, bob.participant.identity(), List.of(mic), true);
        bob.renegotiate();
        alice.sendRtp(TestClient.OPUS, "mic", new byte[] {1}, -1);
        TestClient carol = test.connected("carol");
        carol.publishCamera();
        bob.renegotiate();
        carol.sendRtp(TestClient.VP8, "cam", TestClient.keyFrame(), -1);
        assertThat(heardBy(bob)).isEqualTo(heard);
        permit(bob, LISTENER);
        bob.renegotiate();
        alice.sendRtp(TestClient.OPUS, "mic", new byte[] {1}, -1);
        assertThat(heardBy(bob)).isGreaterThan(heard);
    }

    @Test
    void whoBecomesHiddenIsGoneForTheOthersWithItsTracks() {
        TrackSid mic = alice.publishMicrophone();
        bob.renegotiate();
        int heard = heardBy(bob);
        permit(alice, HIDDEN);
        ParticipantInfo told =
                bob.last(ServerSignal.ParticipantsUpdated.class).participants().get(0);
        assertThat(told.sid()).isEqualTo(alice.participant.sid());
        assertThat(told.state()).isEqualTo(ParticipantState.DISCONNECTED);
        alice.sendRtp(TestClient.OPUS, "mic", new byte[] {1}, -1);
        bob.renegotiate();
        alice.sendRtp(TestClient.OPUS, "mic", new byte[] {1}, -1);
        assertThat(heardBy(bob)).isEqualTo(heard);
        bob.signal(new ClientSignal.UpdateSubscription(List.of(mic), true));
        assertThat(bob.last(ServerSignal.SubscriptionFailed.class).error())
                .isEqualTo(ServerSignal.SubscriptionError.TRACK_NOTFOUND);
        assertThat(alice.participant.state()).isEqualTo(ParticipantState.ACTIVE);
        permit(alice, Permission.ALL);
        ParticipantInfo back =
                bob.last(ServerSignal.ParticipantsUpdated.class).participants().get(0);
        assertThat(back.state()).isEqualTo(ParticipantState.ACTIVE);
        assertThat(back.version()).isGreaterThan(told.version());
        bob.renegotiate();
        alice.sendRtp(TestClient.OPUS, "mic", new byte[] {1}, -1);
        assertThat(heardBy(bob)).isEqualTo(heard + 1);
    }

    @Test
    void whatAHiddenParticipantPublishesReachesNobody() {
        TestClient ghost = test.join(TestRoom.request("ghost", HIDDEN));
        ghost.answerAndConnect();
        int told = bob.all(ServerSignal.ParticipantsUpdated.class).size();
        ghost.publishMicrophone();
        bob.renegotiate();
        ghost.sendRtp(TestClient.OPUS, "mic", new byte[] {1}, 10);
        test.pass(2_000);
        assertThat(heardBy(bob)).isZero();
        assertThat(bob.all(ServerSignal.Offer.class)).hasSize(1);
        assertThat(bob.all(ServerSignal.ParticipantsUpdated.class)).hasSize(told);
        assertThat(bob.all(ServerSignal.SpeakersChanged.class)).isEmpty();
    }

    @Test
    void whoMayNoLongerDescribeItselfIsRefused() {
        var may = new Permission(true, true, true, Set.of(), false, false, true, false, false);
        permit(alice, may);
        alice.signal(new ClientSignal.UpdateMetadata(1, "Alice", null, Map.of()));
        assertThat(alice.participant.info().name()).isEqualTo("Alice");
        permit(alice, Permission.ALL);
        alice.signal(new ClientSignal.UpdateMetadata(2, "Mallory", null, Map.of()));
        assertThat(lastReason()).isEqualTo(RequestReason.NOT_ALLOWED);
        assertThat(alice.participant.info().name()).isEqualTo("Alice");
    }
}
